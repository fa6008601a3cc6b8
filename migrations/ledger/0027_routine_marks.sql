CREATE TABLE `routine_mark` (
	`tenant_id` text NOT NULL,
	`routine` text NOT NULL,
	`mark` text NOT NULL,
	`log_idx` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `routine`, `mark`),
	FOREIGN KEY (`tenant_id`) REFERENCES `ledger_tenant`(`tenant_id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
