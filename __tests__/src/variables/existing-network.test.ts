import { evaluateTemplate } from "../../../src/inspect/evaluate";
import {
  databaseSubnetVariables,
  privateSubnetVariables,
  publicSubnetVariables,
  vpcVariables,
} from "../../../src/variables/existing-network";
import type { VariableSpec } from "../../../src/terraform/variables";
import type { Json } from "../../../src/inspect/terraform-json";

const [one, two] = ["subnet-0a1b2c3d4e5f67890", "subnet-12345678"];
const subnets: [string, VariableSpec][] = [
  publicSubnetVariables,
  privateSubnetVariables,
  databaseSubnetVariables,
].flatMap(({ variables }) => Object.entries<VariableSpec>(variables));

const broken = ({ rules = [] }: VariableSpec, value: Json) =>
  rules
    .filter(({ condition }) => evaluateTemplate(`\${${condition}}`, () => value) !== true)
    .map((rule) => rule.expected);

describe("variables of an existing network", () => {
  test("are those of each kind of subnet", () => {
    expect(subnets.map(([name]) => name)).toEqual(["publicSubnetIds", "privateSubnetIds", "databaseSubnetIds"]);
  });

  test.each(subnets)("%s takes two or more different ids", (_, spec) => {
    const [ids, several] = ["ids such as subnet-0a1b2c3d4e5f67890", "two or more different subnets"];
    expect(broken(spec, [one, two])).toEqual([]);
    expect(broken(spec, spec.example as string[])).toEqual([]);
    expect(broken(spec, [])).toEqual([several]);
    expect(broken(spec, [one])).toEqual([several]);
    expect(broken(spec, [one, one])).toEqual([several]);
    expect(broken(spec, [one, "vpc-12345678"])).toEqual([ids]);
    expect(broken(spec, [one, "subnet-123456789"])).toEqual([ids]);
  });

  test("vpcId takes an id", () => {
    const { vpcId } = vpcVariables.variables;
    const given = ["vpc-12345678", vpcId.example, "vpc-xyz", "vpc-123456789", "subnet-12345678", ""];
    expect(given.map((id) => broken(vpcId, id).length)).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
