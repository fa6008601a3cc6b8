CREATE TABLE `withheld_discrepancy` (
	`tenant_id` text NOT NULL,
	`discrepancy_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`month` text NOT NULL,
	`from_version` integer NOT NULL,
	`from_at` integer NOT NULL,
	`given_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `discrepancy_id`, `officer_id`, `month`),
	FOREIGN KEY (`tenant_id`,`discrepancy_id`) REFERENCES `discrepancy`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `withheld_discrepancy_of_officer` ON `withheld_discrepancy` (`officer_id`);--> statement-breakpoint
CREATE TABLE `withheld_submission` (
	`tenant_id` text NOT NULL,
	`jti` text NOT NULL,
	`officer_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `jti`, `officer_id`),
	FOREIGN KEY (`tenant_id`,`jti`) REFERENCES `submission`(`tenant_id`,`jti`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
