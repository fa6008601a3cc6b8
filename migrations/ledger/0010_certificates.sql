CREATE TABLE `ca_certificate` (
	`tenant_id` text NOT NULL,
	`sha256` text NOT NULL,
	`der` blob NOT NULL,
	`anchor_sha256` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `sha256`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ca_certificate_by_anchor` ON `ca_certificate` (`tenant_id`,`anchor_sha256`);--> statement-breakpoint
CREATE TABLE `certificate` (
	`tenant_id` text NOT NULL,
	`sha256` text NOT NULL,
	`der` blob NOT NULL,
	`anchor_sha256` text NOT NULL,
	`path` text NOT NULL,
	`serial` text NOT NULL,
	`subject_name` text NOT NULL,
	`subject_organisation` text,
	`subject_unit` text,
	`subject_serial` text,
	`issuer_name` text NOT NULL,
	`not_before` integer NOT NULL,
	`not_after` integer NOT NULL,
	`path_until` integer NOT NULL,
	`checked_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_list` text,
	PRIMARY KEY(`tenant_id`, `sha256`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `certificate_by_anchor` ON `certificate` (`tenant_id`,`anchor_sha256`);--> statement-breakpoint
CREATE TABLE `crl_source` (
	`tenant_id` text NOT NULL,
	`anchor_id` text NOT NULL,
	`url` text NOT NULL,
	`tried_at` integer,
	`fetched_at` integer,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `anchor_id`, `url`),
	FOREIGN KEY (`tenant_id`,`anchor_id`) REFERENCES `trust_anchor`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `revocation_list` (
	`tenant_id` text NOT NULL,
	`issuer_sha256` text NOT NULL,
	`issuer_name` text NOT NULL,
	`this_update` integer NOT NULL,
	`next_update` integer NOT NULL,
	`digest` text NOT NULL,
	`anchor_id` text NOT NULL,
	`number` text,
	`revoked` integer NOT NULL,
	`source` text NOT NULL,
	`received_at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `issuer_sha256`, `this_update`, `digest`),
	FOREIGN KEY (`tenant_id`,`anchor_id`) REFERENCES `trust_anchor`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `revocation_list_by_anchor` ON `revocation_list` (`tenant_id`,`anchor_id`,`received_at`);--> statement-breakpoint
CREATE TABLE `trust_anchor` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`sha256` text NOT NULL,
	`der` blob NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`purpose` text NOT NULL,
	`revocation` text NOT NULL,
	`subject` text NOT NULL,
	`not_before` integer NOT NULL,
	`not_after` integer NOT NULL,
	`trusted_to` text,
	`state` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`retired_by` text,
	`retired_at` integer,
	`reason` text,
	`approved_idx` integer,
	`retired_idx` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trust_anchor_live` ON `trust_anchor` (`tenant_id`,`sha256`) WHERE state <> 'retired';--> statement-breakpoint
ALTER TABLE `signing_key` ADD `cert_sha256` text;
--> statement-breakpoint
-- What was trusted, seen and registered stays as it was; only states and what the newest list says move on.
CREATE TRIGGER trust_anchor_frozen BEFORE UPDATE OF tenant_id, id, sha256, der, kind, purpose, revocation, not_before, not_after, added_by, added_at ON trust_anchor
  BEGIN SELECT RAISE(ABORT, 'an anchor is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER trust_anchor_no_delete BEFORE DELETE ON trust_anchor BEGIN SELECT RAISE(ABORT, 'an anchor is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER trust_anchor_no_replace BEFORE INSERT ON trust_anchor
  WHEN EXISTS (SELECT 1 FROM trust_anchor WHERE tenant_id = NEW.tenant_id AND id = NEW.id)
    OR (NEW.state <> 'retired' AND EXISTS (SELECT 1 FROM trust_anchor WHERE tenant_id = NEW.tenant_id AND sha256 = NEW.sha256 AND state <> 'retired'))
  BEGIN SELECT RAISE(ABORT, 'an anchor is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER revocation_list_no_update BEFORE UPDATE ON revocation_list BEGIN SELECT RAISE(ABORT, 'a list is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER revocation_list_no_delete BEFORE DELETE ON revocation_list BEGIN SELECT RAISE(ABORT, 'a list is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER certificate_frozen BEFORE UPDATE OF tenant_id, sha256, der, anchor_sha256, path, serial, not_before, not_after, path_until ON certificate
  BEGIN SELECT RAISE(ABORT, 'a certificate is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'a certificate is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER signing_key_certificate_frozen BEFORE UPDATE OF cert_sha256 ON signing_key
  BEGIN SELECT RAISE(ABORT, 'a key keeps its certificate'); END;
