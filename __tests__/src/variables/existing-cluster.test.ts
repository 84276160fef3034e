import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json } from "../../../src/inspect/terraform-json";
import type { VariableSpec } from "../../../src/terraform/variables";
import {
  existingClusterVariables,
  nodeSecurityGroupVariables,
  nodeTargetVariables,
} from "../../../src/variables/existing-cluster";

const variables: Record<string, VariableSpec> = {
  ...existingClusterVariables.variables,
  ...nodeSecurityGroupVariables.variables,
  ...nodeTargetVariables.variables,
};

/** Whether every rule of a variable holds for a value. */
const holds = (key: string, value: Json): boolean =>
  (variables[key]?.rules ?? []).every(({ condition }) => evaluateTemplate(`\${${condition}}`, () => value) === true);

describe("variables of an existing cluster", () => {
  test("leave only the names to the user", () => {
    const defaults = Object.entries(variables).map(([key, spec]) => [key, spec.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      clusterName: undefined,
      nodeInstanceType: "c6a.4xlarge",
      nodeCount: 3,
      nodeSecurityGroupId: null,
      autoscalingGroupName: undefined,
    });
  });

  test.each<[string, Json[], Json[]]>([
    [
      "clusterName",
      ["p", "platform-1_A", "9", "a".repeat(100)],
      ["", "-a", "a.b", "arn:aws:eks:eu-central-1:111122223333:cluster/platform", "a".repeat(101)],
    ],
    ["nodeInstanceType", ["c6a.4xlarge", "u-6tb1.metal"], ["c6a", "C6A.large", "c6a.4xlarge "]],
    ["nodeCount", [2, 3, 450], [1, 2.5, 451]],
    [
      "nodeSecurityGroupId",
      [null, "sg-0a1b2c3d", "sg-0a1b2c3d4e5f67890"],
      ["", "0a1b2c3d", "sg-0A1B2C3D", "sg-0a1b2c3d4", "sg-0a1b2c3d4e5f678901"],
    ],
    ["autoscalingGroupName", ["e", "eks nodes/1", "a".repeat(255)], ["", "a".repeat(256)]],
  ])("%s takes what AWS does", (key, good, bad) => {
    expect([...good, ...bad].filter((value) => holds(key, value))).toEqual(good);
  });
});
