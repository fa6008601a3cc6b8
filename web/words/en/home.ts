import type { home as vietnamese } from "../vi/home.ts";

export const home = {
  home_title: "Reconciling the figures of online public services",
  home_lead: "Each agency signs what it reports. What really happened is collected beside it. Where the two differ, somebody has to answer.",
  home_to_fill: "Go to the reports",
  home_to_console: "Go to the console",
  home_to_statistics: "See the national table",
  home_step_report_title: "Signed reports",
  home_step_report: "Officers fill in a form, see exactly what is signed, sign on their own device and get a receipt that proves it was filed.",
  home_step_actual_title: "What really happened",
  home_step_actual: "The agency's filing system sends signed filing events; counts are kept per service, period and channel.",
  home_step_difference_title: "Differences that get answered",
  home_step_difference: "After the deadline the platform reconciles by itself. Every discrepancy has the evidence of both sides, a signed explanation and a signed decision.",
  home_signature_note: "Keys enrolled by an agency itself are clearly told apart from digital signatures certified by a licensed CA.",
  sign_in_demo_off: "Demo sign-in is off. On a real server officers sign in with passkeys.",
  sign_in_demo_title: "Demo sign-in on this machine",
  sign_in_demo_note: "Choose a person to act as. The names are generated.",
  sign_in_search: "Find a tenant or a person",
  sign_in_found: "{count} tenants",
} as const satisfies Record<keyof typeof vietnamese, string>;
