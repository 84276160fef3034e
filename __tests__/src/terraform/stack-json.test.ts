import { Fn, Lazy, TerraformElement, TerraformLocal, TerraformOutput, TerraformVariable, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import { TerraformData } from "../../../modules/core/terraform-data";
import { BaseStack } from "../../../src/stacks/base-stack";
import { normalizeStack } from "../../../src/terraform/normalize";

class Stack extends BaseStack {}

const stack = () => new Stack(Testing.app({ outdir: "/tmp" }), "test");

/** A block whose body is whatever is given, so that each kind of value can be tried. */
class Block extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly body: unknown,
  ) {
    super(scope, id, "block");
  }

  override toTerraform() {
    return { block: this.body };
  }
}

/** What cdktf itself makes of a stack, and what this app makes of it. */
function both(build: (stack: Stack) => void) {
  const built = stack();
  build(built);
  const fast = normalizeStack(built.toJson());
  built.prepareStack();
  return { fast, slow: normalizeStack(built.toTerraform() as object) };
}

const number = () => Token.asNumber(Lazy.anyValue({ produce: () => 42 }));

test.each<[string, () => unknown]>([
  ["plain values", () => ({ a: [1, "x", null, false, []], b: {}, c: undefined, d: [undefined, 1] })],
  ["a token in text", () => ({ a: `x-${Lazy.stringValue({ produce: () => "y" })}-z` })],
  ["a number", () => number()],
  ["a number in text", () => `at most ${number()} pods`],
  ["a number that only looks like a token", () => ({ a: "1e+300", b: 1e300 })],
  ["a list", () => Token.asList(Lazy.listValue({ produce: () => ["a", "b"] }))],
  ["a list of numbers", () => Token.asNumberList(Lazy.anyValue({ produce: () => [1, 2] }))],
  ["a map", () => Token.asStringMap(Lazy.anyValue({ produce: () => ({ a: "b" }) }))],
  ["a key", () => ({ [Lazy.stringValue({ produce: () => "key" })]: 1 })],
  ["a value that resolves itself, with tokens inside", () => Lazy.anyValue({ produce: () => ({ a: number() }) })],
  ["what resolves to nothing", () => ({ a: Lazy.anyValue({ produce: () => undefined }), b: 1 })],
  ["an expression, and text that must not be one", () => ({ a: Fn.join("-", ["${x}", "y"]), b: "${var.x} $${y} }" })],
])("%s is resolved as cdktf does", (_name, value) => {
  const { fast, slow } = both((scope) => {
    new Block(scope, "One", value());
    new Block(scope, "Two", { nested: [{ deep: value() }] });
  });
  expect(fast).toBe(slow);
  expect(fast).not.toContain("TfToken");
});

test("blocks are merged as cdktf does, and overrides of the stack go on top", () => {
  const { fast, slow } = both((scope) => {
    const variable = new TerraformVariable(scope, "size", { type: "number" });
    const data = new TerraformData(scope, "Data", { input: { size: variable.value } });
    data.addOverride("lifecycle.ignore_changes", ["input"]);
    new TerraformLocal(scope, "Local", `${data.fqn}.output`);
    new TerraformOutput(scope, "size_out", { value: variable.value });
    for (const id of ["One", "Two"]) new Block(scope, id, [id]);
    scope.addOverride("block", ["Three"]);
    scope.addOverride("locals.more", variable.value);
    scope.addOverride("terraform.a.b", 1);
    scope.addOverride("terraform.a.c", [1]);
    scope.addOverride("terraform.a", "replaced");
    scope.addOverride("terraform.a.d", 2);
    scope.addOverride("resource.terraform_data.data.input", 3);
  });
  expect(fast).toBe(slow);
  expect(JSON.parse(fast)).toMatchObject({ block: ["One", "Two", "Three"], terraform: { a: { d: 2 } } });
});

test("what only cdktf can resolve is left to it, errors included", () => {
  const fails = (value: unknown) => () => {
    const built = stack();
    new Block(built, "One", value);
    built.toJson();
  };
  expect(fails(() => 1)).toThrow(/function/);
  expect(fails({ a: new Construct(stack(), "Inner") })).toThrow(/circular reference/);
  const [list] = Token.asList(Lazy.listValue({ produce: () => ["a"] }));
  expect(fails({ a: list })).toThrow(/list token/i);
});

test("a token of another stack is refused, by name of the stack that owns it", () => {
  const app = Testing.app({ outdir: "/tmp" });
  const [one, two] = [new Stack(app, "one"), new Stack(app, "two")];
  const data = new TerraformData(one, "Data", { input: { a: 1 } });
  new TerraformOutput(two, "out", { value: data.fqn });
  expect(() => two.toJson()).toThrow(
    "a token of one, terraform_data.data, is used in another stack; add it to the contract",
  );
});
