CREATE TABLE `officer_past_unit` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`unit_tenant_code` text NOT NULL,
	`until` text,
	PRIMARY KEY(`tenant_id`, `officer_id`, `unit_tenant_code`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `session` ADD `asserted_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `method` text DEFAULT 'demo' NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `device` text DEFAULT '' NOT NULL;