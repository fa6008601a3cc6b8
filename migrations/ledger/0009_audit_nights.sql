CREATE TABLE `audit_night` (
	`tenant_id` text NOT NULL,
	`key` text NOT NULL,
	`day` text NOT NULL,
	`rule_set` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`tasks` integer,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `key`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_night_by_start` ON `audit_night` (`tenant_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `audit_task` (
	`tenant_id` text NOT NULL,
	`night_key` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`window_from` text NOT NULL,
	`window_to` text NOT NULL,
	`state` text NOT NULL,
	`attempt` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`outcome` text,
	`run_id` text,
	`findings` integer,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `night_key`, `report_type_id`, `period_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_task_by_night` ON `audit_task` (`night_key`,`state`);--> statement-breakpoint
CREATE TABLE `back_test` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`rule_set_id` text NOT NULL,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	`base_version` integer NOT NULL,
	`base_digest` text NOT NULL,
	`windows` integer NOT NULL,
	`state` text NOT NULL,
	`total` integer,
	`done` integer NOT NULL,
	`failed` integer NOT NULL,
	`opened` integer NOT NULL,
	`closed` integer NOT NULL,
	`kept` integer NOT NULL,
	`asked_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`failure` text,
	`log_idx` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `back_test_of_digest` ON `back_test` (`tenant_id`,`digest`);--> statement-breakpoint
CREATE TABLE `back_test_result` (
	`tenant_id` text NOT NULL,
	`back_test_id` text NOT NULL,
	`audited_tenant` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`rule` text NOT NULL,
	`opened` integer NOT NULL,
	`closed` integer NOT NULL,
	`kept` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `back_test_id`, `audited_tenant`, `report_type_id`, `period_id`, `rule`),
	FOREIGN KEY (`tenant_id`,`back_test_id`) REFERENCES `back_test`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rule_set` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	`digest` text NOT NULL,
	`effective_from` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`proposed_by` text,
	`proposed_at` integer,
	`proposed_idx` integer,
	`approved_by` text,
	`approved_at` integer,
	`approved_idx` integer,
	`back_test_id` text,
	PRIMARY KEY(`tenant_id`, `id`, `version`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `extension` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`state` text NOT NULL,
	`wanted_until` text NOT NULL,
	`until` text,
	`request_jti` text NOT NULL,
	`requested_by` text NOT NULL,
	`requested_at` integer NOT NULL,
	`decision_jti` text,
	`decided_by` text,
	`decided_at` integer,
	`log_idx` integer NOT NULL,
	`decision_idx` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`request_jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`decision_jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `extension_asked_once` ON `extension` (`tenant_id`,`report_type_id`,`period_id`) WHERE state = 'requested';--> statement-breakpoint
CREATE INDEX `extension_of_period` ON `extension` (`tenant_id`,`report_type_id`,`period_id`);--> statement-breakpoint
CREATE INDEX `extension_by_request` ON `extension` (`tenant_id`,`request_jti`);--> statement-breakpoint
CREATE INDEX `extension_by_decision` ON `extension` (`tenant_id`,`decision_jti`);--> statement-breakpoint
CREATE INDEX `extension_by_state` ON `extension` (`state`);--> statement-breakpoint
CREATE TABLE `obligation_event` (
	`tenant_id` text NOT NULL,
	`report_type_id` text NOT NULL,
	`version` integer NOT NULL,
	`action` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`reason` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `report_type_id`, `version`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `audit_run` ADD `facts_digest` text;--> statement-breakpoint
ALTER TABLE `audit_run` ADD `rule_set_digest` text;--> statement-breakpoint
ALTER TABLE `obligation` ADD `policy_version` integer;
--> statement-breakpoint
-- What was proposed is never changed, a version never replaced, and a state moves one way.
CREATE TRIGGER rule_set_no_delete BEFORE DELETE ON rule_set BEGIN SELECT RAISE(ABORT, 'a rule set is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER rule_set_no_replace BEFORE INSERT ON rule_set
  WHEN EXISTS (SELECT 1 FROM rule_set WHERE tenant_id = NEW.tenant_id AND id = NEW.id AND version = NEW.version)
  BEGIN SELECT RAISE(ABORT, 'a rule set is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER rule_set_frozen BEFORE UPDATE OF tenant_id, id, version, document, digest, effective_from, reason, created_by, created_at ON rule_set
  WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a proposed rule set is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER rule_set_moves_forward BEFORE UPDATE OF state, proposed_by, proposed_at, proposed_idx, approved_by, approved_at, approved_idx, back_test_id ON rule_set
  WHEN NOT (OLD.state = 'draft' AND NEW.state IN ('draft', 'proposed', 'withdrawn') AND NEW.approved_by IS NULL
    OR OLD.state = 'proposed' AND NEW.state IN ('approved', 'withdrawn') AND NEW.proposed_by IS OLD.proposed_by AND NEW.proposed_idx IS OLD.proposed_idx)
  BEGIN SELECT RAISE(ABORT, 'a rule set moves from draft to proposed to approved'); END;
--> statement-breakpoint
-- Nobody approves what they proposed.
CREATE TRIGGER rule_set_two_persons BEFORE UPDATE OF state ON rule_set
  WHEN NEW.state = 'approved' AND (NEW.approved_by IS NULL OR NEW.approved_by = NEW.proposed_by)
  BEGIN SELECT RAISE(ABORT, 'a rule set is approved by another person'); END;
--> statement-breakpoint
CREATE TRIGGER obligation_event_no_update BEFORE UPDATE ON obligation_event BEGIN SELECT RAISE(ABORT, 'what was decided is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER obligation_event_no_delete BEFORE DELETE ON obligation_event BEGIN SELECT RAISE(ABORT, 'what was decided is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER obligation_event_next_only BEFORE INSERT ON obligation_event
  WHEN NEW.version <> COALESCE((SELECT MAX(version) + 1 FROM obligation_event WHERE tenant_id = NEW.tenant_id AND report_type_id = NEW.report_type_id), 1)
  BEGIN SELECT RAISE(ABORT, 'the obligation has changed'); END;
--> statement-breakpoint
-- An obligation only ends: it never begins on another day, never lasts longer than was decided, and is never forgotten.
CREATE TRIGGER obligation_only_ends BEFORE UPDATE OF tenant_id, report_type_id, valid_from, valid_to ON obligation
  WHEN NEW.tenant_id <> OLD.tenant_id OR NEW.report_type_id <> OLD.report_type_id OR NEW.valid_from <> OLD.valid_from
    OR NEW.valid_to IS NULL OR NEW.valid_to > COALESCE(OLD.valid_to, '9999')
  BEGIN SELECT RAISE(ABORT, 'an obligation only ends'); END;
--> statement-breakpoint
CREATE TRIGGER obligation_no_delete BEFORE DELETE ON obligation BEGIN SELECT RAISE(ABORT, 'an obligation is never deleted'); END;
--> statement-breakpoint
-- An extension is asked for once and decided once.
CREATE TRIGGER extension_no_delete BEFORE DELETE ON extension BEGIN SELECT RAISE(ABORT, 'an extension is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER extension_decided_once BEFORE UPDATE ON extension
  WHEN OLD.state <> 'requested' OR NEW.state NOT IN ('granted', 'refused') OR NEW.decision_jti IS NULL OR NEW.request_jti <> OLD.request_jti
    OR NEW.wanted_until <> OLD.wanted_until OR (NEW.state = 'granted') <> (NEW.until IS NOT NULL)
  BEGIN SELECT RAISE(ABORT, 'an extension is decided once'); END;
