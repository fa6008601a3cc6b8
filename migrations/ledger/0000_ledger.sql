CREATE TABLE `audit_figure` (
	`tenant_id` text NOT NULL,
	`period_id` text NOT NULL,
	`level_scheme` text NOT NULL,
	`level` text NOT NULL,
	`run_id` text NOT NULL,
	`services` integer NOT NULL,
	`with_online_filings` integer NOT NULL,
	`reported_without_counts` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `period_id`, `level_scheme`, `level`),
	FOREIGN KEY (`tenant_id`,`run_id`) REFERENCES `audit_run`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_figure_by_period` ON `audit_figure` (`period_id`);--> statement-breakpoint
CREATE TABLE `audit_run` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`window_from` text NOT NULL,
	`window_to` text NOT NULL,
	`rule_set` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`services` integer,
	`findings` integer,
	`inputs_digest` text,
	`findings_digest` text,
	`log_idx` integer,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_run_by_window` ON `audit_run` (`tenant_id`,`report_type_id`,`period_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `discrepancy` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`rule` text NOT NULL,
	`rule_version` text NOT NULL,
	`measure` text NOT NULL,
	`report_type_id` text NOT NULL,
	`period_id` text NOT NULL,
	`subject` text NOT NULL,
	`subject_name_vi` text NOT NULL,
	`subject_name_en` text NOT NULL,
	`severity` integer NOT NULL,
	`reported` integer,
	`actual` integer,
	`difference` integer,
	`state` text NOT NULL,
	`is_open` integer NOT NULL,
	`version` integer NOT NULL,
	`assignee` text,
	`due_on` text,
	`times_seen` integer NOT NULL,
	`times_absent` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`last_run_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `discrepancy_by_fingerprint` ON `discrepancy` (`tenant_id`,`fingerprint`);--> statement-breakpoint
CREATE INDEX `discrepancy_open` ON `discrepancy` (`is_open`,`severity`,`id`,`state`);--> statement-breakpoint
CREATE INDEX `discrepancy_open_of_tenant` ON `discrepancy` (`tenant_id`,`is_open`,`severity`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_of_window` ON `discrepancy` (`tenant_id`,`report_type_id`,`period_id`);--> statement-breakpoint
CREATE TABLE `discrepancy_event` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`version` integer NOT NULL,
	`transition` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_tenant_id` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text,
	`comment` text,
	`due_on` text,
	`submission_jti` text,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `version`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `discrepancy_event_by_submission` ON `discrepancy_event` (`tenant_id`,`submission_jti`) WHERE submission_jti IS NOT NULL;--> statement-breakpoint
CREATE TABLE `discrepancy_occurrence` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`run_id` text NOT NULL,
	`observed_at` integer NOT NULL,
	`severity` integer NOT NULL,
	`reported` integer,
	`actual` integer,
	`evidence` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `run_id`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`run_id`) REFERENCES `audit_run`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `service` (
	`tenant_id` text NOT NULL,
	`code` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`online_since` text NOT NULL,
	`name_vi` text NOT NULL,
	`name_en` text NOT NULL,
	`field_code` text NOT NULL,
	`field_name_vi` text NOT NULL,
	`field_name_en` text NOT NULL,
	`level_scheme` text NOT NULL,
	`level` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `code`, `valid_from`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_batch` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`integration_id` text NOT NULL,
	`source` text NOT NULL,
	`jws` text NOT NULL,
	`body_digest` text NOT NULL,
	`lines` integer NOT NULL,
	`accepted` integer NOT NULL,
	`received_at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	`verdict` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `jti`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `filing_counter` (
	`tenant_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`service_code` text NOT NULL,
	`online_full` integer DEFAULT 0 NOT NULL,
	`online_partial` integer DEFAULT 0 NOT NULL,
	`in_person` integer DEFAULT 0 NOT NULL,
	`post` integer DEFAULT 0 NOT NULL,
	`resolved_early` integer DEFAULT 0 NOT NULL,
	`resolved_on_time` integer DEFAULT 0 NOT NULL,
	`resolved_late` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `bucket`, `service_code`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_event` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`filing_code` text NOT NULL,
	`kind` text NOT NULL,
	`service_code` text NOT NULL,
	`at` integer NOT NULL,
	`bucket` integer NOT NULL,
	`channel` text,
	`outcome` text,
	`batch_jti` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `filing_code`, `kind`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `form_version` (
	`tenant_id` text NOT NULL,
	`form_id` text NOT NULL,
	`rev` integer NOT NULL,
	`digest` text NOT NULL,
	`package` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_idx` integer NOT NULL,
	`closed_at` integer,
	PRIMARY KEY(`tenant_id`, `form_id`, `rev`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `ledger_tenant` (
	`tenant_id` text PRIMARY KEY NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `log_entry` (
	`tenant_id` text NOT NULL,
	`idx` integer NOT NULL,
	`leaf` blob NOT NULL,
	`entry` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `idx`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `signing_key` (
	`tenant_id` text NOT NULL,
	`kid` text NOT NULL,
	`owner_id` text NOT NULL,
	`alg` text NOT NULL,
	`jwk` text NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`registered_by` text NOT NULL,
	`registered_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`activated_idx` integer,
	`revoked_idx` integer,
	`revoked_by` text,
	`revoked_at` integer,
	`reason` text,
	PRIMARY KEY(`tenant_id`, `kid`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `signing_key_by_owner` ON `signing_key` (`tenant_id`,`owner_id`);--> statement-breakpoint
CREATE TABLE `obligation` (
	`tenant_id` text NOT NULL,
	`report_type_id` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	PRIMARY KEY(`tenant_id`, `report_type_id`, `valid_from`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `submission` (
	`seq` integer PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`jws` text NOT NULL,
	`digest` text NOT NULL,
	`nonce` text NOT NULL,
	`kid` text NOT NULL,
	`signer_id` text NOT NULL,
	`signer_tenant_id` text NOT NULL,
	`act` text NOT NULL,
	`form_id` text NOT NULL,
	`form_rev` integer NOT NULL,
	`report_type_id` text,
	`period_id` text,
	`amends_jti` text,
	`received_at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_by_jti` ON `submission` (`tenant_id`,`jti`);--> statement-breakpoint
CREATE UNIQUE INDEX `submission_by_nonce` ON `submission` (`tenant_id`,`nonce`);--> statement-breakpoint
CREATE INDEX `submission_by_period` ON `submission` (`tenant_id`,`report_type_id`,`period_id`) WHERE period_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `submission_amended_once` ON `submission` (`tenant_id`,`amends_jti`) WHERE amends_jti IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `submission_first_of_period` ON `submission` (`tenant_id`,`report_type_id`,`period_id`) WHERE period_id IS NOT NULL AND amends_jti IS NULL;--> statement-breakpoint
CREATE TABLE `integration` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `officer` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`generated` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `officer_role` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `officer_id`, `role`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `session` (
	`tenant_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`officer_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `token_hash`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `session_by_officer` ON `session` (`tenant_id`,`officer_id`) WHERE ended_at IS NULL;