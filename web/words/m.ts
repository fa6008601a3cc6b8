import { currentLocale, type Locale } from "../shared/locale/current-locale.ts";
import type { certificates } from "./vi/certificates.ts";
import type { anchors } from "./vi/anchors.ts";
import type { audits } from "./vi/audits.ts";
import type { console } from "./vi/console.ts";
import type { discrepancies } from "./vi/discrepancies.ts";
import type { evidence } from "./vi/evidence.ts";
import type { extensions } from "./vi/extensions.ts";
import type { fill } from "./vi/fill.ts";
import type { home } from "./vi/home.ts";
import type { integrations } from "./vi/integrations.ts";
import type { keys } from "./vi/keys.ts";
import type { national } from "./vi/national.ts";
import type { panel } from "./vi/panel.ts";
import type { people } from "./vi/people.ts";
import type { problems } from "./vi/problems.ts";
import type { shared } from "./vi/shared.ts";
import type { signing } from "./vi/signing.ts";
import type { webhooks } from "./vi/webhooks.ts";
import type { worklist } from "./vi/worklist.ts";

type Texts = typeof shared & typeof audits & typeof problems & typeof signing & typeof keys & typeof home & typeof fill & typeof discrepancies & typeof console & typeof anchors & typeof evidence & typeof extensions & typeof national & typeof worklist & typeof people & typeof panel & typeof certificates & typeof webhooks & typeof integrations;

/** The names in braces in a text: its parameters. */
type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;
type Parameters<Text extends string> = [Placeholder<Text>] extends [never] ? [] : [values: Record<Placeholder<Text>, string | number>];

/** Every text of the web app by its name, as a function: `m.days_left({ days: 3 })`. A name or a value that is missing is a type error. */
export const m = new Proxy({} as { readonly [Key in keyof Texts]: (...values: Parameters<Texts[Key]>) => string }, {
  get: (_, key: string) => (values?: Record<string, string | number>) => fillIn(loaded[currentLocale()]?.[key] ?? key, values),
});

/** The texts a page's door needs: Vietnamese at once, English when somebody asks for it. */
export type DoorWords = { vi: Record<string, string>; en: () => Promise<Record<string, string>> };

const loaded: Partial<Record<Locale, Record<string, string>>> = {};
let door: DoorWords | undefined;

/** Makes the door's texts ready in the language. False when they could not be fetched. */
export async function loadWords(locale: Locale, words: DoorWords | undefined = door): Promise<boolean> {
  if (!words) return false;
  door = words;
  loaded.vi = words.vi;
  if (locale === "en") loaded.en ??= await words.en().catch(() => undefined!);
  await Promise.all(later.map((part) => join(part, locale))).catch(() => undefined);
  return loaded[locale] !== undefined;
}

const later: DoorWords[] = [];

/** Makes the texts of a part of a page ready that is fetched later, in the language in use and in the other one when it is chosen. */
export async function addWords(words: DoorWords): Promise<void> {
  if (!later.includes(words)) later.push(words);
  await join(words, currentLocale());
}

async function join({ vi, en }: DoorWords, locale: Locale): Promise<void> {
  Object.assign((loaded.vi ??= {}), vi);
  if (locale === "en" && loaded.en) Object.assign(loaded.en, await en());
}

function fillIn(text: string, values: Record<string, string | number> | undefined): string {
  return values ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")) : text;
}
