CREATE TABLE `tenant_policy` (
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`value` text NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `name`, `version`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
-- What was settled stays readable: versions are only added, one after the other. `INSERT OR REPLACE` is stopped by the third.
CREATE TRIGGER tenant_policy_no_update BEFORE UPDATE ON tenant_policy BEGIN SELECT RAISE(ABORT, 'a policy gets a new version'); END;
--> statement-breakpoint
CREATE TRIGGER tenant_policy_no_delete BEFORE DELETE ON tenant_policy BEGIN SELECT RAISE(ABORT, 'a policy is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER tenant_policy_next_only BEFORE INSERT ON tenant_policy
  WHEN NEW.version <> COALESCE((SELECT MAX(version) + 1 FROM tenant_policy WHERE tenant_id = NEW.tenant_id AND name = NEW.name), 1)
  BEGIN SELECT RAISE(ABORT, 'a policy takes only the next version'); END;
