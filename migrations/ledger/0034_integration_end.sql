ALTER TABLE `integration` ADD `ended_by` text;--> statement-breakpoint
ALTER TABLE `integration` ADD `end_reason` text;