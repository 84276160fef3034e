import { type TerraformStack, TerraformOutput } from "cdktf";
import { ExistingPassword, type ExistingPasswordProps } from "../../modules/secret";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import { synthStack } from "../support/synth";

const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:master-AbCdEf";

const password = (stack: TerraformStack, props: Partial<ExistingPasswordProps> = {}) =>
  new ExistingPassword(stack, "Password", { secretArn: SECRET_ARN, variableName: "arn", revision: 2, ...props });

interface Opened {
  readonly secret_id: string;
  readonly lifecycle: { readonly postcondition: readonly { condition: string; error_message: string }[] };
}

const opened = (): Opened =>
  synthStack((stack) => password(stack)).ephemeral?.aws_secretsmanager_secret_version
    ?.password_current as unknown as Opened;

describe("ExistingPassword", () => {
  test("makes nothing, and gives the password in the secret's value or in its JSON", () => {
    const json = synthStack((stack) => {
      const { value, secretArn, revision } = password(stack);
      expect([secretArn, revision]).toEqual([SECRET_ARN, 2]);
      new TerraformOutput(stack, "value", { value });
    });
    expect([json.resource, json.data]).toEqual([undefined, undefined]);
    const reference = "ephemeral.aws_secretsmanager_secret_version.password_current.secret_string";
    expect(json).toHaveProperty(
      "output.value.value",
      `\${try(tostring(jsondecode(${reference}).password), ${reference})}`,
    );
    expect(opened().secret_id).toBe(SECRET_ARN);
  });

  const rule = `arn is ${SECRET_ARN}, expected a secret whose password RDS takes: 8 to 128 characters without /, @, " and space; store one of letters and digits there.`;
  test.each([
    ["abcDEF12", true],
    ["a".repeat(128), true],
    ["!#$%&'()*+,-.:;<=>?[]^_`{|}~", true],
    ['{"username":"dba","password":"abcDEF12"}', true],
    ["abcDEF1", false],
    ["a".repeat(129), false],
    ["abc/DEF12", false],
    ["abc@DEF12", false],
    ['abc"DEF12', false],
    ["abc DEF12", false],
    ["abcDEF12\n", false],
    ["abcDEF12é", false],
    ['{"username":"dba","password":"short"}', false],
  ])("of the password %j says whether RDS takes it: %p", (value, allowed) => {
    const [{ condition = "", error_message = "" } = {}, ...others] = opened().lifecycle.postcondition;
    expect(others).toEqual([]);
    expect(error_message).toBe(rule);
    expect(evaluateTemplate(condition, () => value)).toBe(allowed);
  });

  test("rejects revision 0", () => {
    expect(() => synthStack((stack) => password(stack, { revision: 0 }))).toThrow(
      "test/Password: `revision` is 0, expected a whole number of revisions from 1 to 2147483647; set it to at least 1",
    );
  });
});
