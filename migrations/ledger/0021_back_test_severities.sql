ALTER TABLE `back_test` ADD `raised` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `back_test` ADD `lowered` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `back_test_result` ADD `raised` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `back_test_result` ADD `lowered` integer DEFAULT 0 NOT NULL;