CREATE TABLE `decided_part` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`version` integer NOT NULL,
	`jti` text NOT NULL,
	`place` integer NOT NULL,
	`salt` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `version`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`,`version`) REFERENCES `discrepancy_event`(`tenant_id`,`discrepancy_id`,`version`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `decided_part_once` ON `decided_part` (`tenant_id`,`jti`,`place`);--> statement-breakpoint
ALTER TABLE `bulk_item` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `bulk_item` ADD `salt` text;--> statement-breakpoint
CREATE INDEX `bulk_item_waiting` ON `bulk_item` (`tenant_id`,`bulk_id`,`place`) WHERE outcome IS NULL;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `moved` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `refused` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `progressed_at` integer;--> statement-breakpoint
ALTER TABLE `bulk_move` ADD `submission_jti` text;--> statement-breakpoint
CREATE INDEX `bulk_move_of_actor` ON `bulk_move` (`tenant_id`,`actor_id`,`id`);--> statement-breakpoint
CREATE INDEX `bulk_move_unfinished` ON `bulk_move` (`tenant_id`,`id`) WHERE finished_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_move_of_manifest` ON `bulk_move` (`tenant_id`,`submission_jti`) WHERE submission_jti IS NOT NULL;--> statement-breakpoint
-- Orders that were given before they counted for themselves.
UPDATE bulk_move SET
  moved = (SELECT COUNT(*) FROM bulk_item i WHERE i.tenant_id = bulk_move.tenant_id AND i.bulk_id = bulk_move.id AND i.outcome = 'moved'),
  refused = (SELECT COUNT(*) FROM bulk_item i WHERE i.tenant_id = bulk_move.tenant_id AND i.bulk_id = bulk_move.id AND i.outcome IS NOT NULL AND i.outcome <> 'moved');
--> statement-breakpoint
-- What opens a part is evidence like the event that it is about.
CREATE TRIGGER decided_part_no_update BEFORE UPDATE ON decided_part BEGIN SELECT RAISE(ABORT, 'what opens a part is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER decided_part_no_delete BEFORE DELETE ON decided_part BEGIN SELECT RAISE(ABORT, 'what opens a part is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER decided_part_no_replace BEFORE INSERT ON decided_part
  WHEN EXISTS (SELECT 1 FROM decided_part WHERE tenant_id = NEW.tenant_id AND discrepancy_id = NEW.discrepancy_id AND version = NEW.version)
    OR EXISTS (SELECT 1 FROM decided_part WHERE tenant_id = NEW.tenant_id AND jti = NEW.jti AND place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'what opens a part is never replaced'); END;
--> statement-breakpoint
-- An item of an order comes to its outcome once.
CREATE TRIGGER bulk_item_outcome_once BEFORE UPDATE ON bulk_item WHEN OLD.outcome IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'an item of an order comes to its outcome once'); END;
