import type { IntegrationEndReason } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";

export const endReasonNames: Readonly<Record<IntegrationEndReason, () => string>> = { retired: m.integration_end_retired, replaced: m.integration_end_replaced, mistake: m.integration_end_mistake };
