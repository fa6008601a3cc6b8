CREATE TABLE `bulk_item` (
	`tenant_id` text NOT NULL,
	`bulk_id` text NOT NULL,
	`place` integer NOT NULL,
	`unit_tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`version` integer NOT NULL,
	`outcome` text,
	PRIMARY KEY(`tenant_id`, `bulk_id`, `place`),
	FOREIGN KEY (`tenant_id`,`bulk_id`) REFERENCES `bulk_move`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `bulk_move` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	`transition` text NOT NULL,
	`request` text NOT NULL,
	`manifest` text NOT NULL,
	`total` integer NOT NULL,
	`finished_at` integer,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `discrepancy_comment` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`author_id` text NOT NULL,
	`author_tenant_id` text NOT NULL,
	`visibility` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `id`, `version`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `discrepancy_draft` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`form` text NOT NULL,
	`version` integer NOT NULL,
	`answers` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `form`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notification` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`id` text NOT NULL,
	`officer_tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer,
	`at` integer NOT NULL,
	`visible_at` integer NOT NULL,
	`read_at` integer,
	`mailed_at` integer,
	PRIMARY KEY(`tenant_id`, `officer_id`, `id`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notification_of_officer` ON `notification` (`officer_id`,`visible_at`);--> statement-breakpoint
CREATE INDEX `notification_unread` ON `notification` (`officer_id`,`visible_at`) WHERE read_at IS NULL;--> statement-breakpoint
CREATE INDEX `notification_to_mail` ON `notification` (`visible_at`) WHERE mailed_at IS NULL;--> statement-breakpoint
CREATE INDEX `notification_of_discrepancy` ON `notification` (`tenant_id`,`discrepancy_id`,`version`);--> statement-breakpoint
CREATE TABLE `second_review` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`month` text NOT NULL,
	`closed_version` integer NOT NULL,
	`first_outcome` text NOT NULL,
	`first_reviewer_id` text NOT NULL,
	`seed_idx` integer NOT NULL,
	`drawn_at` integer NOT NULL,
	`reviewer_id` text,
	`outcome` text,
	`text` text,
	`reviewed_at` integer,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `month`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `second_review_open` ON `second_review` (`month`) WHERE reviewed_at IS NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_due` ON `discrepancy` (`due_on`,`state`) WHERE due_on IS NOT NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_snoozed` ON `discrepancy` (`tenant_id`) WHERE snoozed = 1;
--> statement-breakpoint
-- What was said stays said: an edit is a new row, by whoever said it.
CREATE TRIGGER discrepancy_comment_no_update BEFORE UPDATE ON discrepancy_comment BEGIN SELECT RAISE(ABORT, 'a comment is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_comment_no_delete BEFORE DELETE ON discrepancy_comment BEGIN SELECT RAISE(ABORT, 'a comment is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER discrepancy_comment_next_only BEFORE INSERT ON discrepancy_comment
  WHEN CASE WHEN NEW.version = 1
    THEN EXISTS (SELECT 1 FROM discrepancy_comment c WHERE c.tenant_id = NEW.tenant_id AND c.discrepancy_id = NEW.discrepancy_id AND c.id = NEW.id)
    ELSE NOT EXISTS (
      SELECT 1 FROM discrepancy_comment c WHERE c.tenant_id = NEW.tenant_id AND c.discrepancy_id = NEW.discrepancy_id AND c.id = NEW.id
        AND c.version = NEW.version - 1 AND c.author_id = NEW.author_id AND c.visibility = NEW.visibility)
      OR EXISTS (SELECT 1 FROM discrepancy_comment c WHERE c.tenant_id = NEW.tenant_id AND c.discrepancy_id = NEW.discrepancy_id AND c.id = NEW.id AND c.version = NEW.version) END
  BEGIN SELECT RAISE(ABORT, 'the comment has changed'); END;
--> statement-breakpoint
-- What an amended report or a run moves, its assignee is told in the same batch; of a correction that does not match, the unit too.
CREATE TRIGGER discrepancy_event_is_told AFTER INSERT ON discrepancy_event WHEN NEW.transition IN ('file-correction', 'correction-failed', 'regress', 'escalate')
  BEGIN
    INSERT OR IGNORE INTO notification (tenant_id, officer_id, id, officer_tenant_id, discrepancy_id, kind, version, at, visible_at)
    SELECT NEW.tenant_id, told.officer, told.kind || '/' || NEW.discrepancy_id || '/' || NEW.version, told.tenant, NEW.discrepancy_id, told.kind, NEW.version, NEW.at, NEW.at
    FROM (
      SELECT d.assignee AS officer, 'VN' AS tenant,
        CASE NEW.transition WHEN 'file-correction' THEN 'correction-filed' WHEN 'correction-failed' THEN 'correction-failed' WHEN 'regress' THEN 'regressed' ELSE 'escalated' END AS kind
      FROM discrepancy d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.discrepancy_id AND d.assignee IS NOT NULL
      UNION SELECT r.officer_id, r.tenant_id, 'correction-failed' FROM officer_role r JOIN officer o ON o.tenant_id = r.tenant_id AND o.id = r.officer_id
      WHERE NEW.transition = 'correction-failed' AND r.tenant_id = NEW.tenant_id AND o.ended_at IS NULL AND r.role IN ('officer', 'head')) AS told;
  END;
