CREATE TABLE `filing_aside` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`filing_code` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`service_code` text NOT NULL,
	`bucket` integer NOT NULL,
	`batch_jti` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `filing_code`, `kind`, `reason`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_day` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`unit` text NOT NULL,
	`online` integer NOT NULL,
	`numbered` integer NOT NULL,
	`highest` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `unit`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_pending` (
	`tenant_id` text NOT NULL,
	`done_bucket` integer NOT NULL,
	`service_code` text NOT NULL,
	`due_bucket` integer NOT NULL,
	`filings` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `done_bucket`, `service_code`, `due_bucket`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_sample` (
	`tenant_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`service_code` text NOT NULL,
	`signal` text NOT NULL,
	`codes` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `bucket`, `service_code`, `signal`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `filing_submitter` (
	`tenant_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`submitter` text NOT NULL,
	`filings` integer NOT NULL,
	`owners` text NOT NULL,
	`owners_known` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `bucket`, `submitter`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `filing_submitter_of_several` ON `filing_submitter` (`tenant_id`,`bucket`) WHERE owners_known >= 3;--> statement-breakpoint
ALTER TABLE `audit_run` ADD `checks` text;--> statement-breakpoint
ALTER TABLE `service` ADD `partial_reason` text;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `date_order` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `bad_transition` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `clock_restart` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `extension_abuse` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `due_rewritten` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `instant_complete` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `code_date` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `closed_code` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `foreign_code` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `not_offered` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `officer_filed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `office_net` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `paper_online` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `paper_result` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `late_sync` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `backdated` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `conflict` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `unknown_procedure` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `due_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `status_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `role_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `net_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `electronic_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `result_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `code_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `result_remote` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `fee_due` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `fee_paid_online` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `waiting` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `withdrawn` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `stopped` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `synced` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_event` ADD `facts` text;