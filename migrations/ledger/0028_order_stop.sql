CREATE TABLE `order_stop` (
	`tenant_id` text NOT NULL,
	`bulk_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `bulk_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `starts_at` integer;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `stopped_at` integer;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `stopped_by` text;