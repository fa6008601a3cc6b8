CREATE TABLE `view_digest` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`view_id` text NOT NULL,
	`day` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`sort` text NOT NULL,
	`matching` integer NOT NULL,
	`fresh` integer NOT NULL,
	`is_capped` integer NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	`mailed_at` integer,
	PRIMARY KEY(`tenant_id`, `officer_id`, `view_id`, `day`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `view_digest_to_mail` ON `view_digest` (`at`) WHERE mailed_at IS NULL;--> statement-breakpoint
CREATE TABLE `view_subscription` (
	`tenant_id` text NOT NULL,
	`officer_id` text NOT NULL,
	`view_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `officer_id`, `view_id`),
	FOREIGN KEY (`tenant_id`,`officer_id`) REFERENCES `officer`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
