-- The list by severity, then due day, then id, all rising. The old names stay, so that a release that names them still finds an index.
DROP INDEX `discrepancy_in_order`;--> statement-breakpoint
DROP INDEX `discrepancy_open_of_tenant`;--> statement-breakpoint
DROP INDEX `discrepancy_by_state`;--> statement-breakpoint
DROP INDEX `discrepancy_by_assignee`;--> statement-breakpoint
DROP INDEX `discrepancy_of_risk`;--> statement-breakpoint
DROP INDEX `discrepancy_inbox`;--> statement-breakpoint
DROP INDEX `discrepancy_sleeping`;--> statement-breakpoint
DROP INDEX `discrepancy_regressed`;--> statement-breakpoint
ALTER TABLE `discrepancy` ADD `urgency` integer GENERATED ALWAYS AS ((-severity)) VIRTUAL;--> statement-breakpoint
CREATE INDEX `discrepancy_in_order` ON `discrepancy` (`is_closed`,`urgency`,`due_key`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_open_of_tenant` ON `discrepancy` (`tenant_id`,`is_closed`,`urgency`,`due_key`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_state` ON `discrepancy` (`state`,`urgency`,`due_key`,`id`);--> statement-breakpoint
CREATE INDEX `discrepancy_by_assignee` ON `discrepancy` (`assignee`,`is_closed`,`urgency`,`due_key`,`id`) WHERE assignee IS NOT NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_of_risk` ON `discrepancy` (`is_closed`,`urgency`,`due_key`,`id`) WHERE rule IN ('R23', 'R35', 'R36', 'R37', 'R38', 'R52', 'R53');--> statement-breakpoint
CREATE INDEX `discrepancy_inbox` ON `discrepancy` (`urgency`,`due_key`,`id`) WHERE state = 'NEW' AND assignee IS NULL;--> statement-breakpoint
CREATE INDEX `discrepancy_sleeping` ON `discrepancy` (`is_closed`,`urgency`,`due_key`,`id`) WHERE snoozed = 1;--> statement-breakpoint
CREATE INDEX `discrepancy_regressed` ON `discrepancy` (`is_closed`,`urgency`,`due_key`,`id`) WHERE times_regressed > 0;