import { WorkflowEntrypoint } from "cloudflare:workers";

export class AuditNight extends WorkflowEntrypoint<Env> {
  override async run(): Promise<void> {}
}

export class AuditTenant extends WorkflowEntrypoint<Env> {
  override async run(): Promise<void> {}
}
