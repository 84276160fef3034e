import { evaluateTemplate, resolve } from "../../../src/inspect/evaluate";
import { referencesIn, referencedAddress } from "../../../src/inspect/references";
import type { Json } from "../../../src/inspect/terraform-json";

const VALUES: Record<string, Json> = {
  "var.name": "ppm",
  "var.nodes": 3,
  "var.zones": ["a", "b"],
  "var.tags": { team: "data" },
  "local.empty": null,
};

const lookup = (reference: readonly (string | number)[]): Json => {
  const value = VALUES[reference.slice(0, 2).join(".")];
  if (value === undefined) throw new Error(`${reference.join(".")} is known after apply`);
  return reference.slice(2).reduce<Json>((at, key) => (at as Record<string, Json>)[key] ?? null, value);
};

describe("evaluateTemplate", () => {
  test.each<[string, Json]>([
    ["plain", "plain"],
    ["${var.name}-logs", "ppm-logs"],
    ["${var.nodes}", 3],
    ["$${var.name} %%{x}", "${var.name} %{x}"],
    ["${ (var.nodes + 1) * 2 - 6 / 3 }", 6],
    ["${var.nodes - 1 - 1}", 1],
    ['${var.nodes > 2 && var.name == "ppm" ? "many" : "few"}', "many"],
    ["${!(var.nodes >= 4) || false}", true],
    ['${{a = var.nodes, "b-c": [1, "x${var.name}\\"\\n"]}}', { a: 3, "b-c": [1, 'xppm"\n'] }],
    ["${jsonencode({a = var.zones})}", '{"a":["a","b"]}'],
    ["${yamlencode({replicas = var.nodes})}", "replicas: 3\n"],
    ["${[for i, z in var.zones : upper(z) if i > 0]}", ["B"]],
    ["${{for k, v in var.tags : k => upper(v)}}", { team: "DATA" }],
    ["${var.zones[1]}${var.zones.0}${var.tags.team}", "badata"],
    ["${[{id = 1}, {id = 2}][*].id}", [1, 2]],
    ['${coalesce(local.empty, "x")}', "x"],
    ['${try(aws_vpc.x.id, "none")}${can(aws_vpc.x.id)}', "nonefalse"],
    ["${max([1, 5]...)}", 5],
    ['${anytrue([false, startswith("igw-1", "igw-")])}${anytrue([])}', "truefalse"],
    ["${flatten([[1], [[2]], 3])}", [1, 2, 3]],
    ['${replace("a-b", "/-[a-z]/", "")}${trimsuffix("x.", ".")}', "ax"],
    ['${format("%s-%d", var.name, 2)}', "ppm-2"],
    ['${cidrsubnet("10.1.0.0/16", 6, 63)}', "10.1.252.0/22"],
    ['${cidrsubnet("10.1.2.3/16", 3, 1)}', "10.1.32.0/19"],
    ['${cidrsubnet("192.168.0.0/24", 8, 255)}', "192.168.0.255/32"],
  ])("%s is %j", (template, expected) => {
    expect(evaluateTemplate(template, lookup)).toEqual(expected);
  });

  test.each([
    ["${aws_vpc.x.id}", "aws_vpc.x.id is known after apply"],
    ["${timestamp()}", "the function timestamp is not known here"],
    ["${can(timestamp())}", "the function timestamp is not known here"],
    ["${cidrsubnet(var.name, 1, 1)}", "no subnet 1 of 1 bits in ppm"],
    ['${cidrsubnet("10.0.0.0/16", 2, 4)}', "no subnet 4 of 2 bits in 10.0.0.0/16"],
    ['${cidrsubnet("10.0.0.0/30", 3, 0)}', "no subnet 0 of 3 bits in 10.0.0.0/30"],
    ["${var.name", 'expected `}` at ""'],
    ["%{if true}x%{endif}", 'expected a template directive at "%{if true}x%{endif}"'],
  ])("%s cannot be evaluated, and resolve leaves it", (template, message) => {
    expect(() => evaluateTemplate(template, lookup)).toThrow(message);
    expect(resolve({ a: [template, "${var.name}"] }, lookup)).toEqual({ a: [template, "ppm"] });
  });
});

describe("referencesIn", () => {
  test("finds what every kind of expression reads, and nothing in text or bound by a for", () => {
    const found = (text: string): string[] => referencesIn(text).map(referencedAddress);
    expect(found("var.name")).toEqual([]);
    expect(found("$${var.name}")).toEqual([]);
    expect(found('${"var.name"}')).toEqual([]);
    expect(found('${jsonencode({(var.key) = "x${ephemeral.aws_x.y.z}"})}')).toEqual(["var.key", "ephemeral.aws_x.y"]);
    expect(found("${[for k, v in var.zones : v.id if k != data.a.b.c]}")).toEqual(["var.zones", "data.a.b"]);
    expect(found("${var.a ? aws_vpc.b[0].id : -aws_vpc.c[var.i].id}")).toEqual([
      "var.a",
      "aws_vpc.b",
      "aws_vpc.c",
      "var.i",
    ]);
    expect(found("${aws_subnet.zones[*].id}${each.value}")).toEqual(["aws_subnet.zones", "each.value"]);
  });
});
