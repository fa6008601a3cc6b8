CREATE TABLE `webhook` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`url` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_by` text,
	`removed_at` integer,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `webhook_cursor` (
	`tenant_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `webhook_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_delivery` (
	`tenant_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`version` integer NOT NULL,
	`due_on` text NOT NULL,
	`event` text NOT NULL,
	`at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`tried_at` integer,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `webhook_id`, `discrepancy_id`, `version`, `due_on`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`,`version`) REFERENCES `discrepancy_event`(`tenant_id`,`discrepancy_id`,`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhook_delivery_waiting` ON `webhook_delivery` (`webhook_id`,`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `webhook_delivery_log` ON `webhook_delivery` (`webhook_id`,`at`);--> statement-breakpoint
CREATE TRIGGER webhook_no_delete BEFORE DELETE ON webhook BEGIN SELECT RAISE(ABORT, 'a webhook is removed, never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER webhook_address_stays BEFORE UPDATE ON webhook WHEN NEW.url <> OLD.url OR OLD.removed_at IS NOT NULL OR NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at BEGIN SELECT RAISE(ABORT, 'a webhook keeps its address'); END;
