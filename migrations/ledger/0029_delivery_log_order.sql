DROP INDEX `webhook_delivery_log`;--> statement-breakpoint
CREATE INDEX `webhook_delivery_log` ON `webhook_delivery` (`webhook_id`,`at`,`tenant_id`,`discrepancy_id`,`version`,`due_on`);