ALTER TABLE `filing_counter` ADD `listed_unknown` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `listed` integer DEFAULT 0 NOT NULL;