import { loadPeopleWords } from "../words/load-people-words.ts";
import { later } from "../shared/remote/later.tsx";

/* Each page of the console by itself: an administrator does not wait for the auditors' list, nor they for the administrator's pages. */
export const WorklistPage = later(async () => (await import("./worklist/worklist-page.tsx")).WorklistPage);
export const RunsPage = later(async () => (await import("./runs/runs-page.tsx")).RunsPage);
export const ServicesPage = later(async () => (await import("./catalogue/services-page.tsx")).ServicesPage);
export const KeysPage = later(async () => (await import("./keys/keys-page.tsx")).KeysPage);
export const IntegrationsPage = later(async () => (await import("./integrations/integrations-page.tsx")).IntegrationsPage);
export const SettingsPage = later(async () => (await import("./settings/settings-page.tsx")).SettingsPage, async () => (await import("../words/webhooks-words.ts")).webhooksWords);
export const AnchorsPage = later(async () => (await import("./anchors/anchors-page.tsx")).AnchorsPage);
export const PeoplePage = later(async () => (await import("./people/people-page.tsx")).PeoplePage);
export const RuleSetsPage = later(async () => (await import("./rule-sets/rule-sets-page.tsx")).RuleSetsPage);
export const ReportingPage = later(async () => (await import("./reporting/reporting-page.tsx")).ReportingPage, async () => (await import("../words/extensions-words.ts")).extensionsWords);
export const CalendarPage = later(async () => (await import("./calendar/calendar-page.tsx")).CalendarPage);
export const OrdersPage = later(async () => (await import("./orders/orders-page.tsx")).OrdersPage);
export const QualityPage = later(async () => (await import("./quality/quality-page.tsx")).QualityPage, loadPeopleWords);
