import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { VariableSpec } from "../../../src/terraform/variables";
import * as catalogs from "../../../src/variables/cluster";

const variables: Record<string, VariableSpec> = Object.assign(
  {},
  ...Object.values(catalogs).map((catalog) => catalog.variables),
);

/** Whether the first rule of a variable holds for a number. */
function holds(key: string, value: number): boolean {
  const [rule] = variables[key]?.rules ?? [];
  return evaluateTemplate(`\${${rule?.condition}}`, () => value) === true;
}

/** Whether the pattern in the rules of a variable matches. Terraform's own answer is in the end-to-end test. */
function matches(key: string, value: string): boolean {
  const [, pattern] = /regex\("([^"]+)"/.exec(variables[key]?.rules?.[0]?.condition ?? "") ?? [];
  expect(pattern).toBeDefined();
  return new RegExp(pattern ?? "").test(value);
}

describe("variables of the cluster", () => {
  test("give the reference architecture by default", () => {
    const defaults = Object.fromEntries(Object.entries(variables).map(([key, spec]) => [key, spec.default]));
    expect(defaults).toEqual({
      kubernetesVersion: "1.35",
      applyRoleArn: undefined,
      planRoleArn: null,
      administratorRoleArns: [],
      clusterPrivateAccessCidrs: [],
      clusterLogRetentionDays: 90,
      nodeInstanceType: "c6a.4xlarge",
      nodeDiskGib: 100,
      nodeDetailedMonitoring: false,
      vpcCniVersion: null,
      kubeProxyVersion: null,
      podIdentityAgentVersion: null,
      coreDnsVersion: null,
      metricsServerVersion: null,
      nodeMonitoringAgentVersion: null,
      clusterPublicAccessCidrs: undefined,
      nodeCount: 3,
      minNodeCount: 3,
      maxNodeCount: 6,
    });
  });

  test.each([
    ["nodeDiskGib", "a whole number of GiB from 20 to 16384", 20, 16384],
    ["nodeCount", "a whole number of nodes from 2 to 450", 2, 450],
    ["minNodeCount", "a whole number of nodes from 2 to 450", 2, 450],
    ["maxNodeCount", "a whole number of nodes from 2 to 450", 2, 450],
  ])("%s takes %s", (key, expected, min, max) => {
    expect(variables[key]?.rules?.[0]).toMatchObject({ expected });
    expect([min - 1, min, min + 0.5, max, max + 1].map((value) => holds(key, value))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(holds(key, variables[key]?.default as number)).toBe(true);
  });

  test("clusterLogRetentionDays takes what CloudWatch Logs offers", () => {
    const answers = [0, 1, 2, 90, 3653, 3654].map((value) => holds("clusterLogRetentionDays", value));
    expect(answers).toEqual([false, true, false, true, true, false]);
  });

  test("the largest number of nodes is not below the least", () => {
    const condition = variables.maxNodeCount?.rules?.[1]?.condition ?? "";
    const fits = (max: number, min: number) =>
      evaluateTemplate(`\${${condition}}`, ([, name]) => (name === "max_node_count" ? max : min));
    expect([fits(2, 3), fits(3, 3), fits(4, 3)]).toEqual([false, true, true]);
  });

  test.each([
    ["kubernetesVersion", ["1.32", "1.35", "1.40"], ["1.31", "1.4", "v1.35", "1.35.1", "2.35"]],
    [
      "applyRoleArn",
      ["arn:aws:iam::111122223333:role/a/b", "arn:aws-us-gov:iam::111122223333:user/u"],
      ["arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:iam::111122223333:root", "apply", "*"],
    ],
    ["planRoleArn", ["arn:aws:iam::111122223333:role/plan"], ["arn:aws:sts::111122223333:assumed-role/r/s"]],
    ["administratorRoleArns", ["arn:aws:iam::111122223333:role/ops"], ["*"]],
    ["nodeInstanceType", ["c6a.4xlarge", "u-6tb1.metal"], ["c6a", "C6A.large", "c6a.4xlarge "]],
    ["vpcCniVersion", ["v1.20.1-eksbuild.3"], ["1.20.1", "v1.20-eksbuild.1", "latest"]],
  ])("%s is checked by form", (key, good, bad) => {
    expect([...good, ...bad].filter((value) => matches(key, value))).toEqual(good);
  });
});
