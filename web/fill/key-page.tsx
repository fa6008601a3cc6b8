import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { DeviceKeyPanel } from "../signing/device-key-panel.tsx";
import { PageTitle } from "./page-title.tsx";

export function KeyPage({ session }: { session: SessionView }) {
  return (
    <>
      <PageTitle text={m.fill_key()} />
      <DeviceKeyPanel session={session} />
    </>
  );
}
