import { useState } from "react";
import { m } from "../../words/m.ts";
import { Field } from "../../shared/components/field.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { readChainFiles, type ReadChain } from "./read-chain-files.ts";

/** Chooses the certificate with its CAs, and shows what it says before anything is asked for. */
export function ChainField({ chain, onChain }: { chain: ReadChain | null; onChain: (chain: ReadChain | null) => void }) {
  const [isWrong, setWrong] = useState(false);
  const read = async (files: FileList | null) => {
    const found = await readChainFiles([...(files ?? [])]);
    setWrong(found === null);
    onChain(found);
  };
  return (
    <>
      <Field id="key-chain" label={m.integration_chain()} hint={m.integration_chain_hint()} error={isWrong ? m.integration_chain_wrong() : undefined}>
        <input id="key-chain" type="file" multiple accept=".pem,.crt,.cer,.der" aria-invalid={isWrong ? true : undefined} aria-describedby={isWrong ? "key-chain-hint key-chain-error" : "key-chain-hint"} onChange={(event) => void read(event.currentTarget.files)} />
      </Field>
      {chain && (
        <dl className="facts">
          <dt>{m.integration_chain_subject()}</dt>
          <dd>{chain.own.subject.commonName ?? chain.own.subject.organisation}</dd>
          <dt>{m.integration_chain_issuer()}</dt>
          <dd>{chain.own.issuer.commonName ?? chain.own.issuer.organisation}</dd>
          <dt>{m.integration_chain_dates()}</dt>
          <dd>{formatMoment(new Date(chain.own.notBefore).toISOString())} – {formatMoment(new Date(chain.own.notAfter).toISOString())}</dd>
          <dt>{m.integration_chain_length()}</dt>
          <dd>{chain.x5c.length}</dd>
        </dl>
      )}
    </>
  );
}
