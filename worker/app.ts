import { nightRoutes } from "./audit/night-routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { ruleSetRoutes } from "./audit/rule-set-routes.ts";
import { catalogueRoutes } from "./catalogue/routes.ts";
import { certificatesRoutes } from "./certificates/routes.ts";
import { calendarChangeRoutes } from "./calendar/routes.ts";
import { calendarRoutes } from "./directory/calendar-routes.ts";
import { directoryRoutes } from "./directory/routes.ts";
import { filingsRoutes } from "./filings/routes.ts";
import { formsRoutes } from "./forms/routes.ts";
import { limitJson } from "./http/limit-json.ts";
import { problemResponse } from "./http/problem-response.ts";
import { refuseMethod } from "./http/refuse-method.ts";
import { refuseOtherSites } from "./http/refuse-other-sites.ts";
import { requestLine } from "./http/request-line.ts";
import { requireLocalDemo } from "./http/require-local-demo.ts";
import { openApiRouter } from "./http/router.ts";
import { secureAnswers } from "./http/secure-answers.ts";
import { showHealth } from "./http/show-health.ts";
import { showPageShell } from "./http/show-page-shell.ts";
import { showProblem } from "./http/show-problem.ts";
import { openDataRoutes } from "./national/open-data-routes.ts";
import { nationalRoutes } from "./national/routes.ts";
import { bulkRoutes } from "./review/bulk-routes.ts";
import { contestAfterRevocation, contestedRoutes } from "./review/contested-routes.ts";
import { reviewOversightRoutes } from "./review/oversight-routes.ts";
import { reviewPeopleRoutes } from "./review/people-routes.ts";
import { reviewRoutes } from "./review/routes.ts";
import { authenticateMachine } from "./signing/authenticate-machine.ts";
import { endRoutes } from "./signing/end-routes.ts";
import { signingRoutes } from "./signing/routes.ts";
import { obligationRoutes } from "./submissions/obligation-routes.ts";
import { attachmentRoutes } from "./submissions/attachment-routes.ts";
import { submissionsRoutes } from "./submissions/routes.ts";
import { oidcRoutes } from "./sign-in/oidc-routes.ts";
import { peopleRoutes } from "./sign-in/people-routes.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import { viewRoutes } from "./worklist/view-routes.ts";
import { worklistRoutes } from "./worklist/routes.ts";
import { logKeyRoutes } from "./tenancy/log-key-routes.ts";
import { policyRoutes } from "./tenancy/policy-routes.ts";
import { webhookRoutes } from "./webhooks/routes.ts";
import { tenancyRoutes } from "./tenancy/routes.ts";
import { verificationRoutes } from "./verification/routes.ts";

/** The table of contents of the API. */
export const app = openApiRouter();

app.use(requestLine, secureAnswers, requireLocalDemo, refuseOtherSites, limitJson);
app.use("/v1/*", authenticateMachine);
app.use("/v1/t/:tenant/keys/:kid/revoke", contestAfterRevocation);
app.onError(problemResponse);

app.route("/", directoryRoutes);
app.route("/", calendarRoutes);
app.route("/", calendarChangeRoutes);
app.route("/", tenancyRoutes);
app.route("/", policyRoutes);
app.route("/", logKeyRoutes);
app.route("/", signInRoutes);
app.route("/", peopleRoutes);
app.route("/", certificatesRoutes);
app.route("/", oidcRoutes);
app.route("/", signingRoutes);
app.route("/", endRoutes);
app.route("/", submissionsRoutes);
app.route("/", attachmentRoutes);
app.route("/", obligationRoutes);
app.route("/", catalogueRoutes);
app.route("/", formsRoutes);
app.route("/", filingsRoutes);
app.route("/", verificationRoutes);
app.route("/", worklistRoutes);
app.route("/", viewRoutes);
app.route("/", reviewRoutes);
app.route("/", reviewPeopleRoutes);
app.route("/", reviewOversightRoutes);
app.route("/", bulkRoutes);
app.route("/", contestedRoutes);
app.route("/", webhookRoutes);
app.route("/", auditRoutes);
app.route("/", nightRoutes);
app.route("/", ruleSetRoutes);
app.route("/", nationalRoutes);
app.route("/", openDataRoutes);

app.get("/health", showHealth);
app.get("/problems/:code", showProblem);
app.doc31("/openapi.json", (c) => ({
  openapi: "3.1.0",
  info: {
    title: "Đối Soát",
    version: "1.0.0",
    description: "Signed reports, filing events and their reconciliation. Every refusal is an RFC 9457 problem whose `code` is one of a closed list.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: new URL(c.req.url).origin }],
}));
app.notFound((c) => {
  refuseMethod(app, c.req.method, c.req.path);
  return showPageShell(c);
});
