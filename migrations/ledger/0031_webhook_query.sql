ALTER TABLE `webhook` ADD `query` text DEFAULT '' NOT NULL;
--> statement-breakpoint
DROP TRIGGER webhook_address_stays;
--> statement-breakpoint
CREATE TRIGGER webhook_address_stays BEFORE UPDATE ON webhook WHEN NEW.url <> OLD.url OR NEW.query <> OLD.query OR OLD.removed_at IS NOT NULL OR NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at BEGIN SELECT RAISE(ABORT, 'a webhook keeps its address and its query'); END;
