import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseDeployment } from "../../../src/config/parse";
import { synthesizeDeployment } from "../../../src/inspect/synthesized";
import { checkCapacity } from "../../../src/sizing/capacity";
import { sizeFor } from "../../../src/sizing/size";
import { withValues } from "../../../src/inspect/values";
import { parseVarFile, withVarFiles } from "../../../src/inspect/var-file";
import { synthesized } from "../../support/sizing";

const reference = synthesized();
const parse = (text: string) => parseVarFile("a.tfvars", text, reference);

describe("parseVarFile", () => {
  test("reads values of every type, over several lines, with comments", () => {
    const text = [
      "# a comment",
      "node_count = 4 # four",
      "// another",
      "database_multi_az=false",
      'name = "ppm-#1"'.replace("#", "x"),
      "allowed_cidrs = [",
      '  "203.0.113.0/24", # the office',
      '  "198.51.100.7/32",',
      "]",
      'tags = { "Cost # center" = "4711" }',
      "permissions_boundary_arn = null",
      "",
    ].join("\r\n");
    expect(parse(text)).toEqual({
      infrastructure: {
        node_count: 4,
        database_multi_az: false,
        name: "ppm-x1",
        allowed_cidrs: ["203.0.113.0/24", "198.51.100.7/32"],
        tags: { "Cost # center": "4711" },
        permissions_boundary_arn: null,
      },
      application: { tags: { "Cost # center": "4711" } },
    });
  });

  test("an empty file sets nothing", () => {
    expect(parse("# nothing\n")).toEqual({});
  });

  test.each<[string, string]>([
    ["nodes = 3", "nodes is no variable of ppm; remove it"],
    ["node_count 3", "line 1 is node_count 3, expected NAME = VALUE; write one variable a line"],
    ["\nnode_count =", "line 2 is node_count =, expected NAME = VALUE; write one variable a line"],
    ['node_count = "3"', 'node_count is "3", expected number'],
    ["allowed_cidrs = {}", "allowed_cidrs is {}, expected list(string)"],
    ["region = eu-central-1", "region in line 1 is eu-central-1, expected a plain value ("],
    ["replicas = 0", "replicas is 0, expected a whole number of pods from 1 to 100"],
    ["database_allocated_storage_gib = 600", "database_max_allocated_storage_gib is 500"],
  ])("refuses %j", (text, problem) => {
    if (text.includes("600")) {
      // A rule of another variable, which is checked where that one is given.
      expect(parse(text)).toEqual({ infrastructure: { database_allocated_storage_gib: 600 } });
      expect(() => parse(`${text}\ndatabase_max_allocated_storage_gib = 500`)).toThrow(problem);
    } else expect(() => parse(text)).toThrow(`a.tfvars: 1 problem\n  ${problem}`);
  });

  test("names all problems at once", () => {
    expect(() => parse("nodes = 1\nreplicas = 0")).toThrow(
      /^a.tfvars: 2 problems\n {2}nodes is no variable[^]*\n {2}replicas is 0/,
    );
  });
});

describe("withVarFiles", () => {
  test("a later file wins, and the license is not kept", () => {
    const filled = withVarFiles(reference, [
      { path: "a.tfvars", text: 'region = "eu-west-1"\nname = "a-a"\nlicense = "hush-hush"' },
      { path: "b.tfvars", text: 'name = "b-b"' },
    ]);
    expect(filled.inputs.infrastructure).toEqual({
      ...reference.inputs.infrastructure,
      region: "eu-west-1",
      name: "b-b",
    });
  });
});

const examples = join(__dirname, "../../../examples");
const files = readdirSync(examples).filter((file) => file.endsWith(".tfvars"));

/** An example with the values of its files. */
function profile(name: string) {
  const parsed = parseDeployment(readFileSync(join(examples, `${name}.yaml`), "utf8"));
  const [deployment] = "problems" in parsed ? [] : parsed.deployments;
  if (!deployment) throw new Error(`${name}.yaml is no deployment`);
  const plain = synthesizeDeployment(deployment);
  const values = files
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => ({ file, values: parseVarFile(file, readFileSync(join(examples, file), "utf8"), plain) }));
  return { plain, values, filled: values.reduce((now, one) => withValues(now, one.values), plain) };
}

describe("profiles in examples/", () => {
  test("are these, with a file a stack", () => {
    expect(files.sort()).toEqual(
      ["small-team", "trial"].flatMap((name) => [`${name}.application.tfvars`, `${name}.infrastructure.tfvars`]),
    );
  });

  test.each(["small-team", "trial"])(
    "%s: each file sets variables of its own stack, by their rules, and all fits",
    (name) => {
      const { values, filled } = profile(name);
      expect(values.map(({ file, values }) => [file, Object.keys(values)])).toEqual([
        [`${name}.application.tfvars`, ["application"]],
        [`${name}.infrastructure.tfvars`, ["infrastructure"]],
      ]);
      expect(checkCapacity(filled).filter(({ ok }) => ok !== true)).toEqual([]);
    },
  );

  test("small-team has what its comment says: the size for 100,000 installs a day and 6 builders", () => {
    const { plain, values } = profile("small-team");
    const size = sizeFor({ installsPerDay: 100_000, gitBuilders: 6 }, plain);
    expect(Object.assign({}, ...values.map((one) => one.values))).toEqual(size.values);
  });
});
