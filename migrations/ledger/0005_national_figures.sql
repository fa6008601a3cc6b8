CREATE TABLE `window_figure` (
	`tenant_id` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`run_id` text NOT NULL,
	`filed` integer NOT NULL,
	`on_time` integer NOT NULL,
	`report_services` integer,
	`report_without_counts` integer,
	`report_sums` text,
	`offered_count` integer NOT NULL,
	`unused_count` integer NOT NULL,
	`unused` text NOT NULL,
	`services` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `report_type_id`, `period_id`),
	FOREIGN KEY (`tenant_id`,`run_id`) REFERENCES `audit_run`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `window_figure_by_period` ON `window_figure` (`period_id`);--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `filings_online` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `filings_full` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `filings_total` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `resolved` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `resolved_on_time` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `reported_online` integer;--> statement-breakpoint
ALTER TABLE `audit_figure` ADD `reported_total` integer;