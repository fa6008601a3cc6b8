import { useState } from "react";
import type { KeyList } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { CertificateChoice } from "../signing/certificate-choice.tsx";
import { DeviceKeyPanel } from "../signing/device-key-panel.tsx";
import { findHeldCertificate, type HeldCertificate } from "../signing/held-certificate.ts";
import { OwnKeys } from "../signing/own-keys.tsx";
import { PageTitle } from "./page-title.tsx";

/** The key of this device, and all the officer's keys with their history. */
export function KeyPage({ session }: { session: SessionView }) {
  const [keys, reload] = useRemote<KeyList>(`/v1/t/${session.tenant.code}/keys`);
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<HeldCertificate | null>(() => findHeldCertificate(session));
  return (
    <>
      <PageTitle text={m.fill_key()} />
      <DeviceKeyPanel key={round} session={session} changed={reload} />
      <CertificateChoice session={session} held={held} onHeld={setHeld} />
      <OwnKeys session={session} keys={keys} changed={() => (setRound(round + 1), reload())} />
    </>
  );
}
