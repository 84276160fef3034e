import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { networkVariables } from "../../../src/variables/network";
import type { VariableSpec } from "../../../src/terraform/variables";

const variables: Record<string, VariableSpec> = networkVariables.variables;

describe("variables of the network", () => {
  test("flowLogRetentionDays takes what CloudWatch Logs allows", () => {
    const rules = variables.flowLogRetentionDays?.rules ?? [];
    const holds = (value: number) => rules.map((rule) => evaluateTemplate(`\${${rule.condition}}`, () => value));

    expect([0, 1, 2, 90, 3653, 3654].map(holds)).toEqual([[false], [true], [false], [true], [true], [false]]);
  });

  test("availabilityZones takes each zone once", () => {
    const rule = variables.availabilityZones?.rules?.find(({ expected }) => expected === "each zone once");
    const holds = (zones: string[]) => evaluateTemplate(`\${${rule?.condition}}`, () => zones);

    expect([[], ["a", "b"], ["a", "b", "a"]].map(holds)).toEqual([true, true, false]);
  });

  test("all have a default, which leaves the choice of zones to the module", () => {
    expect(Object.fromEntries(Object.entries(variables).map(([key, spec]) => [key, spec.default]))).toEqual({
      vpcCidr: "10.0.0.0/16",
      availabilityZones: [],
      flowLogRetentionDays: 90,
    });
  });
});
