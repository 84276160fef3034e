import { failed, passed } from "../../../src/preflight/check";
import { listener } from "../../../src/preflight/parts";
import { preflightContext } from "../../support/preflight";

const any = expect.any(String) as string;
const arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shared/1/2";

const rule = (priority: string, host: string) => ({
  Priority: priority,
  Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: [host] } }],
});

test.each([
  ["of the first page", 7, failed("a rule for a.example.com has priority 7", any)],
  ["of a later page", 500, failed("a rule for z.example.com has priority 500", any)],
  ["of its own rule", 501, passed(arn)],
  ["that is free", 8, passed(arn)],
])("a priority %s", async (_, priority, expected) => {
  const { context } = preflightContext({
    values: { listener_arn: arn, listener_rule_priority: priority, domain_name: "packages.example.com" },
    answers: {
      DescribeListeners: () => ({ Listeners: [{ Protocol: "HTTPS" }] }),
      DescribeRules: ({ Marker }) =>
        Marker === "next"
          ? { Rules: [rule("500", "z.example.com"), rule("501", "packages.example.com")] }
          : { Rules: [rule("7", "a.example.com")], NextMarker: "next" },
    },
  });
  expect(await listener(context)).toEqual([expected]);
});
