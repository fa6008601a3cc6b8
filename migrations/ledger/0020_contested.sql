CREATE TABLE `contested_batch` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`kid` text NOT NULL,
	`contested_idx` integer NOT NULL,
	`confirmed_jti` text,
	`confirmed_at` integer,
	PRIMARY KEY(`tenant_id`, `jti`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `filing_batch`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contested_move` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`version` integer NOT NULL,
	`jti` text NOT NULL,
	`kid` text NOT NULL,
	`contested_idx` integer NOT NULL,
	`confirmed_jti` text,
	`confirmed_at` integer,
	`countered_idx` integer,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `version`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `contested_move_by_document` ON `contested_move` (`tenant_id`,`jti`);--> statement-breakpoint
ALTER TABLE `filing_batch` ADD `counted` text;--> statement-breakpoint
CREATE INDEX `submission_signed_elsewhere` ON `submission` (`signer_tenant_id`,`kid`,`received_at`) WHERE signer_tenant_id <> tenant_id;
--> statement-breakpoint
DROP TRIGGER signing_key_contests;
--> statement-breakpoint
-- A key that was in wrong hands since a moment: what was accepted from it since then is contested, in the very batch that says so.
-- A rejection is no word that anything rests on. Whose key signed a batch is said by the batch's entry in the log.
CREATE TRIGGER signing_key_contests AFTER UPDATE OF reason ON signing_key
  WHEN NEW.reason = 'keyCompromise' AND OLD.reason IS NOT 'keyCompromise' AND NEW.invalidity_at IS NOT NULL
  BEGIN
    INSERT INTO contested_submission (tenant_id, jti, kid, contested_idx)
      SELECT s.tenant_id, s.jti, s.kid, (SELECT MAX(l.idx) FROM log_entry l WHERE l.tenant_id = NEW.tenant_id)
      FROM submission s WHERE s.tenant_id = NEW.tenant_id AND s.signer_tenant_id = NEW.tenant_id AND s.kid = NEW.kid
        AND s.received_at >= NEW.invalidity_at AND s.act <> 'reject';
    INSERT INTO contested_batch (tenant_id, jti, kid, contested_idx)
      SELECT b.tenant_id, b.jti, NEW.kid, (SELECT MAX(l.idx) FROM log_entry l WHERE l.tenant_id = NEW.tenant_id)
      FROM filing_batch b JOIN log_entry l ON l.tenant_id = b.tenant_id AND l.idx = b.log_idx
      WHERE b.tenant_id = NEW.tenant_id AND b.integration_id = NEW.owner_id AND b.received_at >= NEW.invalidity_at AND json_extract(l.entry, '$.kid') = NEW.kid;
  END;
--> statement-breakpoint
-- A unit's explanation or appeal that is contested or confirmed is so in the life of the discrepancy too. Corrections are reports, and theirs.
CREATE TRIGGER contested_submission_in_life AFTER INSERT ON contested_submission
  BEGIN
    INSERT INTO contested_move (tenant_id, discrepancy_id, version, jti, kid, contested_idx)
      SELECT e.tenant_id, e.discrepancy_id, e.version, NEW.jti, NEW.kid, NEW.contested_idx
      FROM discrepancy_event e WHERE e.tenant_id = NEW.tenant_id AND e.submission_jti = NEW.jti AND e.transition <> 'file-correction';
  END;
--> statement-breakpoint
CREATE TRIGGER confirmed_submission_in_life AFTER UPDATE OF confirmed_jti ON contested_submission
  BEGIN
    UPDATE contested_move SET confirmed_jti = NEW.confirmed_jti, confirmed_at = NEW.confirmed_at WHERE tenant_id = NEW.tenant_id AND jti = NEW.jti AND confirmed_jti IS NULL;
  END;
--> statement-breakpoint
-- What is there already.
INSERT INTO contested_move (tenant_id, discrepancy_id, version, jti, kid, contested_idx, confirmed_jti, confirmed_at)
  SELECT e.tenant_id, e.discrepancy_id, e.version, c.jti, c.kid, c.contested_idx, c.confirmed_jti, c.confirmed_at
  FROM contested_submission c JOIN discrepancy_event e ON e.tenant_id = c.tenant_id AND e.submission_jti = c.jti WHERE e.transition <> 'file-correction';
--> statement-breakpoint
CREATE TRIGGER contested_move_no_delete BEFORE DELETE ON contested_move BEGIN SELECT RAISE(ABORT, 'contested moves stay listed'); END;
--> statement-breakpoint
CREATE TRIGGER contested_move_confirmed_once BEFORE UPDATE ON contested_move
  WHEN OLD.confirmed_jti IS NOT NULL OR NEW.tenant_id <> OLD.tenant_id OR NEW.discrepancy_id <> OLD.discrepancy_id OR NEW.version <> OLD.version OR NEW.jti <> OLD.jti OR NEW.kid <> OLD.kid OR NEW.contested_idx <> OLD.contested_idx
  BEGIN SELECT RAISE(ABORT, 'a contested move is confirmed once'); END;
--> statement-breakpoint
CREATE TRIGGER contested_batch_no_delete BEFORE DELETE ON contested_batch BEGIN SELECT RAISE(ABORT, 'contested batches stay listed'); END;
--> statement-breakpoint
CREATE TRIGGER contested_batch_confirmed_once BEFORE UPDATE ON contested_batch
  WHEN OLD.confirmed_jti IS NOT NULL OR NEW.tenant_id <> OLD.tenant_id OR NEW.jti <> OLD.jti OR NEW.kid <> OLD.kid OR NEW.contested_idx <> OLD.contested_idx
  BEGIN SELECT RAISE(ABORT, 'a contested batch is confirmed once'); END;
--> statement-breakpoint
-- The same bytes again from the same system, under a key that may sign: that is its word for what the stolen key said.
CREATE TRIGGER contested_batch_confirmed AFTER INSERT ON filing_batch
  WHEN EXISTS (SELECT 1 FROM contested_batch c WHERE c.tenant_id = NEW.tenant_id AND c.confirmed_jti IS NULL)
  BEGIN
    UPDATE contested_batch SET confirmed_jti = NEW.jti, confirmed_at = NEW.received_at
    WHERE tenant_id = NEW.tenant_id AND confirmed_jti IS NULL AND EXISTS (
      SELECT 1 FROM filing_batch b WHERE b.tenant_id = NEW.tenant_id AND b.jti = contested_batch.jti AND b.jti <> NEW.jti
        AND b.body_digest = NEW.body_digest AND b.integration_id = NEW.integration_id);
  END;
--> statement-breakpoint
-- A discrepancy that is opened anew rests on nothing that was signed in its life before; taken back, it does again.
CREATE TRIGGER contested_move_countered AFTER INSERT ON discrepancy_event WHEN NEW.transition IN ('reopen', 'break-glass', 'regress')
  BEGIN
    UPDATE contested_move SET countered_idx = NEW.log_idx
    WHERE tenant_id = NEW.tenant_id AND discrepancy_id = NEW.discrepancy_id AND confirmed_jti IS NULL AND countered_idx IS NULL;
  END;
--> statement-breakpoint
CREATE TRIGGER contested_move_uncountered AFTER INSERT ON discrepancy_event WHEN NEW.transition = 'undo'
  BEGIN
    UPDATE contested_move SET countered_idx = NULL
    WHERE tenant_id = NEW.tenant_id AND discrepancy_id = NEW.discrepancy_id AND confirmed_jti IS NULL AND countered_idx = (
      SELECT e.log_idx FROM discrepancy_event e WHERE e.tenant_id = NEW.tenant_id AND e.discrepancy_id = NEW.discrepancy_id AND e.version = NEW.version - 1 AND e.transition = 'reopen');
  END;
--> statement-breakpoint
-- A second reviewer who must not know what was decided does not read who has confirmed it either.
CREATE TRIGGER confirmation_is_withheld AFTER INSERT ON discrepancy_event WHEN NEW.transition = 'confirm-decision'
  BEGIN
    INSERT OR IGNORE INTO withheld_submission (tenant_id, jti, officer_id)
    SELECT w.tenant_id, NEW.submission_jti, w.officer_id FROM withheld_discrepancy w WHERE w.tenant_id = NEW.tenant_id AND w.discrepancy_id = NEW.discrepancy_id;
  END;
