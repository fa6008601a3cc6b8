import type { ProviderList } from "../../worker/sign-in/contract.ts";
import { m } from "../words/m.ts";
import { inLocale } from "../shared/locale/current-locale.ts";
import { useRemote } from "../shared/remote/use-remote.ts";

/** The tenants whose people may sign in at a page of their own; nothing where there are none. */
export function ProviderSignIn() {
  const [remote] = useRemote<ProviderList>("/v1/sign-in/providers");
  if (remote.state !== "ready" || remote.value.tenants.length === 0) return null;
  const next = new URLSearchParams(location.search).get("next");
  const going = next ? `?next=${encodeURIComponent(next)}` : "";
  return (
    <section className="card" aria-labelledby="providers-title">
      <h2 id="providers-title">{m.sign_in_provider()}</h2>
      <ul className="people">
        {remote.value.tenants.map(({ code, nameVi, nameEn }) => <li key={code}><a className="person" href={`/v1/t/${code}/oidc/sign-in${going}`}>{inLocale(nameVi, nameEn)} <span className="soft code">{code}</span></a></li>)}
      </ul>
    </section>
  );
}
