import { evaluateTemplate } from "../../../src/inspect/evaluate";
import * as catalogs from "../../../src/variables/load-balancer";
import type { VariableSpec } from "../../../src/terraform/variables";

const variables: Record<string, VariableSpec> = Object.assign(
  {},
  ...Object.values(catalogs).map((catalog) => catalog.variables),
);

/** Whether each rule of a variable with a single number holds. */
function holds(key: string, value: number): boolean {
  const rules = variables[key]?.rules ?? [];
  expect(rules).toHaveLength(1);
  return rules.every((rule) => evaluateTemplate(`\${${rule.condition}}`, () => value) === true);
}

describe("variables of the load balancer", () => {
  test.each([
    ["idleTimeoutSeconds", "a whole number of seconds from 1 to 4000", 1, 4000],
    // Less than AWS allows: a pod must have time to stop after it within the chart's 120 seconds.
    ["deregistrationDelaySeconds", "a whole number of seconds from 0 to 100", 0, 100],
    ["accessLogRetentionDays", "a whole number of days from 1 to 36500", 1, 36500],
    ["nodePort", "a whole number from 30000 to 32767", 30000, 32767],
    ["wafRateLimit", "a whole number of requests from 10 to 2000000000", 10, 2_000_000_000],
  ])("%s takes %s", (key, expected, min, max) => {
    expect(variables[key]?.rules).toEqual([expect.objectContaining({ expected })]);
    expect([min - 1, min, min + 0.5, max, max + 1].map((value) => holds(key, value))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(holds(key, variables[key]?.default as number)).toBe(true);
  });

  test("wafLogRetentionDays takes what CloudWatch Logs allows", () => {
    expect([0, 1, 2, 90, 3653, 3654].map((value) => holds("wafLogRetentionDays", value))).toEqual([
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test("who may connect, and the domain, have no default", () => {
    const required = Object.keys(variables).filter((key) => variables[key]?.default === undefined);
    expect(required.sort()).toEqual([
      "allowedCidrs",
      "certificateArn",
      "domainName",
      "hostedZoneId",
      "hostedZoneRoleArn",
    ]);
  });
});
