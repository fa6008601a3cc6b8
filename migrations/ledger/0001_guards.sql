-- Guards that no code path can step around.
-- The log is append-only and without gaps. `INSERT OR REPLACE` passes the first two triggers; the third stops it.
CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER log_entry_next_only BEFORE INSERT ON log_entry
  WHEN NEW.idx <> COALESCE((SELECT MAX(idx) + 1 FROM log_entry WHERE tenant_id = NEW.tenant_id), 0)
  BEGIN SELECT RAISE(ABORT, 'the log takes only the next index'); END;
--> statement-breakpoint
-- What was signed and what was published is never changed.
CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'a submission is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER submission_no_delete BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'a submission is never deleted'); END;
--> statement-breakpoint
-- `INSERT OR REPLACE` passes both: it deletes without asking the delete trigger.
CREATE TRIGGER submission_no_replace BEFORE INSERT ON submission
  WHEN EXISTS (SELECT 1 FROM submission WHERE tenant_id = NEW.tenant_id AND jti = NEW.jti)
    OR EXISTS (SELECT 1 FROM submission WHERE tenant_id = NEW.tenant_id AND nonce = NEW.nonce)
    OR EXISTS (SELECT 1 FROM submission WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'a submission is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER form_version_no_replace BEFORE INSERT ON form_version
  WHEN EXISTS (SELECT 1 FROM form_version WHERE tenant_id = NEW.tenant_id AND form_id = NEW.form_id AND rev = NEW.rev)
  BEGIN SELECT RAISE(ABORT, 'a published form is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER form_version_frozen BEFORE UPDATE OF tenant_id, form_id, rev, digest, package, published_at, published_idx ON form_version
  BEGIN SELECT RAISE(ABORT, 'a published form is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_event_no_update BEFORE UPDATE ON discrepancy_event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_event_no_delete BEFORE DELETE ON discrepancy_event BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
--> statement-breakpoint
-- A move starts from the state the record is in and from the version it was made for; two people at once: one wins.
CREATE TRIGGER discrepancy_event_next_only BEFORE INSERT ON discrepancy_event
  WHEN CASE WHEN NEW.version = 1
    -- The event that opens it. `INSERT OR REPLACE` would put another in its place.
    THEN EXISTS (SELECT 1 FROM discrepancy_event e WHERE e.tenant_id = NEW.tenant_id AND e.discrepancy_id = NEW.discrepancy_id)
    ELSE NOT EXISTS (
      SELECT 1 FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.discrepancy_id
        AND d.version = NEW.version - 1 AND d.state IS NEW.from_state) END
  BEGIN SELECT RAISE(ABORT, 'the discrepancy has changed'); END;
--> statement-breakpoint
-- The state column follows from the events.
CREATE TRIGGER discrepancy_follows_event AFTER INSERT ON discrepancy_event WHEN NEW.version <> 1
  BEGIN
    UPDATE discrepancy SET state = NEW.to_state, version = NEW.version, due_on = NEW.due_on,
      assignee = CASE WHEN NEW.transition = 'acknowledge' THEN NEW.actor_id ELSE assignee END,
      is_open = NEW.to_state NOT IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED')
    WHERE tenant_id = NEW.tenant_id AND id = NEW.discrepancy_id;
  END;
--> statement-breakpoint
-- And from nothing else: what no event says cannot be written by hand.
CREATE TRIGGER discrepancy_moves_by_event BEFORE UPDATE OF state, is_open, version ON discrepancy
  WHEN NOT EXISTS (
    SELECT 1 FROM discrepancy_event e WHERE e.tenant_id = NEW.tenant_id AND e.discrepancy_id = NEW.id
      AND e.version = NEW.version AND e.to_state = NEW.state AND NEW.is_open = (NEW.state NOT IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED')))
  BEGIN SELECT RAISE(ABORT, 'a discrepancy moves by its events'); END;
