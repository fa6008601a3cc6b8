ALTER TABLE `discrepancy` ADD `snoozed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `snooze` text;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `appeal` text;--> statement-breakpoint
CREATE INDEX `discrepancy_of_assignee` ON `discrepancy` (`tenant_id`,`assignee`,`is_open`,`due_on`) WHERE assignee IS NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `assignee` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `snooze` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `wished_on` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `related_id` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `request_key` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `request_digest` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `bulk_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `discrepancy_event_by_request` ON `discrepancy_event` (`tenant_id`,`actor_id`,`request_key`) WHERE request_key IS NOT NULL;--> statement-breakpoint
-- The record follows its events: state, version and due day from each; assignee, snooze and appeal from those that are about them. A snooze
-- outlives what changes nothing of the matter (assigning, a wish for more days), never a move and never a higher severity.
DROP TRIGGER discrepancy_follows_event;
--> statement-breakpoint
CREATE TRIGGER discrepancy_follows_event AFTER INSERT ON discrepancy_event WHEN NEW.version <> 1
  BEGIN
    UPDATE discrepancy SET state = NEW.to_state, version = NEW.version, due_on = NEW.due_on,
      assignee = CASE WHEN NEW.transition IN ('acknowledge', 'assign', 'reopen', 'undo', 'break-glass') THEN NEW.assignee ELSE assignee END,
      snooze = CASE WHEN NEW.transition IN ('snooze', 'undo') THEN NEW.snooze
        WHEN NEW.from_state = NEW.to_state AND NEW.transition NOT IN ('wake', 'escalate') THEN snooze END,
      snoozed = CASE WHEN NEW.transition IN ('snooze', 'undo') THEN NEW.snooze IS NOT NULL
        WHEN NEW.from_state = NEW.to_state AND NEW.transition NOT IN ('wake', 'escalate') THEN snoozed ELSE 0 END,
      appeal = CASE NEW.transition WHEN 'appeal' THEN 'open' WHEN 'deny-appeal' THEN 'denied' WHEN 'grant-appeal' THEN 'granted' WHEN 'regress' THEN NULL ELSE appeal END,
      is_open = NEW.to_state NOT IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED')
    WHERE tenant_id = NEW.tenant_id AND id = NEW.discrepancy_id;
  END;
--> statement-breakpoint
-- And from nothing else: what no event says cannot be written by hand.
CREATE TRIGGER discrepancy_overlay_by_event BEFORE UPDATE OF assignee, snooze, snoozed, appeal, due_on ON discrepancy
  WHEN NOT EXISTS (
    SELECT 1 FROM discrepancy_event e WHERE e.tenant_id = NEW.tenant_id AND e.discrepancy_id = NEW.id AND e.version = NEW.version AND NEW.version = OLD.version + 1)
  BEGIN SELECT RAISE(ABORT, 'a discrepancy moves by its events'); END;
--> statement-breakpoint
-- An amended report is the unit's correction of what was upheld about that report: filed and moved in one batch, with one log entry.
CREATE TRIGGER correction_follows_amendment AFTER INSERT ON submission WHEN NEW.act = 'amend' AND NEW.period_id IS NOT NULL
  BEGIN
    INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, submission_jti, log_idx)
    SELECT d.tenant_id, d.id, d.version + 1, 'file-correction', 'UPHELD', 'CORRECTION_FILED', NEW.signer_id, NEW.signer_tenant_id, NEW.received_at, NEW.jti, NEW.log_idx
    FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.report_type_id = NEW.report_type_id AND d.period_id = NEW.period_id AND d.state = 'UPHELD';
  END;
