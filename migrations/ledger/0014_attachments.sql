CREATE TABLE `attachment` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`digest` text NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`at` integer NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`owner_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `attachment_once` ON `attachment` (`tenant_id`,`digest`,`owner_id`,`name`);--> statement-breakpoint
CREATE INDEX `attachment_by_owner` ON `attachment` (`tenant_id`,`owner_id`,`at`);--> statement-breakpoint
CREATE TABLE `submission_attachment` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`place` integer NOT NULL,
	`attachment_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `jti`, `place`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`attachment_id`) REFERENCES `attachment`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `submission_attachment_by_file` ON `submission_attachment` (`tenant_id`,`attachment_id`);
--> statement-breakpoint
-- What was signed about stays as it was uploaded.
CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'an attachment is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment BEGIN SELECT RAISE(ABORT, 'an attachment is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER attachment_no_replace BEFORE INSERT ON attachment
  WHEN EXISTS (SELECT 1 FROM attachment WHERE tenant_id = NEW.tenant_id AND id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'an attachment is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER submission_attachment_no_update BEFORE UPDATE ON submission_attachment BEGIN SELECT RAISE(ABORT, 'what a document names is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER submission_attachment_no_delete BEFORE DELETE ON submission_attachment BEGIN SELECT RAISE(ABORT, 'what a document names is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER submission_attachment_no_replace BEFORE INSERT ON submission_attachment
  WHEN EXISTS (SELECT 1 FROM submission_attachment WHERE tenant_id = NEW.tenant_id AND jti = NEW.jti AND place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'what a document names is never replaced'); END;
