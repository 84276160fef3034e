import { Construct } from "constructs";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { Check, leaveToUser, tasksOf } from "../../../modules/core";
import { checklist } from "../../../src/terraform/checklist";
import { synthStack, warningsOf } from "../../support/synth";

const withTasks = (stack: TerraformStack): void => {
  const bucket = new Construct(stack, "Bucket");
  const name = new TerraformVariable(stack, "bucket_name", { type: "string" }).stringValue;
  leaveToUser(bucket, { what: `Bucket ${name} must have versions on.` });
  leaveToUser(new Construct(bucket, "Role"), { what: "Add this policy to the role", text: '{\n  "Version": "1"\n}' });
};

test("a task is a warning at synth, with references as Terraform shows them", () => {
  expect(warningsOf(withTasks)).toEqual([
    "Bucket ${var.bucket_name} must have versions on.",
    'Add this policy to the role: {\n  "Version": "1"\n}',
  ]);
});

test("a task is an item of the checklist, with its text in a block and the construct that needs it", () => {
  let text: string | undefined;
  synthStack((stack) => {
    withTasks(stack);
    text = checklist("ppm-application", tasksOf(stack));
  });
  expect(text?.split("\n").slice(4)).toEqual([
    "",
    "- [ ] Bucket ${var.bucket_name} must have versions on. Needed by `test/Bucket`.",
    "",
    "- [ ] Add this policy to the role. Needed by `test/Bucket/Role`.",
    "",
    "      ```",
    "      {",
    '        "Version": "1"',
    "      }",
    "      ```",
    "",
  ]);
  expect(text).toMatch(/^# Before you apply ppm-application\n/);
});

test("without a task there is no checklist", () => {
  expect(checklist("ppm-application", [])).toBeUndefined();
});

describe("Check", () => {
  const check = (json: unknown) => (json as { check: unknown }).check;

  test("is a check block named for its path, with each assertion", () => {
    const json = synthStack((stack) => {
      new Check(new Construct(stack, "Network"), "FreeAddresses", {
        assertions: [{ condition: "${1 > 0}", errorMessage: "a is 1, expected more; add some." }],
      });
    });
    expect(check(json)).toEqual({
      network_free_addresses: {
        assert: [{ condition: "${1 > 0}", error_message: "a is 1, expected more; add some." }],
      },
    });
  });
});
