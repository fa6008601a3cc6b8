import * as z from "zod";

/** Zod writes faster parsers with `new Function` where it may. Here it may not (Content-Security-Policy), and asking is an error line in every console. */
z.config({ jitless: true });
