CREATE TABLE `holiday` (
	`day` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name_vi` text NOT NULL,
	`name_en` text NOT NULL,
	`confirmed` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `report_type` (
	`id` text PRIMARY KEY NOT NULL,
	`form_id` text NOT NULL,
	`period_kind` text NOT NULL,
	`cut_off_rule` text NOT NULL,
	`deadline_working_days` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text
);
--> statement-breakpoint
CREATE TABLE `tenant` (
	`code` text PRIMARY KEY NOT NULL,
	`agency_code` text NOT NULL,
	`name_vi` text NOT NULL,
	`name_en` text NOT NULL,
	`kind` text NOT NULL,
	`type` text NOT NULL,
	`valid_from` text,
	`valid_to` text,
	`successor_code` text,
	`ledger` text NOT NULL,
	`sort_key` text NOT NULL
);
