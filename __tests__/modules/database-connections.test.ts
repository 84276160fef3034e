import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { database } from "../support/database";
import { synthStack } from "../support/synth";

describe("Database.maxConnections", () => {
  const BY_MEMORY =
    "min(floor((one(data.aws_ec2_instance_type.database_instance_type[*].memory_size)) * 1024 * 1024 / 9531392), 5000)";

  function synth(given?: (stack: TerraformStack) => number) {
    const json = synthStack((stack) => {
      const { maxConnections } = database(stack, { instanceClass: "db.r6g.large", maxConnections: given?.(stack) });
      new TerraformOutput(stack, "max", { value: maxConnections });
    }) as unknown as { output: { max: { value: unknown } }; data: Record<string, Record<string, unknown>> };
    const types = Object.values(json.data[DataAwsEc2InstanceType.tfResourceType] ?? {});
    return [json.output.max.value, types];
  }

  test("comes from the memory of the class", () => {
    expect(synth()).toEqual([
      `\${${BY_MEMORY}}`,
      [expect.objectContaining({ instance_type: '${trimprefix("db.r6g.large", "db.")}' })],
    ]);
    expect(synth()[1]).toEqual([expect.not.objectContaining({ count: expect.anything() })]);
  });

  test("is a given number, without asking EC2", () => {
    expect(synth(() => 700)).toEqual([700, []]);
  });

  test("is a variable's value unless null, and asks EC2 only then", () => {
    const variable = (stack: TerraformStack) => new TerraformVariable(stack, "given", { type: "number" }).numberValue;
    expect(synth(variable)).toEqual([
      `\${(var.given != null) ? var.given : (${BY_MEMORY})}`,
      [expect.objectContaining({ count: "${(var.given != null) ? 0 : 1}" })],
    ]);
  });
});
