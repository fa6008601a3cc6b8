CREATE TABLE `discrepancy_tally` (
	`tenant_id` text NOT NULL,
	`state` text NOT NULL,
	`severity` integer NOT NULL,
	`rule` text NOT NULL,
	`period_id` text NOT NULL,
	`snoozed` integer NOT NULL,
	`count` integer NOT NULL,
	`difference` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `state`, `severity`, `rule`, `period_id`, `snoozed`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`is_shared` integer NOT NULL,
	`query` text NOT NULL,
	`sort` text NOT NULL,
	`columns` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`owner_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_view_of_owner` ON `saved_view` (`tenant_id`,`owner_id`);--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `search_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `document_jti` text;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `times_before` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `times_regressed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `moved_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `is_closed` integer GENERATED ALWAYS AS ((1 - is_open)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `due_key` text GENERATED ALWAYS AS ((COALESCE(due_on, '9999-12-31'))) VIRTUAL;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `difference_key` integer GENERATED ALWAYS AS ((ABS(COALESCE(difference, 0)))) VIRTUAL;--> statement-breakpoint
CREATE INDEX `discrepancy_by_due` ON `discrepancy` (`is_closed`,`due_key`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_age` ON `discrepancy` (`is_open`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_difference` ON `discrepancy` (`is_open`,`difference_key`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_state` ON `discrepancy` (`state`,`severity`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_assignee` ON `discrepancy` (`assignee`,`is_open`,`severity`,`id`) WHERE assignee IS NOT NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_inbox` ON `discrepancy` (`severity`,`id`) WHERE state = 'NEW' AND assignee IS NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_sleeping` ON `discrepancy` (`is_open`,`severity`,`id`) WHERE snoozed = 1;--> statement-breakpoint
CREATE INDEX `discrepancy_regressed` ON `discrepancy` (`is_open`,`severity`,`id`) WHERE times_regressed > 0;--> statement-breakpoint
CREATE INDEX `discrepancy_of_subject` ON `discrepancy` (`tenant_id`,`subject`,`rule`);
--> statement-breakpoint
-- What stands already: counted, dated and made searchable. Names found before this are searched with their accents.
INSERT INTO discrepancy_tally (tenant_id, state, severity, rule, period_id, snoozed, count, difference)
  SELECT tenant_id, state, severity, rule, period_id, snoozed, COUNT(*), SUM(ABS(COALESCE(difference, 0))) FROM discrepancy GROUP BY 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
UPDATE discrepancy SET search_text = lower(subject || ' ' || subject_name_vi || ' ' || subject_name_en),
  moved_at = COALESCE((SELECT MAX(e.at) FROM discrepancy_event e WHERE e.tenant_id = discrepancy.tenant_id AND e.discrepancy_id = discrepancy.id), opened_at),
  times_regressed = (SELECT COUNT(*) FROM discrepancy_event e WHERE e.tenant_id = discrepancy.tenant_id AND e.discrepancy_id = discrepancy.id AND e.transition = 'regress'),
  document_jti = (SELECT o.evidence ->> '$.submission.jti' FROM discrepancy_occurrence o WHERE o.tenant_id = discrepancy.tenant_id AND o.discrepancy_id = discrepancy.id ORDER BY o.run_id DESC LIMIT 1);
--> statement-breakpoint
-- The tallies follow the records, whoever changes them.
CREATE TRIGGER discrepancy_tally_opened AFTER INSERT ON discrepancy
  BEGIN
    INSERT INTO discrepancy_tally (tenant_id, state, severity, rule, period_id, snoozed, count, difference)
      VALUES (NEW.tenant_id, NEW.state, NEW.severity, NEW.rule, NEW.period_id, NEW.snoozed, 1, ABS(COALESCE(NEW.difference, 0)))
      ON CONFLICT DO UPDATE SET count = count + 1, difference = difference + excluded.difference;
  END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_tally_changed AFTER UPDATE OF state, severity, snoozed, difference ON discrepancy
  WHEN OLD.state <> NEW.state OR OLD.severity <> NEW.severity OR OLD.snoozed <> NEW.snoozed OR OLD.difference IS NOT NEW.difference
  BEGIN
    UPDATE discrepancy_tally SET count = count - 1, difference = difference - ABS(COALESCE(OLD.difference, 0))
      WHERE tenant_id = OLD.tenant_id AND state = OLD.state AND severity = OLD.severity AND rule = OLD.rule AND period_id = OLD.period_id AND snoozed = OLD.snoozed;
    INSERT INTO discrepancy_tally (tenant_id, state, severity, rule, period_id, snoozed, count, difference)
      VALUES (NEW.tenant_id, NEW.state, NEW.severity, NEW.rule, NEW.period_id, NEW.snoozed, 1, ABS(COALESCE(NEW.difference, 0)))
      ON CONFLICT DO UPDATE SET count = count + 1, difference = difference + excluded.difference;
  END;
--> statement-breakpoint
-- When it was last moved, and how often it came back.
CREATE TRIGGER discrepancy_moved AFTER INSERT ON discrepancy_event WHEN NEW.version <> 1
  BEGIN
    UPDATE discrepancy SET moved_at = NEW.at, times_regressed = times_regressed + (NEW.transition = 'regress') WHERE tenant_id = NEW.tenant_id AND id = NEW.discrepancy_id;
  END;
