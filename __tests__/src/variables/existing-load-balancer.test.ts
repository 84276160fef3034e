import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json } from "../../../src/inspect/terraform-json";
import type { VariableSpec } from "../../../src/terraform/variables";
import * as existing from "../../../src/variables/existing-load-balancer";
import {
  certificateVariables,
  hostedZoneRoleVariables,
  httpsVariables,
  loadBalancerVariables,
} from "../../../src/variables/load-balancer";

const variables: Record<string, VariableSpec> = {
  ...existing.listenerVariables.variables,
  ...existing.targetGroupVariables.variables,
  ...certificateVariables.variables,
  ...hostedZoneRoleVariables.variables,
};

/** What the first broken rule of a variable expects; undefined when all hold. */
const broken = (key: string, value: Json): string | undefined =>
  variables[key]?.rules?.find(
    ({ condition }) =>
      evaluateTemplate(`\${${condition}}`, ([, name]) => (name === "region" ? "eu-central-1" : value)) !== true,
  )?.expected;

const elb = "arn:aws:elasticloadbalancing:eu-central-1:111122223333";

describe("variables of a load balancer that exists", () => {
  test.each([
    ["listenerArn", `${elb}:listener/app/shared/0123456789abcdef/fedcba9876543210`],
    ["listenerArn", `${elb.replace("arn:aws:", "arn:aws-cn:")}:listener/app/my-lb/0123456789abcdef/fedcba9876543210`],
    ["listenerRulePriority", 1],
    ["listenerRulePriority", 50000],
    ["targetGroupArn", `${elb}:targetgroup/package-manager/0123456789abcdef`],
    ["certificateDomain", null],
    ["certificateDomain", "packages.example.com"],
    ["certificateDomain", "*.example.com"],
    ["hostedZoneRoleArn", "arn:aws-us-gov:iam::444455556666:role/path/dns"],
  ])("%s takes %p", (key, value) => {
    expect(variables[key]?.rules?.length).toBeGreaterThan(0);
    expect(broken(key, value)).toBeUndefined();
  });

  const listenerRule = "the ARN of a listener of an Application Load Balancer";
  const groupRule = "the ARN of a target group";
  const priorityRule = "a whole number from 1 to 50000";
  const domainRule = "a domain name in lower case, at most with a * as its first label";

  test.each([
    ["listenerArn", `${elb}:loadbalancer/app/shared/0123456789abcdef`, listenerRule],
    ["listenerArn", `${elb}:listener/net/shared/0123456789abcdef/fedcba9876543210`, listenerRule],
    ["listenerArn", `${elb}:listener-rule/app/shared/0123456789abcdef/fedcba9876543210/0123`, listenerRule],
    [
      "listenerArn",
      `${elb.replace("central", "west")}:listener/app/shared/0123456789abcdef/fedcba9876543210`,
      "a listener in the region of everything, ${var.region}",
    ],
    ["listenerRulePriority", 0, priorityRule],
    ["listenerRulePriority", 50001, priorityRule],
    ["listenerRulePriority", 1.5, priorityRule],
    ["targetGroupArn", `${elb}:listener/app/shared/0123456789abcdef/fedcba9876543210`, groupRule],
    [
      "targetGroupArn",
      `${elb.replace("central", "west")}:targetgroup/package-manager/0123456789abcdef`,
      "a target group in the region of everything, ${var.region}",
    ],
    ["certificateDomain", "", domainRule],
    ["certificateDomain", "a.*.example.com", domainRule],
    ["certificateDomain", "Packages.example.com", domainRule],
    ["hostedZoneRoleArn", "arn:aws:iam::444455556666:user/dns", "the ARN of an IAM role"],
  ])("%s refuses %p", (key, value, expected) => {
    expect(broken(key, value)).toBe(expected);
  });

  test("domain and delay have the rules of a load balancer made here", () => {
    const { domainName, deregistrationDelaySeconds } = existing.listenerVariables.variables;
    expect(existing.targetGroupVariables.variables.domainName).toBe(domainName);
    expect(httpsVariables.variables.domainName).toBe(domainName);
    expect(loadBalancerVariables.variables.deregistrationDelaySeconds).toBe(deregistrationDelaySeconds);
  });

  test("what is not known has no default", () => {
    const required = Object.keys(variables).filter((key) => variables[key]?.default === undefined);
    expect(required.sort()).toEqual([
      "certificateArn",
      "domainName",
      "hostedZoneRoleArn",
      "listenerArn",
      "listenerRulePriority",
      "targetGroupArn",
    ]);
  });
});
