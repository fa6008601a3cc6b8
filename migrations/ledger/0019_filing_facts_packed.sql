CREATE TABLE `filing_owner` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`service_code` text NOT NULL,
	`owners` text NOT NULL,
	`twice` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `service_code`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `filing_owner_twice` ON `filing_owner` (`tenant_id`,`day`) WHERE twice > 0;--> statement-breakpoint
CREATE TABLE `filing_unit` (
	`tenant_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`units` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `bucket`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `service` ADD `is_shared` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `service_shared` ON `service` (`tenant_id`,`code`) WHERE is_shared = 1;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `rated_unknown` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `rated` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `rated_satisfied` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `owner_known` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `filing_counter` ADD `packed` text DEFAULT '' NOT NULL;
--> statement-breakpoint
-- What stands in the columns, as `packedSql` of worker/filings/counter-words.ts writes it.
UPDATE `filing_counter` SET `packed` = iif(`online_full` = 0, '', 'a' || (`online_full`)) || iif(`online_partial` = 0, '', 'b' || (`online_partial`)) || iif(`in_person` = 0, '', 'c' || (`in_person`)) || iif(`post` = 0, '', 'd' || (`post`)) || iif(`resolved_early` = 0, '', 'e' || (`resolved_early`)) || iif(`resolved_on_time` = 0, '', 'f' || (`resolved_on_time`)) || iif(`resolved_late` = 0, '', 'g' || (`resolved_late`)) || iif(`date_order` = 0, '', 'h' || (`date_order`)) || iif(`bad_transition` = 0, '', 'i' || (`bad_transition`)) || iif(`clock_restart` = 0, '', 'j' || (`clock_restart`)) || iif(`extension_abuse` = 0, '', 'k' || (`extension_abuse`)) || iif(`due_rewritten` = 0, '', 'l' || (`due_rewritten`)) || iif(`instant_complete` = 0, '', 'm' || (`instant_complete`)) || iif(`code_date` = 0, '', 'n' || (`code_date`)) || iif(`closed_code` = 0, '', 'o' || (`closed_code`)) || iif(`foreign_code` = 0, '', 'p' || (`foreign_code`)) || iif(`not_offered` = 0, '', 'q' || (`not_offered`)) || iif(`officer_filed` = 0, '', 'r' || (`officer_filed`)) || iif(`office_net` = 0, '', 's' || (`office_net`)) || iif(`paper_online` = 0, '', 't' || (`paper_online`)) || iif(`paper_result` = 0, '', 'u' || (`paper_result`)) || iif(`late_sync` = 0, '', 'v' || (`late_sync`)) || iif(`backdated` = 0, '', 'w' || (`backdated`)) || iif(`conflict` = 0, '', 'x' || (`conflict`)) || iif(`unknown_procedure` = 0, '', 'y' || (`unknown_procedure`)) || iif(`due_known` = 0, '', 'z' || (`due_known`)) || iif(`status_known` = 0, '', 'A' || (`status_known`)) || iif(`role_known` = 0, '', 'B' || (`role_known`)) || iif(`net_known` = 0, '', 'C' || (`net_known`)) || iif(`electronic_known` = 0, '', 'D' || (`electronic_known`)) || iif(`result_known` = 0, '', 'E' || (`result_known`)) || iif(`code_known` = 0, '', 'F' || (`code_known`)) || iif(`result_remote` = 0, '', 'G' || (`result_remote`)) || iif(`fee_due` = 0, '', 'H' || (`fee_due`)) || iif(`fee_paid_online` = 0, '', 'I' || (`fee_paid_online`)) || iif(`waiting` = 0, '', 'J' || (`waiting`)) || iif(`withdrawn` = 0, '', 'K' || (`withdrawn`)) || iif(`stopped` = 0, '', 'L' || (`stopped`)) || iif(`synced` = 0, '', 'M' || (`synced`)) || iif(`rated_unknown` = 0, '', 'N' || (`rated_unknown`)) || iif(`rated` = 0, '', 'O' || (`rated`)) || iif(`rated_satisfied` = 0, '', 'P' || (`rated_satisfied`)) || iif(`owner_known` = 0, '', 'Q' || (`owner_known`));
