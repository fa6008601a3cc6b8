CREATE TABLE `calendar_change` (
	`tenant_id` text NOT NULL,
	`number` integer NOT NULL,
	`document` text NOT NULL,
	`digest` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`proposed_idx` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decided_idx` integer,
	`applied_at` integer,
	PRIMARY KEY(`tenant_id`, `number`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `submission` ADD `unanswered` integer;--> statement-breakpoint
ALTER TABLE `submission` ADD `mark` text;
--> statement-breakpoint
-- What was proposed is never changed, a number never skipped or used again, and every proposal is decided once.
CREATE TRIGGER calendar_change_no_delete BEFORE DELETE ON calendar_change BEGIN SELECT RAISE(ABORT, 'a change of the calendar is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_change_next_only BEFORE INSERT ON calendar_change
  WHEN NEW.state IN ('approved', 'withdrawn') OR NEW.number <> COALESCE((SELECT MAX(number) + 1 FROM calendar_change WHERE tenant_id = NEW.tenant_id), 1)
  BEGIN SELECT RAISE(ABORT, 'the changes of the calendar have changed'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_change_frozen BEFORE UPDATE OF tenant_id, number, document, digest, proposed_by, proposed_at, proposed_idx ON calendar_change
  BEGIN SELECT RAISE(ABORT, 'a proposed change of the calendar is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_change_decided_once BEFORE UPDATE OF state, decided_by, decided_at, decided_idx ON calendar_change
  WHEN OLD.state <> 'proposed' OR NEW.state NOT IN ('approved', 'withdrawn') OR NEW.decided_by IS NULL OR NEW.decided_at IS NULL OR NEW.decided_idx IS NULL
  BEGIN SELECT RAISE(ABORT, 'a change of the calendar is decided once'); END;
--> statement-breakpoint
-- Nobody approves what they proposed.
CREATE TRIGGER calendar_change_two_persons BEFORE UPDATE OF state ON calendar_change
  WHEN NEW.state = 'approved' AND NEW.decided_by = NEW.proposed_by
  BEGIN SELECT RAISE(ABORT, 'a change of the calendar is approved by another person'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_change_applied_once BEFORE UPDATE OF applied_at ON calendar_change
  WHEN OLD.applied_at IS NOT NULL OR NEW.state <> 'approved'
  BEGIN SELECT RAISE(ABORT, 'only an approved change of the calendar is applied, once'); END;
