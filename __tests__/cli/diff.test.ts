import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Io, processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";
import { stacksOf } from "../support/diff";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "diff-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (path: string) => join(folder, path);

function file(path: string, contents: unknown): string {
  mkdirSync(join(at(path), ".."), { recursive: true });
  writeFileSync(at(path), typeof contents === "string" ? contents : JSON.stringify(contents));
  return at(path);
}

/** An output folder with the stacks of a deployment file that has these keys. */
function output(name: string, keys: object): string {
  for (const [stack, json] of Object.entries(stacksOf(keys))) file(`${name}/stacks/${stack}/cdk.tf.json`, json);
  return at(name);
}

async function diff(...args: string[]) {
  const [printed, errors, codes]: [string[], string[], number[]] = [[], [], []];
  const io: Io = {
    ...processIo(),
    print: (text) => void printed.push(text),
    error: (text) => void errors.push(text),
    progress: () => undefined,
    fail: (code = 1) => void codes.push(code),
  };
  await runCli(["diff", ...args], io);
  // What a message says of the temporary folder is of no interest.
  const text = (lines: readonly string[]) => lines.join("\n").replaceAll(`${folder}/`, "");
  return { code: codes.at(-1) ?? 0, stdout: text(printed), stderr: text(errors) };
}

const waf = "name: ppm\nloadBalancer: { mode: create, waf: true }\n";

const plan = {
  format_version: "1.2",
  planned_values: {},
  resource_changes: [
    {
      address: "aws_vpc.network",
      mode: "managed",
      type: "aws_vpc",
      name: "network",
      change: {
        actions: ["delete", "create"],
        before: { cidr_block: "10.0.0.0/16" },
        after: { cidr_block: "10.1.0.0/16" },
        replace_paths: [["cidr_block"]],
      },
    },
  ],
};

describe("what A and B can be", () => {
  test.each(["two deployment files", "two outputs", "an output and a deployment file"])("%s", async (what) => {
    const files = [file("a.yaml", "name: ppm\n"), file("b.yaml", waf)];
    const a = what.startsWith("two d") ? files[0] : output("a", {});
    const b = what === "two outputs" ? output("b", { loadBalancer: { mode: "create", waf: true } }) : files[1];
    const { code, stdout, stderr } = await diff(String(a), String(b));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Resources: 4 added; \d other differences\n\nLoad balancer\n/);
    expect(stdout).toContain(
      "  + the web application firewall is added\n    aws_wafv2_web_acl.web_application_firewall",
    );
    expect(stdout).toMatch(/\nSteps\n {2}1\. apply ppm-infrastructure$/);
  });

  test("a file with several deployments: each by its name", async () => {
    const a = file("a.yaml", "deployments:\n  one: {}\n  two: {}\n");
    const b = file("b.yaml", "deployments:\n  one: {}\n  two: { protection: false }\n");
    const { stdout } = await diff(a, b, "--json");
    const { differences, steps } = JSON.parse(stdout) as { differences: { stack: string }[]; steps: string[] };
    expect(new Set(differences.map(({ stack }) => stack))).toEqual(new Set(["two-infrastructure"]));
    expect(steps[0]).toBe("apply two-infrastructure");
  });

  test("a plan, and the folder of its stack", async () => {
    const path = file("plan.json", plan);
    const words =
      "the network is replaced, since CIDR block cannot change in place: CIDR block 10.0.0.0/16 -> 10.1.0.0/16";
    expect((await diff(path)).stdout).toContain(`  ~ ${words}\n    aws_vpc.network in plan, effect: replace\n`);
    const stack = `${output("out", {})}/stacks/ppm-infrastructure`;
    expect((await diff(path, stack)).stdout).toContain("aws_vpc.network in ppm-infrastructure, effect: replace");
    const beside = file("out/stacks/ppm-infrastructure/plan.json", { ...plan, errored: true });
    const { stdout } = await diff(beside);
    expect(stdout).toContain("note: the plan ended with an error: what follows is not all of it");
    expect(stdout).toContain("1. apply this plan of ppm-infrastructure");
  });

  test("other names: all goes and all comes, unless they are ignored", async () => {
    const [a, b] = [file("a.yaml", "name: one\n"), file("b.yaml", "name: two\nprotection: false\n")];
    expect((await diff(a, b)).stdout).toContain("note: no stack has the same name in both (one; two)");
    const { stdout } = await diff(a, b, "--ignore-name");
    expect(stdout).toMatch(/^Resources: \d+ changed; /);
    expect(stdout).toContain("aws_db_instance.database in two-infrastructure");
  });
});

describe("options", () => {
  test("--exit-code tells a difference from none; without it both are 0", async () => {
    const [a, b] = [output("a", {}), output("b", { protection: false })];
    expect((await diff(a, b)).code).toBe(0);
    expect((await diff(a, b, "--exit-code")).code).toBe(2);
    expect(await diff(a, a, "--exit-code")).toEqual({ code: 0, stdout: "No difference", stderr: "" });
  });

  test("--json has the differences, the steps and the notes", async () => {
    const { stdout } = await diff(
      output("a", {}),
      output("b", { loadBalancer: { mode: "create", waf: true } }),
      "--json",
    );
    expect(JSON.parse(stdout)).toEqual({
      differences: expect.arrayContaining([
        expect.objectContaining({
          address: "aws_wafv2_web_acl.web_application_firewall",
          kind: "added",
          effect: "create",
        }),
      ]),
      steps: ["apply ppm-infrastructure"],
      notes: [],
    });
  });

  test("--format markdown keeps to --limit", async () => {
    const [a, b] = [output("a", {}), output("b", { protection: false })];
    const { stdout } = await diff(a, b, "--format", "markdown");
    expect(stdout).toMatch(/^<!-- ppm-eks diff -->\n### What changes/);
    const short = (await diff(a, b, "--format", "markdown", "--limit", "2500")).stdout;
    expect(short.length).toBeLessThanOrEqual(2500);
    expect(short).toContain("differences are not shown; `ppm-eks diff` prints all._");
  });

  test("--help says what the arguments can be, and the exit codes", async () => {
    const { code, stdout } = await diff("--help");
    expect(code).toBe(0);
    for (const text of ["--format", "--json", "--ignore-name", "--exit-code", "--limit", "Exit codes: 0 done"]) {
      expect(stdout).toContain(text);
    }
  });
});

describe("what is refused", () => {
  const kinds = "expected a deployment file, an output folder, or the JSON of a plan";
  const cases: [string, () => string[], string][] = [
    [
      "a path that is not there",
      () => [at("none"), at("none")],
      `none cannot be read (ENOENT), ${kinds}; correct the path`,
    ],
    [
      "one deployment file",
      () => [file("a.yaml", "")],
      "B is missing, expected what to compare A with; write `ppm-eks diff A B`, or give a plan as A",
    ],
    [
      "a wrong deployment file",
      () => [file("a.yaml", "nam: x"), file("b.yaml", "")],
      "a.yaml: 1 problem\n  nam is not a known key; did you mean name?",
    ],
    [
      "a folder without stacks",
      () => [folder, folder],
      `has no stacks/*/cdk.tf.json, ${kinds}; name that which \`ppm-eks synth\` writes`,
    ],
    [
      "the folder of one stack",
      () => [`${output("out", {})}/stacks/ppm-application`, folder],
      `out/stacks/ppm-application has no stacks/*/cdk.tf.json, ${kinds}; name the folder above \`stacks\``,
    ],
    [
      "the JSON of one stack",
      () => [`${output("out", {})}/stacks/ppm-application/cdk.tf.json`, folder],
      `cdk.tf.json is the JSON of one stack, ${kinds}; name the folder above \`stacks\``,
    ],
    [
      "a saved plan",
      () => [file("a.tfplan", "PK\u0003\u0004")],
      "a.tfplan is a saved plan, expected its JSON; run `terraform show",
    ],
    [
      "a state",
      () => [file("s.json", { format_version: "1.0", values: {} })],
      "s.json is no plan, expected what `terraform show",
    ],
    [
      "a plan as B",
      () => [file("a.yaml", ""), file("plan.json", plan)],
      "plan.json, expected a deployment file or an output folder; a plan says by itself what it changes: write",
    ],
    [
      "a plan with a folder that has no stack",
      () => [file("plan.json", plan), folder],
      "cdk.tf.json cannot be read (ENOENT), expected the synthesized JSON of the plan's stack; name the folder of that stack",
    ],
    [
      "--ignore-name with several deployments",
      () => [file("a.yaml", "deployments: { one: {}, two: {} }"), file("b.yaml", ""), "--ignore-name"],
      "A has 2 deployments, expected one with --ignore-name; leave that out: stacks of the same name are compared",
    ],
    [
      "a limit that nothing fits",
      () => ["a", "b", "--limit", "100"],
      "Expected a whole number of characters from 2000.",
    ],
    ["another format", () => ["a", "b", "--format", "html"], "Allowed choices are text, markdown."],
  ];
  test.each(cases)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await diff(...args());
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
  });
});
