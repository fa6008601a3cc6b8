import { m } from "../../words/m.ts";
import { Icon } from "../components/icon.tsx";
import { changeLocale } from "../../words/change-locale.ts";
import { currentLocale, type Locale } from "../locale/current-locale.ts";
import { colourSchemes, useColourScheme, type ColourScheme } from "../look/colour-scheme.ts";

const schemeNames: Record<ColourScheme, () => string> = { system: m.scheme_system, light: m.scheme_light, dark: m.scheme_dark };

const localeNames: Record<Locale, string> = { vi: "Tiếng Việt", en: "English" };

/** The language, named in itself, and the colours. */
export function AppearanceSwitches() {
  const [scheme, setScheme] = useColourScheme();
  const other = currentLocale() === "vi" ? "en" : "vi";
  const nextScheme = colourSchemes[(colourSchemes.indexOf(scheme) + 1) % colourSchemes.length]!;
  return (
    <>
      <button type="button" className="header-button" lang={other} aria-label={localeNames[other]} onClick={() => void changeLocale(other)}>
        <span className="locale-name">{localeNames[other]}</span>
        <span className="locale-code">{other.toUpperCase()}</span>
      </button>
      <button type="button" className="header-button" aria-label={m.scheme_change({ now: schemeNames[scheme](), next: schemeNames[nextScheme]() })} title={schemeNames[scheme]()} onClick={() => setScheme(nextScheme)}>
        <Icon name="contrast" />
        <span className="scheme-name">{schemeNames[scheme]()}</span>
      </button>
    </>
  );
}
