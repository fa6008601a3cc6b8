CREATE TABLE `discrepancy_facet` (
	`tenant_id` text NOT NULL,
	`facet` text NOT NULL,
	`value` text NOT NULL,
	`severity` integer NOT NULL,
	`snoozed` integer NOT NULL,
	`new_free` integer DEFAULT 0 NOT NULL,
	`new_taken` integer DEFAULT 0 NOT NULL,
	`acknowledged` integer DEFAULT 0 NOT NULL,
	`awaiting_explanation` integer DEFAULT 0 NOT NULL,
	`explained` integer DEFAULT 0 NOT NULL,
	`upheld` integer DEFAULT 0 NOT NULL,
	`correction_filed` integer DEFAULT 0 NOT NULL,
	`dismissal_requested` integer DEFAULT 0 NOT NULL,
	`appealed` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`dismissed` integer DEFAULT 0 NOT NULL,
	`verified_fixed` integer DEFAULT 0 NOT NULL,
	`new_free_difference` integer DEFAULT 0 NOT NULL,
	`new_taken_difference` integer DEFAULT 0 NOT NULL,
	`acknowledged_difference` integer DEFAULT 0 NOT NULL,
	`awaiting_explanation_difference` integer DEFAULT 0 NOT NULL,
	`explained_difference` integer DEFAULT 0 NOT NULL,
	`upheld_difference` integer DEFAULT 0 NOT NULL,
	`correction_filed_difference` integer DEFAULT 0 NOT NULL,
	`dismissal_requested_difference` integer DEFAULT 0 NOT NULL,
	`appealed_difference` integer DEFAULT 0 NOT NULL,
	`accepted_difference` integer DEFAULT 0 NOT NULL,
	`dismissed_difference` integer DEFAULT 0 NOT NULL,
	`verified_fixed_difference` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `facet`, `value`, `severity`, `snoozed`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `review_tally` (
	`tenant_id` text NOT NULL,
	`figure` text NOT NULL,
	`part` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `figure`, `part`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `discrepancy_in_order` ON `discrepancy` (`is_open`,`severity`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_mine` ON `discrepancy` (`assignee`,`is_closed`,`due_key`,`id`) WHERE assignee IS NOT NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_of_risk` ON `discrepancy` (`is_open`,`severity`,`id`) WHERE rule IN ('R23', 'R35', 'R36', 'R37', 'R38', 'R52', 'R53');
--> statement-breakpoint
-- What stands already, counted.
INSERT INTO discrepancy_facet (tenant_id, facet, value, severity, snoozed, new_free, new_taken, acknowledged, awaiting_explanation, explained, upheld, correction_filed,
  dismissal_requested, appealed, accepted, dismissed, verified_fixed,
  new_free_difference, new_taken_difference, acknowledged_difference, awaiting_explanation_difference, explained_difference,
  upheld_difference, correction_filed_difference, dismissal_requested_difference, appealed_difference,
  accepted_difference, dismissed_difference, verified_fixed_difference)
  SELECT d.tenant_id, 'rule', d.rule, d.severity, d.snoozed,
    SUM((d.state = 'NEW' AND d.assignee IS NULL)),
    SUM((d.state = 'NEW' AND d.assignee IS NOT NULL)),
    SUM((d.state = 'ACKNOWLEDGED')),
    SUM((d.state = 'AWAITING_EXPLANATION')),
    SUM((d.state = 'EXPLAINED')),
    SUM((d.state = 'UPHELD')),
    SUM((d.state = 'CORRECTION_FILED')),
    SUM((d.state = 'DISMISSAL_REQUESTED')),
    SUM((d.state = 'APPEALED')),
    SUM((d.state = 'ACCEPTED')),
    SUM((d.state = 'DISMISSED')),
    SUM((d.state = 'VERIFIED_FIXED')),
    SUM((d.state = 'NEW' AND d.assignee IS NULL) * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'NEW' AND d.assignee IS NOT NULL) * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'ACKNOWLEDGED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'EXPLAINED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'UPHELD') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'CORRECTION_FILED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'APPEALED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'ACCEPTED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'DISMISSED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'VERIFIED_FIXED') * ABS(COALESCE(d.difference, 0)))
  FROM discrepancy d GROUP BY d.tenant_id, d.rule, d.severity, d.snoozed;
--> statement-breakpoint
INSERT INTO discrepancy_facet (tenant_id, facet, value, severity, snoozed, new_free, new_taken, acknowledged, awaiting_explanation, explained, upheld, correction_filed,
  dismissal_requested, appealed, accepted, dismissed, verified_fixed,
  new_free_difference, new_taken_difference, acknowledged_difference, awaiting_explanation_difference, explained_difference,
  upheld_difference, correction_filed_difference, dismissal_requested_difference, appealed_difference,
  accepted_difference, dismissed_difference, verified_fixed_difference)
  SELECT d.tenant_id, 'period', d.period_id, d.severity, d.snoozed,
    SUM((d.state = 'NEW' AND d.assignee IS NULL)),
    SUM((d.state = 'NEW' AND d.assignee IS NOT NULL)),
    SUM((d.state = 'ACKNOWLEDGED')),
    SUM((d.state = 'AWAITING_EXPLANATION')),
    SUM((d.state = 'EXPLAINED')),
    SUM((d.state = 'UPHELD')),
    SUM((d.state = 'CORRECTION_FILED')),
    SUM((d.state = 'DISMISSAL_REQUESTED')),
    SUM((d.state = 'APPEALED')),
    SUM((d.state = 'ACCEPTED')),
    SUM((d.state = 'DISMISSED')),
    SUM((d.state = 'VERIFIED_FIXED')),
    SUM((d.state = 'NEW' AND d.assignee IS NULL) * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'NEW' AND d.assignee IS NOT NULL) * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'ACKNOWLEDGED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'EXPLAINED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'UPHELD') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'CORRECTION_FILED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'APPEALED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'ACCEPTED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'DISMISSED') * ABS(COALESCE(d.difference, 0))),
    SUM((d.state = 'VERIFIED_FIXED') * ABS(COALESCE(d.difference, 0)))
  FROM discrepancy d GROUP BY d.tenant_id, d.period_id, d.severity, d.snoozed;
--> statement-breakpoint
INSERT INTO review_tally (tenant_id, figure, part, count)
  SELECT d.tenant_id, f.value ->> 0, f.value ->> 1, SUM(f.value ->> 2) FROM discrepancy d CROSS JOIN json_each(json_array(
        json_array('opened', date(d.opened_at / 1000 + 25200, 'unixepoch') || ' ' || d.severity, d.is_open),
        json_array('asleep', date(d.opened_at / 1000 + 25200, 'unixepoch') || ' ' || d.severity, (d.is_open = 1 AND d.snoozed = 1)),
        json_array('due', COALESCE(d.due_on, ''), (d.is_open = 1 AND d.due_on IS NOT NULL)),
        json_array('held', COALESCE(d.assignee, ''), (d.is_open = 1 AND d.assignee IS NOT NULL)))) AS f WHERE d.is_open = 1 AND f.value ->> 2 = 1 GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO review_tally (tenant_id, figure, part, count)
  SELECT e.tenant_id, f.value ->> 0, f.value ->> 1, COUNT(*) FROM discrepancy_event e CROSS JOIN json_each(json_array(
        json_array('explained-in', COALESCE((e.at - (SELECT MAX(q.at) FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition = 'ask')) / 86400000, ''),
          e.transition = 'explain' AND EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition = 'ask')),
        json_array('decided-in', COALESCE((e.at - (SELECT MAX(q.at) FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition = 'explain')) / 86400000, ''),
          e.transition IN ('accept', 'uphold') AND EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition = 'explain')),
        json_array('closed', '',
          e.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED') AND NOT EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED'))),
        json_array('reopened', '',
          e.transition IN ('regress', 'reopen') AND NOT EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition IN ('regress', 'reopen'))),
        json_array('appeal-granted', '',
          e.transition = 'grant-appeal'),
        json_array('appeal-denied', '',
          e.transition = 'deny-appeal'),
        json_array('judged', (SELECT d.rule FROM discrepancy d WHERE d.tenant_id = e.tenant_id AND d.id = e.discrepancy_id),
          e.transition IN ('accept', 'uphold', 'approve-dismissal')),
        json_array('false-positive', (SELECT d.rule FROM discrepancy d WHERE d.tenant_id = e.tenant_id AND d.id = e.discrepancy_id),
          e.transition = 'approve-dismissal' AND e.reason IS 'false_positive'))) AS f
  WHERE (e.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED') OR e.transition IN ('explain', 'accept', 'uphold', 'approve-dismissal', 'grant-appeal', 'deny-appeal', 'regress', 'reopen')) AND f.value ->> 2 = 1 GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO review_tally (tenant_id, figure, part, count)
  SELECT s.tenant_id, 'second-open', '', COUNT(*) FROM second_review s WHERE s.reviewed_at IS NULL GROUP BY s.tenant_id
  UNION ALL SELECT s.tenant_id, CASE WHEN s.outcome = s.first_outcome THEN 'second-same' ELSE 'second-other' END, d.rule || ' ' || s.first_reviewer_id, COUNT(*)
    FROM second_review s JOIN discrepancy d ON d.tenant_id = s.tenant_id AND d.id = s.discrepancy_id WHERE s.reviewed_at IS NOT NULL GROUP BY 1, 2, 3;
--> statement-breakpoint
-- The tallies follow the records, whoever changes them. What keeps severity and sleep stays in its two rows.
CREATE TRIGGER discrepancy_facet_opened AFTER INSERT ON discrepancy
  BEGIN
    INSERT INTO discrepancy_facet (tenant_id, facet, value, severity, snoozed, new_free, new_taken, acknowledged, awaiting_explanation, explained, upheld, correction_filed,
      dismissal_requested, appealed, accepted, dismissed, verified_fixed,
      new_free_difference, new_taken_difference, acknowledged_difference, awaiting_explanation_difference, explained_difference,
      upheld_difference, correction_filed_difference, dismissal_requested_difference, appealed_difference,
      accepted_difference, dismissed_difference, verified_fixed_difference)
      SELECT NEW.tenant_id, f.facet, f.value, NEW.severity, NEW.snoozed,
        (NEW.state = 'NEW' AND NEW.assignee IS NULL),
        (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL),
        (NEW.state = 'ACKNOWLEDGED'),
        (NEW.state = 'AWAITING_EXPLANATION'),
        (NEW.state = 'EXPLAINED'),
        (NEW.state = 'UPHELD'),
        (NEW.state = 'CORRECTION_FILED'),
        (NEW.state = 'DISMISSAL_REQUESTED'),
        (NEW.state = 'APPEALED'),
        (NEW.state = 'ACCEPTED'),
        (NEW.state = 'DISMISSED'),
        (NEW.state = 'VERIFIED_FIXED'),
        (NEW.state = 'NEW' AND NEW.assignee IS NULL) * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL) * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'ACKNOWLEDGED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'EXPLAINED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'UPHELD') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'CORRECTION_FILED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'APPEALED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'ACCEPTED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'DISMISSED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'VERIFIED_FIXED') * ABS(COALESCE(NEW.difference, 0))
      FROM (SELECT 'rule' AS facet, NEW.rule AS value UNION ALL SELECT 'period', NEW.period_id) AS f WHERE true
      ON CONFLICT DO UPDATE SET
        new_free = new_free + excluded.new_free, new_free_difference = new_free_difference + excluded.new_free_difference,
        new_taken = new_taken + excluded.new_taken, new_taken_difference = new_taken_difference + excluded.new_taken_difference,
        acknowledged = acknowledged + excluded.acknowledged, acknowledged_difference = acknowledged_difference + excluded.acknowledged_difference,
        awaiting_explanation = awaiting_explanation + excluded.awaiting_explanation, awaiting_explanation_difference = awaiting_explanation_difference + excluded.awaiting_explanation_difference,
        explained = explained + excluded.explained, explained_difference = explained_difference + excluded.explained_difference,
        upheld = upheld + excluded.upheld, upheld_difference = upheld_difference + excluded.upheld_difference,
        correction_filed = correction_filed + excluded.correction_filed, correction_filed_difference = correction_filed_difference + excluded.correction_filed_difference,
        dismissal_requested = dismissal_requested + excluded.dismissal_requested, dismissal_requested_difference = dismissal_requested_difference + excluded.dismissal_requested_difference,
        appealed = appealed + excluded.appealed, appealed_difference = appealed_difference + excluded.appealed_difference,
        accepted = accepted + excluded.accepted, accepted_difference = accepted_difference + excluded.accepted_difference,
        dismissed = dismissed + excluded.dismissed, dismissed_difference = dismissed_difference + excluded.dismissed_difference,
        verified_fixed = verified_fixed + excluded.verified_fixed, verified_fixed_difference = verified_fixed_difference + excluded.verified_fixed_difference;
  END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_facet_moved AFTER UPDATE OF state, assignee, difference ON discrepancy
  WHEN OLD.severity = NEW.severity AND OLD.snoozed = NEW.snoozed
    AND (OLD.state <> NEW.state OR (NEW.state = 'NEW' AND (OLD.assignee IS NULL) <> (NEW.assignee IS NULL)) OR OLD.difference IS NOT NEW.difference)
  BEGIN
    UPDATE discrepancy_facet SET
        new_free = new_free + (NEW.state = 'NEW' AND NEW.assignee IS NULL) - (OLD.state = 'NEW' AND OLD.assignee IS NULL), new_free_difference = new_free_difference + (NEW.state = 'NEW' AND NEW.assignee IS NULL) * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'NEW' AND OLD.assignee IS NULL) * ABS(COALESCE(OLD.difference, 0)),
        new_taken = new_taken + (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL) - (OLD.state = 'NEW' AND OLD.assignee IS NOT NULL), new_taken_difference = new_taken_difference + (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL) * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'NEW' AND OLD.assignee IS NOT NULL) * ABS(COALESCE(OLD.difference, 0)),
        acknowledged = acknowledged + (NEW.state = 'ACKNOWLEDGED') - (OLD.state = 'ACKNOWLEDGED'), acknowledged_difference = acknowledged_difference + (NEW.state = 'ACKNOWLEDGED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'ACKNOWLEDGED') * ABS(COALESCE(OLD.difference, 0)),
        awaiting_explanation = awaiting_explanation + (NEW.state = 'AWAITING_EXPLANATION') - (OLD.state = 'AWAITING_EXPLANATION'), awaiting_explanation_difference = awaiting_explanation_difference + (NEW.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(OLD.difference, 0)),
        explained = explained + (NEW.state = 'EXPLAINED') - (OLD.state = 'EXPLAINED'), explained_difference = explained_difference + (NEW.state = 'EXPLAINED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'EXPLAINED') * ABS(COALESCE(OLD.difference, 0)),
        upheld = upheld + (NEW.state = 'UPHELD') - (OLD.state = 'UPHELD'), upheld_difference = upheld_difference + (NEW.state = 'UPHELD') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'UPHELD') * ABS(COALESCE(OLD.difference, 0)),
        correction_filed = correction_filed + (NEW.state = 'CORRECTION_FILED') - (OLD.state = 'CORRECTION_FILED'), correction_filed_difference = correction_filed_difference + (NEW.state = 'CORRECTION_FILED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'CORRECTION_FILED') * ABS(COALESCE(OLD.difference, 0)),
        dismissal_requested = dismissal_requested + (NEW.state = 'DISMISSAL_REQUESTED') - (OLD.state = 'DISMISSAL_REQUESTED'), dismissal_requested_difference = dismissal_requested_difference + (NEW.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(OLD.difference, 0)),
        appealed = appealed + (NEW.state = 'APPEALED') - (OLD.state = 'APPEALED'), appealed_difference = appealed_difference + (NEW.state = 'APPEALED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'APPEALED') * ABS(COALESCE(OLD.difference, 0)),
        accepted = accepted + (NEW.state = 'ACCEPTED') - (OLD.state = 'ACCEPTED'), accepted_difference = accepted_difference + (NEW.state = 'ACCEPTED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'ACCEPTED') * ABS(COALESCE(OLD.difference, 0)),
        dismissed = dismissed + (NEW.state = 'DISMISSED') - (OLD.state = 'DISMISSED'), dismissed_difference = dismissed_difference + (NEW.state = 'DISMISSED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'DISMISSED') * ABS(COALESCE(OLD.difference, 0)),
        verified_fixed = verified_fixed + (NEW.state = 'VERIFIED_FIXED') - (OLD.state = 'VERIFIED_FIXED'), verified_fixed_difference = verified_fixed_difference + (NEW.state = 'VERIFIED_FIXED') * ABS(COALESCE(NEW.difference, 0)) - (OLD.state = 'VERIFIED_FIXED') * ABS(COALESCE(OLD.difference, 0))
      WHERE tenant_id = NEW.tenant_id AND (facet, value) IN (SELECT 'rule', NEW.rule UNION ALL SELECT 'period', NEW.period_id) AND severity = NEW.severity AND snoozed = NEW.snoozed;
  END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_facet_changed AFTER UPDATE OF severity, snoozed ON discrepancy
  WHEN OLD.severity <> NEW.severity OR OLD.snoozed <> NEW.snoozed
  BEGIN
    UPDATE discrepancy_facet SET
        new_free = new_free - (OLD.state = 'NEW' AND OLD.assignee IS NULL), new_free_difference = new_free_difference - (OLD.state = 'NEW' AND OLD.assignee IS NULL) * ABS(COALESCE(OLD.difference, 0)),
        new_taken = new_taken - (OLD.state = 'NEW' AND OLD.assignee IS NOT NULL), new_taken_difference = new_taken_difference - (OLD.state = 'NEW' AND OLD.assignee IS NOT NULL) * ABS(COALESCE(OLD.difference, 0)),
        acknowledged = acknowledged - (OLD.state = 'ACKNOWLEDGED'), acknowledged_difference = acknowledged_difference - (OLD.state = 'ACKNOWLEDGED') * ABS(COALESCE(OLD.difference, 0)),
        awaiting_explanation = awaiting_explanation - (OLD.state = 'AWAITING_EXPLANATION'), awaiting_explanation_difference = awaiting_explanation_difference - (OLD.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(OLD.difference, 0)),
        explained = explained - (OLD.state = 'EXPLAINED'), explained_difference = explained_difference - (OLD.state = 'EXPLAINED') * ABS(COALESCE(OLD.difference, 0)),
        upheld = upheld - (OLD.state = 'UPHELD'), upheld_difference = upheld_difference - (OLD.state = 'UPHELD') * ABS(COALESCE(OLD.difference, 0)),
        correction_filed = correction_filed - (OLD.state = 'CORRECTION_FILED'), correction_filed_difference = correction_filed_difference - (OLD.state = 'CORRECTION_FILED') * ABS(COALESCE(OLD.difference, 0)),
        dismissal_requested = dismissal_requested - (OLD.state = 'DISMISSAL_REQUESTED'), dismissal_requested_difference = dismissal_requested_difference - (OLD.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(OLD.difference, 0)),
        appealed = appealed - (OLD.state = 'APPEALED'), appealed_difference = appealed_difference - (OLD.state = 'APPEALED') * ABS(COALESCE(OLD.difference, 0)),
        accepted = accepted - (OLD.state = 'ACCEPTED'), accepted_difference = accepted_difference - (OLD.state = 'ACCEPTED') * ABS(COALESCE(OLD.difference, 0)),
        dismissed = dismissed - (OLD.state = 'DISMISSED'), dismissed_difference = dismissed_difference - (OLD.state = 'DISMISSED') * ABS(COALESCE(OLD.difference, 0)),
        verified_fixed = verified_fixed - (OLD.state = 'VERIFIED_FIXED'), verified_fixed_difference = verified_fixed_difference - (OLD.state = 'VERIFIED_FIXED') * ABS(COALESCE(OLD.difference, 0))
      WHERE tenant_id = OLD.tenant_id AND (facet, value) IN (SELECT 'rule', OLD.rule UNION ALL SELECT 'period', OLD.period_id) AND severity = OLD.severity AND snoozed = OLD.snoozed;
    INSERT INTO discrepancy_facet (tenant_id, facet, value, severity, snoozed, new_free, new_taken, acknowledged, awaiting_explanation, explained, upheld, correction_filed,
      dismissal_requested, appealed, accepted, dismissed, verified_fixed,
      new_free_difference, new_taken_difference, acknowledged_difference, awaiting_explanation_difference, explained_difference,
      upheld_difference, correction_filed_difference, dismissal_requested_difference, appealed_difference,
      accepted_difference, dismissed_difference, verified_fixed_difference)
      SELECT NEW.tenant_id, f.facet, f.value, NEW.severity, NEW.snoozed,
        (NEW.state = 'NEW' AND NEW.assignee IS NULL),
        (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL),
        (NEW.state = 'ACKNOWLEDGED'),
        (NEW.state = 'AWAITING_EXPLANATION'),
        (NEW.state = 'EXPLAINED'),
        (NEW.state = 'UPHELD'),
        (NEW.state = 'CORRECTION_FILED'),
        (NEW.state = 'DISMISSAL_REQUESTED'),
        (NEW.state = 'APPEALED'),
        (NEW.state = 'ACCEPTED'),
        (NEW.state = 'DISMISSED'),
        (NEW.state = 'VERIFIED_FIXED'),
        (NEW.state = 'NEW' AND NEW.assignee IS NULL) * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'NEW' AND NEW.assignee IS NOT NULL) * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'ACKNOWLEDGED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'AWAITING_EXPLANATION') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'EXPLAINED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'UPHELD') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'CORRECTION_FILED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'DISMISSAL_REQUESTED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'APPEALED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'ACCEPTED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'DISMISSED') * ABS(COALESCE(NEW.difference, 0)),
        (NEW.state = 'VERIFIED_FIXED') * ABS(COALESCE(NEW.difference, 0))
      FROM (SELECT 'rule' AS facet, NEW.rule AS value UNION ALL SELECT 'period', NEW.period_id) AS f WHERE true
      ON CONFLICT DO UPDATE SET
        new_free = new_free + excluded.new_free, new_free_difference = new_free_difference + excluded.new_free_difference,
        new_taken = new_taken + excluded.new_taken, new_taken_difference = new_taken_difference + excluded.new_taken_difference,
        acknowledged = acknowledged + excluded.acknowledged, acknowledged_difference = acknowledged_difference + excluded.acknowledged_difference,
        awaiting_explanation = awaiting_explanation + excluded.awaiting_explanation, awaiting_explanation_difference = awaiting_explanation_difference + excluded.awaiting_explanation_difference,
        explained = explained + excluded.explained, explained_difference = explained_difference + excluded.explained_difference,
        upheld = upheld + excluded.upheld, upheld_difference = upheld_difference + excluded.upheld_difference,
        correction_filed = correction_filed + excluded.correction_filed, correction_filed_difference = correction_filed_difference + excluded.correction_filed_difference,
        dismissal_requested = dismissal_requested + excluded.dismissal_requested, dismissal_requested_difference = dismissal_requested_difference + excluded.dismissal_requested_difference,
        appealed = appealed + excluded.appealed, appealed_difference = appealed_difference + excluded.appealed_difference,
        accepted = accepted + excluded.accepted, accepted_difference = accepted_difference + excluded.accepted_difference,
        dismissed = dismissed + excluded.dismissed, dismissed_difference = dismissed_difference + excluded.dismissed_difference,
        verified_fixed = verified_fixed + excluded.verified_fixed, verified_fixed_difference = verified_fixed_difference + excluded.verified_fixed_difference;
  END;
--> statement-breakpoint
CREATE TRIGGER review_tally_opened AFTER INSERT ON discrepancy WHEN NEW.is_open = 1
  BEGIN
    INSERT INTO review_tally (tenant_id, figure, part, count) VALUES (NEW.tenant_id, 'opened', date(NEW.opened_at / 1000 + 25200, 'unixepoch') || ' ' || NEW.severity, 1)
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
--> statement-breakpoint
-- An audit opens it with none of these.
CREATE TRIGGER review_tally_opened_amid AFTER INSERT ON discrepancy WHEN NEW.is_open = 1 AND (NEW.snoozed = 1 OR NEW.due_on IS NOT NULL OR NEW.assignee IS NOT NULL)
  BEGIN
    INSERT INTO review_tally (tenant_id, figure, part, count)
      SELECT NEW.tenant_id, f.value ->> 0, f.value ->> 1, 1 FROM json_each(json_array(
        json_array('asleep', date(NEW.opened_at / 1000 + 25200, 'unixepoch') || ' ' || NEW.severity, (NEW.is_open = 1 AND NEW.snoozed = 1)),
        json_array('due', COALESCE(NEW.due_on, ''), (NEW.is_open = 1 AND NEW.due_on IS NOT NULL)),
        json_array('held', COALESCE(NEW.assignee, ''), (NEW.is_open = 1 AND NEW.assignee IS NOT NULL)))) AS f WHERE f.value ->> 2 = 1
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
--> statement-breakpoint
CREATE TRIGGER review_tally_changed AFTER UPDATE OF is_open, severity, snoozed, due_on, assignee ON discrepancy
  WHEN OLD.is_open <> NEW.is_open OR OLD.severity <> NEW.severity OR OLD.snoozed <> NEW.snoozed OR OLD.due_on IS NOT NEW.due_on OR OLD.assignee IS NOT NEW.assignee
  BEGIN
    INSERT INTO review_tally (tenant_id, figure, part, count)
      SELECT NEW.tenant_id, f.value ->> 0, f.value ->> 1, SUM(f.value ->> 2) FROM json_each(json_array(
        json_array('opened', date(OLD.opened_at / 1000 + 25200, 'unixepoch') || ' ' || OLD.severity, -OLD.is_open),
        json_array('asleep', date(OLD.opened_at / 1000 + 25200, 'unixepoch') || ' ' || OLD.severity, -(OLD.is_open = 1 AND OLD.snoozed = 1)),
        json_array('due', COALESCE(OLD.due_on, ''), -(OLD.is_open = 1 AND OLD.due_on IS NOT NULL)),
        json_array('held', COALESCE(OLD.assignee, ''), -(OLD.is_open = 1 AND OLD.assignee IS NOT NULL)),
        json_array('opened', date(NEW.opened_at / 1000 + 25200, 'unixepoch') || ' ' || NEW.severity, NEW.is_open),
        json_array('asleep', date(NEW.opened_at / 1000 + 25200, 'unixepoch') || ' ' || NEW.severity, (NEW.is_open = 1 AND NEW.snoozed = 1)),
        json_array('due', COALESCE(NEW.due_on, ''), (NEW.is_open = 1 AND NEW.due_on IS NOT NULL)),
        json_array('held', COALESCE(NEW.assignee, ''), (NEW.is_open = 1 AND NEW.assignee IS NOT NULL)))) AS f WHERE true GROUP BY 2, 3 HAVING SUM(f.value ->> 2) <> 0
      ON CONFLICT DO UPDATE SET count = count + excluded.count;
  END;
--> statement-breakpoint
CREATE TRIGGER review_tally_of_event AFTER INSERT ON discrepancy_event
  WHEN NEW.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED') OR NEW.transition IN ('explain', 'accept', 'uphold', 'approve-dismissal', 'grant-appeal', 'deny-appeal', 'regress', 'reopen')
  BEGIN
    INSERT INTO review_tally (tenant_id, figure, part, count)
      SELECT NEW.tenant_id, f.value ->> 0, f.value ->> 1, 1 FROM json_each(json_array(
        json_array('explained-in', COALESCE((NEW.at - (SELECT MAX(q.at) FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.transition = 'ask')) / 86400000, ''),
          NEW.transition = 'explain' AND EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.transition = 'ask')),
        json_array('decided-in', COALESCE((NEW.at - (SELECT MAX(q.at) FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.transition = 'explain')) / 86400000, ''),
          NEW.transition IN ('accept', 'uphold') AND EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.transition = 'explain')),
        json_array('closed', '',
          NEW.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED') AND NOT EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED'))),
        json_array('reopened', '',
          NEW.transition IN ('regress', 'reopen') AND NOT EXISTS (SELECT 1 FROM discrepancy_event q WHERE q.tenant_id = NEW.tenant_id AND q.discrepancy_id = NEW.discrepancy_id AND q.version < NEW.version AND q.transition IN ('regress', 'reopen'))),
        json_array('appeal-granted', '',
          NEW.transition = 'grant-appeal'),
        json_array('appeal-denied', '',
          NEW.transition = 'deny-appeal'),
        json_array('judged', (SELECT d.rule FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.discrepancy_id),
          NEW.transition IN ('accept', 'uphold', 'approve-dismissal')),
        json_array('false-positive', (SELECT d.rule FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.discrepancy_id),
          NEW.transition = 'approve-dismissal' AND NEW.reason IS 'false_positive'))) AS f WHERE f.value ->> 2 = 1
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
--> statement-breakpoint
CREATE TRIGGER review_tally_drawn AFTER INSERT ON second_review WHEN NEW.reviewed_at IS NULL
  BEGIN
    INSERT INTO review_tally (tenant_id, figure, part, count) VALUES (NEW.tenant_id, 'second-open', '', 1) ON CONFLICT DO UPDATE SET count = count + 1;
  END;
--> statement-breakpoint
CREATE TRIGGER review_tally_looked AFTER UPDATE OF reviewed_at ON second_review WHEN OLD.reviewed_at IS NULL AND NEW.reviewed_at IS NOT NULL
  BEGIN
    UPDATE review_tally SET count = count - 1 WHERE tenant_id = NEW.tenant_id AND figure = 'second-open' AND part = '';
    INSERT INTO review_tally (tenant_id, figure, part, count)
      SELECT NEW.tenant_id, CASE WHEN NEW.outcome = NEW.first_outcome THEN 'second-same' ELSE 'second-other' END, d.rule || ' ' || NEW.first_reviewer_id, 1
      FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.discrepancy_id
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
--> statement-breakpoint
-- A number that came to nothing has no row: days that are over leave none behind.
CREATE TRIGGER review_tally_empty AFTER UPDATE OF count ON review_tally WHEN NEW.count = 0
  BEGIN
    DELETE FROM review_tally WHERE tenant_id = NEW.tenant_id AND figure = NEW.figure AND part = NEW.part;
  END;
--> statement-breakpoint
-- One update a move instead of two: when it was last moved, and how often it came back, beside what else follows from the event.
DROP TRIGGER discrepancy_follows_event;
--> statement-breakpoint
CREATE TRIGGER discrepancy_follows_event AFTER INSERT ON discrepancy_event WHEN NEW.version <> 1
  BEGIN
    UPDATE discrepancy SET state = NEW.to_state, version = NEW.version, due_on = NEW.due_on,
      assignee = CASE WHEN NEW.transition IN ('acknowledge', 'assign', 'reopen', 'undo', 'break-glass') THEN NEW.assignee ELSE assignee END,
      snooze = CASE WHEN NEW.transition IN ('snooze', 'undo') THEN NEW.snooze
        WHEN NEW.from_state = NEW.to_state AND NEW.transition NOT IN ('wake', 'escalate') THEN snooze END,
      snoozed = CASE WHEN NEW.transition IN ('snooze', 'undo') THEN NEW.snooze IS NOT NULL
        WHEN NEW.from_state = NEW.to_state AND NEW.transition NOT IN ('wake', 'escalate') THEN snoozed ELSE 0 END,
      appeal = CASE NEW.transition WHEN 'appeal' THEN 'open' WHEN 'deny-appeal' THEN 'denied' WHEN 'grant-appeal' THEN 'granted' WHEN 'regress' THEN NULL ELSE appeal END,
      is_open = NEW.to_state NOT IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED'), moved_at = NEW.at, times_regressed = times_regressed + (NEW.transition = 'regress')
    WHERE tenant_id = NEW.tenant_id AND id = NEW.discrepancy_id;
  END;
--> statement-breakpoint
DROP TRIGGER discrepancy_moved;
