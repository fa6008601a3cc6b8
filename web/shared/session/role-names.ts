import type { Role } from "../../../worker/kernel/context.ts";
import { m } from "../../words/m.ts";

export const roleNames: Record<Role, () => string> = {
  officer: m.role_officer,
  head: m.role_head,
  administrator: m.role_administrator,
  auditor: m.role_auditor,
  supervisor: m.role_supervisor,
  operator: m.role_operator,
};
