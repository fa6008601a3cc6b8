-- What nothing reads any more. Dropping a tally loses nothing: it was made of what stands in discrepancy.
DROP TRIGGER discrepancy_tally_opened;--> statement-breakpoint
DROP TRIGGER discrepancy_tally_changed;--> statement-breakpoint
DROP TABLE `discrepancy_tally`;--> statement-breakpoint
DROP INDEX `discrepancy_open`;--> statement-breakpoint
DROP INDEX `discrepancy_of_assignee`;--> statement-breakpoint
DROP INDEX `discrepancy_snoozed`;
