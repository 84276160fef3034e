import { Fn, TerraformOutput, TerraformStack, TerraformVariable, Testing, Token, type IResolvable } from "cdktf";
import { expression } from "../../../modules/core";

/** What an output's value becomes in the JSON. */
function written(
  build: (v: { count: TerraformVariable; name: TerraformVariable; zones: TerraformVariable }) => unknown,
) {
  const stack = new TerraformStack(Testing.app(), "test");
  const variable = (id: string, type: string) => new TerraformVariable(stack, id, { type });
  const value = build({
    count: variable("count", "number"),
    name: variable("name", "string"),
    zones: variable("zones", "list(string)"),
  });
  new TerraformOutput(stack, "o", { value });
  return (JSON.parse(Testing.synth(stack, true)) as { output: { o: { value: unknown } } }).output.o.value;
}

describe("expression", () => {
  test.each<[string, (v: Parameters<Parameters<typeof written>[0]>[0]) => IResolvable | string | number, string]>([
    ["a number token as a reference", ({ count }) => expression`${count.numberValue} * 2`, "${var.count * 2}"],
    ["a list token as a reference", ({ zones }) => expression`length(${zones.listValue})`, "${length(var.zones)}"],
    ["0 as 0", ({ count }) => expression`${count.numberValue} > ${0}`, "${var.count > 0}"],
    ["an empty string as one", ({ name }) => expression`${name.stringValue} != ${""}`, '${var.name != ""}'],
    ["null as null", ({ name }) => expression`${name.stringValue} == ${null}`, "${var.name == null}"],
    [
      "a list literal",
      ({ name }) => expression`contains(${["a", "b"]}, ${name.stringValue})`,
      '${contains(["a", "b"], var.name)}',
    ],
    ["quotes inside a literal", () => expression`upper(${'a"b'})`, '${upper("a\\"b")}'],
    [
      "a literal with a reference",
      ({ name }) => expression`upper(${`x-${name.stringValue}-y`})`,
      '${upper("x-${var.name}-y")}',
    ],
    [
      "an expression inside another in parentheses",
      ({ count }) => expression`${count.numberValue} + ${expression`${count.numberValue} > 1 ? 1 : 0`}`,
      "${var.count + (var.count > 1 ? 1 : 0)}",
    ],
    [
      "an expression inside a function",
      ({ count }) => Fn.max([Token.asNumber(expression`${count.numberValue} + 1`), 3]),
      "${max((var.count + 1), 3)}",
    ],
    [
      "a number token of an expression",
      ({ count }) => Token.asNumber(expression`${count.numberValue} + 1`),
      "${var.count + 1}",
    ],
    [
      "an expression in a longer string",
      ({ count }) => `n is ${Token.asString(expression`${count.numberValue} + 1`)}.`,
      "n is ${var.count + 1}.",
    ],
  ])("writes %s", (_, build, text) => {
    expect(written(build)).toBe(text);
  });
});
