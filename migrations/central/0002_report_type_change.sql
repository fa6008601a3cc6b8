CREATE TABLE `report_type_change` (
	`report_type_id` text NOT NULL,
	`valid_from` text NOT NULL,
	`cut_off_rule` text NOT NULL,
	`deadline_working_days` integer NOT NULL,
	`basis` text NOT NULL,
	PRIMARY KEY(`report_type_id`, `valid_from`),
	FOREIGN KEY (`report_type_id`) REFERENCES `report_type`(`id`) ON UPDATE no action ON DELETE no action
);
