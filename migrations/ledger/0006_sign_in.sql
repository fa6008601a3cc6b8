CREATE TABLE `enrolment` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`officer_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`is_recovery` integer NOT NULL,
	`needs_approval` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`used_at` integer,
	`revoked_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolment_by_secret` ON `enrolment` (`tenant_id`,`secret_hash`);--> statement-breakpoint
CREATE INDEX `enrolment_by_officer` ON `enrolment` (`tenant_id`,`officer_id`);--> statement-breakpoint
CREATE TABLE `oidc_subject` (
	`tenant_id` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`officer_id` text NOT NULL,
	`bound_by` text NOT NULL,
	`bound_at` integer NOT NULL,
	`last_used_at` integer,
	PRIMARY KEY(`tenant_id`, `issuer`, `subject`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `oidc_subject_by_officer` ON `oidc_subject` (`tenant_id`,`officer_id`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`tenant_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`backed_up` integer NOT NULL,
	`label` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`removed_at` integer,
	PRIMARY KEY(`tenant_id`, `credential_id`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passkey_by_officer` ON `passkey` (`tenant_id`,`officer_id`);--> statement-breakpoint
CREATE TABLE `spent_token` (
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `name`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
