CREATE TABLE `signing_key_event` (
	`tenant_id` text NOT NULL,
	`kid` text NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kid`, `log_idx`),
	FOREIGN KEY (`tenant_id`,`kid`) REFERENCES `signing_key`(`tenant_id`,`kid`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`log_idx`) REFERENCES `log_entry`(`tenant_id`,`idx`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contested_submission` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`kid` text NOT NULL,
	`contested_idx` integer NOT NULL,
	`confirmed_jti` text,
	`confirmed_at` integer,
	PRIMARY KEY(`tenant_id`, `jti`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `signing_key` ADD `not_before` integer;--> statement-breakpoint
ALTER TABLE `signing_key` ADD `not_after` integer;--> statement-breakpoint
ALTER TABLE `signing_key` ADD `suspended_by` text;--> statement-breakpoint
ALTER TABLE `signing_key` ADD `invalidity_at` integer;--> statement-breakpoint
ALTER TABLE `signing_key` ADD `replaced_by` text;--> statement-breakpoint
ALTER TABLE `signing_key` ADD `retires_at` integer;--> statement-breakpoint
CREATE INDEX `signing_key_retiring` ON `signing_key` (`retires_at`) WHERE retires_at IS NOT NULL AND state <> 'revoked';--> statement-breakpoint
ALTER TABLE `submission` ADD `ref_jti` text;--> statement-breakpoint
ALTER TABLE `submission` ADD `countersignature` text;--> statement-breakpoint
ALTER TABLE `submission` ADD `needs_head` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `submission_by_ref` ON `submission` (`tenant_id`,`ref_jti`) WHERE ref_jti IS NOT NULL;--> statement-breakpoint
-- The history of the keys that are there already: their entries stand in the log.
INSERT INTO signing_key_event (tenant_id, kid, log_idx)
  SELECT k.tenant_id, k.kid, l.idx FROM log_entry l
  JOIN signing_key k ON k.tenant_id = l.tenant_id AND k.kid = json_extract(l.entry, '$.kid')
  WHERE json_extract(l.entry, '$.kind') IN ('key.registered', 'key.activated', 'key.revoked');
--> statement-breakpoint
-- A key is what it was registered as, for ever, and what is revoked stays revoked.
CREATE TRIGGER signing_key_frozen BEFORE UPDATE OF tenant_id, kid, owner_id, alg, jwk, not_before, not_after ON signing_key
  BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER signing_key_no_delete BEFORE DELETE ON signing_key BEGIN SELECT RAISE(ABORT, 'a key is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER signing_key_revoked_for_good BEFORE UPDATE OF state, revoked_idx ON signing_key
  WHEN OLD.state = 'revoked' AND (NEW.state <> 'revoked' OR NEW.revoked_idx IS NOT OLD.revoked_idx)
  BEGIN SELECT RAISE(ABORT, 'a revoked key stays revoked'); END;
--> statement-breakpoint
CREATE TRIGGER signing_key_event_no_update BEFORE UPDATE ON signing_key_event BEGIN SELECT RAISE(ABORT, 'the history of a key is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER signing_key_event_no_delete BEFORE DELETE ON signing_key_event BEGIN SELECT RAISE(ABORT, 'the history of a key is append-only'); END;
--> statement-breakpoint
-- A key that was in wrong hands since a moment: what was accepted from it since then is contested, in the very batch that says so.
-- A rejection is no word that anything rests on.
CREATE TRIGGER signing_key_contests AFTER UPDATE OF reason ON signing_key
  WHEN NEW.reason = 'keyCompromise' AND OLD.reason IS NOT 'keyCompromise' AND NEW.invalidity_at IS NOT NULL
  BEGIN
    INSERT INTO contested_submission (tenant_id, jti, kid, contested_idx)
      SELECT s.tenant_id, s.jti, s.kid, (SELECT MAX(l.idx) FROM log_entry l WHERE l.tenant_id = NEW.tenant_id)
      FROM submission s WHERE s.tenant_id = NEW.tenant_id AND s.signer_tenant_id = NEW.tenant_id AND s.kid = NEW.kid
        AND s.received_at >= NEW.invalidity_at AND s.act <> 'reject';
  END;
--> statement-breakpoint
-- What is contested stays on the list for good; it is only ever confirmed, once.
CREATE TRIGGER contested_submission_no_delete BEFORE DELETE ON contested_submission BEGIN SELECT RAISE(ABORT, 'contested submissions stay listed'); END;
--> statement-breakpoint
CREATE TRIGGER contested_submission_confirmed_once BEFORE UPDATE ON contested_submission
  WHEN OLD.confirmed_jti IS NOT NULL OR NEW.tenant_id <> OLD.tenant_id OR NEW.jti <> OLD.jti OR NEW.kid <> OLD.kid OR NEW.contested_idx <> OLD.contested_idx
  BEGIN SELECT RAISE(ABORT, 'a contested submission is confirmed once'); END;
