import { TerraformOutput, TerraformVariable } from "cdktf";
import { passwordIn } from "../../../modules/core";
import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { synthStack } from "../../support/synth";

describe("passwordIn", () => {
  test.each([
    ["plain", "plain"],
    ['{"username":"dba","password":"from JSON","port":5432}', "from JSON"],
    // Valid JSON by chance, or nearly.
    ["0123456789", "0123456789"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["1e5", "1e5"],
    ["true", "true"],
    ["null", "null"],
    ['["password"]', '["password"]'],
    ['{"Password":"x"}', '{"Password":"x"}'],
    ['{"password":', '{"password":'],
  ])("finds in %j %j", (value, password) => {
    const json = synthStack((stack) => {
      const secret = new TerraformVariable(stack, "secret", { type: "string" });
      new TerraformOutput(stack, "password", { value: passwordIn(secret.stringValue) });
    }) as unknown as { output: { password: { value: string } } };
    expect(evaluateTemplate(json.output.password.value, () => value)).toBe(password);
  });
});
