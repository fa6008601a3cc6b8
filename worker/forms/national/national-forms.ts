import type { FormPackage } from "../contract.ts";
import { appeal } from "./appeal.ts";
import { decision } from "./decision.ts";
import { decisionManifest } from "./decision-manifest.ts";
import { extensionDecision } from "./extension-decision.ts";
import { extensionRequest } from "./extension-request.ts";
import { explanation } from "./explanation.ts";
import { ii06a } from "./ii06a.ts";
import { printedRates } from "./printed-rates.ts";
import { servicesReport } from "./services-report.ts";

/** The forms that the national authority publishes for everybody. */
export const nationalForms: readonly FormPackage[] = [ii06a, servicesReport, printedRates, explanation, decision, decisionManifest, appeal, extensionRequest, extensionDecision];
