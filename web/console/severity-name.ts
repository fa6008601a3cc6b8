import type { Severity } from "../../worker/audit/contract.ts";
import { m } from "../words/m.ts";

const names: Record<Severity, () => string> = { info: m.severity_info, low: m.severity_low, medium: m.severity_medium, high: m.severity_high, critical: m.severity_critical };

export function severityName(severity: Severity): string {
  return names[severity]();
}
