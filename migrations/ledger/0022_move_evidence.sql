ALTER TABLE `discrepancy_event` ADD `actor_role` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `evidence_run` text;--> statement-breakpoint
ALTER TABLE `discrepancy_event` ADD `evidence_digest` text;