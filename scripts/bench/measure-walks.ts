import "reflect-metadata";
import { walkChain } from "../../worker/certificates/walk-chain.ts";
import { AT, makeCertificate, makeChain, type KeyAlgorithm } from "../../tests/rules/certificates/make-chain.ts";
import { printTable } from "./print-table.ts";

const ROUNDS = 50;
/** What one chain may cost of the Worker's time, in milliseconds. */
const BUDGET = 50;

type Case = { name: string; chain: readonly Uint8Array[]; anchor: Uint8Array };

/** What walking a chain costs in CPU, honest chains and hostile ones, the first walk left out. */
export async function measureWalks(): Promise<void> {
  const rows = [];
  for (const { name, chain, anchor } of await listCases()) {
    const { work } = await walkChain(chain, [anchor], AT);
    const before = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) await walkChain(chain, [anchor], AT);
    const { user, system } = process.cpuUsage(before);
    rows.push([name, work.signatureChecks, ((user + system) / 1000 / ROUNDS).toFixed(2)]);
  }
  printTable(`Walking a certificate chain (CPU, budget ${BUDGET} ms each)`, ["", "signature checks", "ms CPU"], rows);
}

async function listCases(): Promise<Case[]> {
  const honest = async (algorithm: KeyAlgorithm): Promise<Case> => {
    const { root, chain } = await makeChain({}, algorithm);
    return { name: `leaf, sub, root with ${algorithm} keys`, chain, anchor: root.der };
  };
  const root = await makeCertificate({ kind: "ca" });
  const subs = [root];
  for (let place = 0; place < 5; place++) subs.push(await makeCertificate({ kind: "ca", issuer: subs.at(-1)! }));
  const leaf = await makeCertificate({ issuer: subs.at(-1)! });
  const long = [leaf, ...subs.toReversed()].map(({ der }) => der);
  const nested = Uint8Array.from({ length: 20_000 }, (_, place) => (place % 2 === 0 ? 0x30 : 0x80));
  return [
    ...(await Promise.all((["P-256", "P-384", "RSA-PSS", "RSA"] as const).map(honest))),
    { name: "seven certificates", chain: long, anchor: root.der },
    { name: "the same one four times", chain: [leaf.der, leaf.der, leaf.der, leaf.der], anchor: root.der },
    { name: "10,000 levels of nesting", chain: [nested], anchor: root.der },
    { name: "10,000 levels of nesting behind a good leaf", chain: [leaf.der, nested], anchor: root.der },
    { name: "a certificate followed by 9 kB of nothing", chain: [Uint8Array.from([...leaf.der, ...new Uint8Array(9000)])], anchor: root.der },
  ];
}
