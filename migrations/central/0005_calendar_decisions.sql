ALTER TABLE `holiday` ADD `decision` integer;--> statement-breakpoint
ALTER TABLE `report_type_change` ADD `decision` integer;
--> statement-breakpoint
-- What deadlines were counted with stays there: a day is decided to be worked after all, a rule is followed by another.
CREATE TRIGGER holiday_no_delete BEFORE DELETE ON holiday BEGIN SELECT RAISE(ABORT, 'a day off is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER report_type_change_no_delete BEFORE DELETE ON report_type_change BEGIN SELECT RAISE(ABORT, 'a setting is never deleted'); END;
--> statement-breakpoint
-- An older decision never comes back over a newer one.
CREATE TRIGGER holiday_newer_only BEFORE UPDATE ON holiday
  WHEN OLD.decision IS NOT NULL AND COALESCE(NEW.decision, -1) < OLD.decision
  BEGIN SELECT RAISE(ABORT, 'a newer decision says otherwise'); END;
--> statement-breakpoint
CREATE TRIGGER report_type_change_newer_only BEFORE UPDATE ON report_type_change
  WHEN NEW.report_type_id <> OLD.report_type_id OR NEW.valid_from <> OLD.valid_from OR COALESCE(NEW.decision, -1) <= COALESCE(OLD.decision, -1)
  BEGIN SELECT RAISE(ABORT, 'a newer decision says otherwise'); END;
