import { useEffect, useState, type FunctionComponent } from "react";
import type { CertificateView } from "../../worker/certificates/contract.ts";
import { m } from "../words/m.ts";

type Facts = FunctionComponent<{ certificate: CertificateView & { validAtReceipt?: boolean } }>;

/** Who certified a key, for a list of facts. Most keys are certified by nobody, which is said at once; what a CA says is fetched when there is one. */
export function Certified({ certificate }: { certificate: (CertificateView & { validAtReceipt?: boolean }) | null }) {
  const [loaded, setLoaded] = useState<{ Facts: Facts } | null>(null);
  useEffect(() => {
    if (certificate) void import("./certificates/certificate-facts.tsx").then(({ CertificateFacts }) => setLoaded({ Facts: CertificateFacts }));
  }, [certificate !== null]);
  if (certificate && loaded) return <loaded.Facts certificate={certificate} />;
  return (
    <>
      <dt>{m.certified_by()}</dt>
      <dd>{certificate ? certificate.certifiedBy.ca : m.key_not_ca()}</dd>
    </>
  );
}
