CREATE TABLE `contested_extension` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`extension_id` text NOT NULL,
	`kid` text NOT NULL,
	`contested_idx` integer NOT NULL,
	`settled_jti` text,
	`settled_at` integer,
	PRIMARY KEY(`tenant_id`, `jti`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`extension_id`) REFERENCES `extension`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `contested_extension_open` ON `contested_extension` (`tenant_id`,`extension_id`) WHERE settled_jti IS NULL;--> statement-breakpoint
CREATE TABLE `officer_mark` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `officer_id`, `mark`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `officer_by_mark` ON `officer_mark` (`tenant_id`,`mark`);
--> statement-breakpoint
-- An answer is given once, and once more where a stolen key gave it: then the one that takes its place settles it.
DROP TRIGGER extension_decided_once;
--> statement-breakpoint
CREATE TRIGGER extension_decided_once BEFORE UPDATE ON extension
  WHEN (OLD.state <> 'requested' AND NOT EXISTS (SELECT 1 FROM contested_extension c WHERE c.tenant_id = OLD.tenant_id AND c.jti = OLD.decision_jti AND c.settled_jti IS NULL))
    OR NEW.state NOT IN ('granted', 'refused') OR NEW.decision_jti IS NULL OR NEW.decision_jti IS OLD.decision_jti OR NEW.request_jti <> OLD.request_jti
    OR NEW.wanted_until <> OLD.wanted_until OR (NEW.state = 'granted') <> (NEW.until IS NOT NULL)
  BEGIN SELECT RAISE(ABORT, 'an extension is decided once'); END;
--> statement-breakpoint
CREATE TRIGGER contested_extension_settled AFTER UPDATE OF decision_jti ON extension WHEN OLD.decision_jti IS NOT NULL
  BEGIN
    UPDATE contested_extension SET settled_jti = NEW.decision_jti, settled_at = NEW.decided_at WHERE tenant_id = OLD.tenant_id AND jti = OLD.decision_jti;
  END;
--> statement-breakpoint
CREATE TRIGGER contested_extension_no_delete BEFORE DELETE ON contested_extension BEGIN SELECT RAISE(ABORT, 'contested extensions stay listed'); END;
--> statement-breakpoint
CREATE TRIGGER contested_extension_settled_once BEFORE UPDATE ON contested_extension
  WHEN OLD.settled_jti IS NOT NULL OR NEW.tenant_id <> OLD.tenant_id OR NEW.jti <> OLD.jti OR NEW.extension_id <> OLD.extension_id OR NEW.kid <> OLD.kid OR NEW.contested_idx <> OLD.contested_idx
  BEGIN SELECT RAISE(ABORT, 'a contested extension is settled once'); END;
--> statement-breakpoint
-- A certificate names the person behind its key's owner. The key is written first, in the same batch.
CREATE TRIGGER certificate_marks_officer AFTER INSERT ON certificate WHEN NEW.subject_serial IS NOT NULL
  BEGIN
    INSERT OR IGNORE INTO officer_mark (tenant_id, officer_id, mark)
      SELECT k.tenant_id, k.owner_id, 'certificate ' || NEW.subject_serial FROM signing_key k JOIN officer o ON o.tenant_id = k.tenant_id AND o.id = k.owner_id
      WHERE k.tenant_id = NEW.tenant_id AND k.cert_sha256 = NEW.sha256;
  END;
--> statement-breakpoint
-- An account at the identity provider does once somebody has come in by it: bound by mistake and never used, it says nothing.
CREATE TRIGGER account_marks_officer_at_enrolment AFTER INSERT ON oidc_subject WHEN NEW.bound_by = NEW.officer_id
  BEGIN
    INSERT OR IGNORE INTO officer_mark (tenant_id, officer_id, mark) VALUES (NEW.tenant_id, NEW.officer_id, 'account ' || NEW.issuer || ' ' || NEW.subject);
  END;
--> statement-breakpoint
CREATE TRIGGER account_marks_officer AFTER UPDATE OF last_used_at ON oidc_subject WHEN NEW.last_used_at IS NOT NULL
  BEGIN
    INSERT OR IGNORE INTO officer_mark (tenant_id, officer_id, mark) VALUES (NEW.tenant_id, NEW.officer_id, 'account ' || NEW.issuer || ' ' || NEW.subject);
  END;
--> statement-breakpoint
CREATE TRIGGER officer_mark_no_update BEFORE UPDATE ON officer_mark BEGIN SELECT RAISE(ABORT, 'what shows who a person is stays'); END;
--> statement-breakpoint
CREATE TRIGGER officer_mark_no_delete BEFORE DELETE ON officer_mark BEGIN SELECT RAISE(ABORT, 'what shows who a person is stays'); END;
--> statement-breakpoint
-- What is there already.
INSERT OR IGNORE INTO officer_mark (tenant_id, officer_id, mark)
  SELECT k.tenant_id, k.owner_id, 'certificate ' || c.subject_serial FROM certificate c JOIN signing_key k ON k.tenant_id = c.tenant_id AND k.cert_sha256 = c.sha256
  JOIN officer o ON o.tenant_id = k.tenant_id AND o.id = k.owner_id WHERE c.subject_serial IS NOT NULL;
--> statement-breakpoint
INSERT OR IGNORE INTO officer_mark (tenant_id, officer_id, mark)
  SELECT tenant_id, officer_id, 'account ' || issuer || ' ' || subject FROM oidc_subject WHERE last_used_at IS NOT NULL OR bound_by = officer_id;
