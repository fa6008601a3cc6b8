-- An amended report is the unit's correction from the moment it counts: with the officer's signature alone, or with the head's where the tenant
-- wants both. The event names the document that made it so: its own log entry is the event's.
DROP TRIGGER correction_follows_amendment;
--> statement-breakpoint
CREATE TRIGGER correction_follows_amendment AFTER INSERT ON submission WHEN NEW.act = 'amend' AND NEW.period_id IS NOT NULL AND NEW.needs_head = 0
  BEGIN
    INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, submission_jti, log_idx)
    SELECT d.tenant_id, d.id, d.version + 1, 'file-correction', 'UPHELD', 'CORRECTION_FILED', NEW.signer_id, NEW.signer_tenant_id, NEW.received_at, NEW.jti, NEW.log_idx
    FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.report_type_id = NEW.report_type_id AND d.period_id = NEW.period_id AND d.state = 'UPHELD';
  END;
--> statement-breakpoint
CREATE TRIGGER correction_follows_approval AFTER INSERT ON submission WHEN NEW.act = 'approve' AND NEW.countersignature = 'agency'
  BEGIN
    INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, submission_jti, log_idx)
    SELECT d.tenant_id, d.id, d.version + 1, 'file-correction', 'UPHELD', 'CORRECTION_FILED', NEW.signer_id, NEW.signer_tenant_id, NEW.received_at, NEW.jti, NEW.log_idx
    FROM submission s JOIN discrepancy d ON d.tenant_id = s.tenant_id AND d.report_type_id = s.report_type_id AND d.period_id = s.period_id
    WHERE s.tenant_id = NEW.tenant_id AND s.jti = NEW.ref_jti AND s.act = 'amend' AND s.period_id IS NOT NULL AND d.state = 'UPHELD';
  END;
