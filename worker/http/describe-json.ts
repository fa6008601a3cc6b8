import type * as z from "zod";

/** A JSON answer, for the API's description. */
export const jsonAnswer = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { "application/json": { schema } } });

/** A required JSON body, for the API's description; what does not fit is refused before the handler runs. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({ required: true, content: { "application/json": { schema } } });
