import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { doesNotMatch } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import type { Preflight } from "./preflight-run";

interface Answer {
  readonly status: number;
  readonly body: string;
}

const failure = (code: string, message: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`;

const regions =
  "<DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1</regionName>" +
  "<optInStatus>opt-in-not-required</optInStatus></item></regionInfo></DescribeRegionsResponse>";

/** AWS that denies, throttles, fails, talks nonsense or is gone: a line that says so, and never a stack trace. */
export async function checkAwsFaults({ lane }: AwsContext, reference: Preflight): Promise<void> {
  const fault = (title: string, answers: readonly Answer[], status: "passed" | "unknown", text: RegExp) =>
    lane.check(title, async () => {
      let asked = 0;
      const server = createServer((_, outgoing) => {
        const answer = answers[Math.min(asked++, answers.length - 1)];
        outgoing.writeHead(answer?.status ?? 500, { "content-type": "text/xml" }).end(answer?.body);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const environment = { AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
      try {
        await reference.finds("region", status, text, { environment });
        const { stdout, stderr } = await reference.table({ only: ["region"], environment });
        doesNotMatch(stdout + stderr, /^\s+at /m);
      } finally {
        server.close();
      }
    });
  const denied = failure("UnauthorizedOperation", "You are not authorized to perform: ec2:DescribeRegions");
  const throttled = { status: 503, body: failure("RequestLimitExceeded", "Request limit exceeded.") };
  await fault(
    "denied: the missing permission",
    [{ status: 403, body: denied }],
    "unknown",
    /^access denied to ec2:DescribeRegions$/,
  );
  await fault(
    "throttled for a while",
    [throttled, throttled, throttled, { status: 200, body: regions }],
    "passed",
    /is enabled$/,
  );
  await fault("throttled for good", [throttled], "unknown", /^AWS answers too many requests$/);
  await fault(
    "failing for good",
    [{ status: 500, body: failure("InternalError", "oops") }],
    "unknown",
    /^AWS answers 500/,
  );
  await fault("a page of a proxy", [{ status: 200, body: "<html><body>please log in" }], "unknown", /./);
  await lane.check("credentials that are not there", () =>
    reference.finds("identity", "unknown", /credentials/i, {
      environment: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" },
    }),
  );
}
