import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Io, processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";
import type { ReportFacts } from "../../src/report/render";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "report-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const at = (file: string) => join(folder, file);

function deployment(file: string, text: string): string {
  writeFileSync(at(file), text);
  return at(file);
}

async function report(...args: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  let exitCode = 0;
  const io: Io = {
    ...processIo(),
    workingFolder: folder,
    environment: {},
    print: (text) => void printed.push(text),
    error: (text) => void errors.push(text),
    write: (path, contents) => writeFileSync(path.startsWith("/") ? path : at(path), contents),
    fail: (code = 1) => void (exitCode = code),
  };
  await runCli(["report", ...args], io);
  return { printed, errors, exitCode };
}

async function facts(...args: string[]): Promise<ReportFacts> {
  const { printed, errors } = await report("--json", ...args);
  expect(errors).toEqual([]);
  return JSON.parse(printed.join("")) as ReportFacts;
}

/** The least of a plan that Terraform would write for the infrastructure stack. */
function plan(variables: Record<string, unknown>, type = "aws_db_instance"): string {
  const change = { actions: ["update"], before: { multi_az: true }, after: { multi_az: false } };
  const resource = { address: `${type}.database`, mode: "managed", type, name: "database", change };
  const given = Object.entries(variables).map(([name, value]) => [name, { value }]);
  const json = {
    format_version: "1.2",
    planned_values: {},
    variables: Object.fromEntries(given),
    resource_changes: [resource],
  };
  writeFileSync(at("plan.json"), JSON.stringify(json));
  return at("plan.json");
}

test("writes report.html and prints its path", async () => {
  expect(await report()).toEqual({ printed: ["report.html"], errors: [], exitCode: 0 });
  expect(readFileSync(at("report.html"), "utf8")).toContain("<title>ppm: Package Manager on EKS</title>");
  expect((await report("--output", "other.html")).printed).toEqual(["other.html"]);
  expect(readFileSync(at("other.html"))).toEqual(readFileSync(at("report.html")));
});

test("--json prints the facts and writes no page, unless it is named", async () => {
  expect((await facts()).name).toBe("ppm");
  expect(existsSync(at("report.html"))).toBe(false);
  await facts("--output", "both.html");
  expect(existsSync(at("both.html"))).toBe(true);
});

test("of several deployments, --name picks one", async () => {
  const file = deployment("fleet.yaml", "deployments: { staging: {}, production: {} }");
  expect((await facts("--deployment", file, "--name", "production")).name).toBe("production");
  const expected = "expected one of staging, production";
  expect(await report("--deployment", file)).toEqual(
    expect.objectContaining({ errors: [`--name is missing for 2 deployments, ${expected}`], exitCode: 1 }),
  );
  expect((await report("--deployment", file, "--name", "x")).errors).toEqual([`--name is "x", ${expected}`]);
});

describe("--before", () => {
  test("a deployment file, also under a former name", async () => {
    const before = deployment("before.yaml", "name: former\nnetwork: { mode: create, natGateways: single }");
    const { changes } = await facts("--before", before);
    expect(changes?.title).toBe(`from ${before} to this deployment`);
    const added = changes?.differences.filter(({ kind }) => kind === "added").map(({ address }) => address);
    expect(added).toEqual(expect.arrayContaining(["aws_nat_gateway.network_zone_2_nat_gateway"]));
    expect(added).not.toContain("aws_db_instance.database");
  });

  test("an output folder", async () => {
    await runCli(["synth", "--output", at("out")], {
      ...processIo(),
      workingFolder: folder,
      environment: {},
      print: () => undefined,
    });
    expect((await facts("--before", at("out"))).changes).toEqual({
      title: `from ${at("out")} to this deployment`,
      differences: [],
      steps: [],
    });
  });

  test("several deployments of other names are refused, and so is a plan", async () => {
    const file = deployment("fleet.yaml", "deployments: { staging: {}, production: {} }");
    expect((await report("--before", file)).errors[0]).toBe(
      `--before is ${file} with the deployments staging, production, expected ppm among them, or only one; name another output or file`,
    );
    const json = plan({});
    expect((await report("--before", json)).errors[0]).toBe(
      `--before is ${json}, the JSON of a plan, expected a deployment file or an output folder; give it as --plan`,
    );
    expect((await report("--before", file, "--plan", json)).errors[0]).toContain("cannot be used with");
  });
});

describe("--plan", () => {
  test("says what the plan changes, with the values of its variables but for secrets", async () => {
    const file = plan({ allowed_cidrs: ["198.51.100.0/24"], license: "hush-hush", unknown: 1 });
    const found = await facts("--plan", file);
    expect(found.exposure).toContain("admits 198.51.100.0/24 on");
    expect(found.valuesFrom).toBe(`the plan ${file}`);
    expect(found.changes?.title).toBe(`by the plan ${file} of ppm-infrastructure`);
    expect(found.changes?.differences.map(({ address, effect }) => [address, effect])).toEqual([
      ["aws_db_instance.database", "update"],
    ]);
    expect(JSON.stringify(found)).not.toContain("hush-hush");
  });

  test("a plan of something else is refused", async () => {
    const file = plan({}, "aws_instance");
    expect((await report("--plan", file)).errors).toEqual([
      `--plan is ${file}, in which no resource is of ppm-infrastructure, ppm-application, expected a plan of one of them; name the deployment's own plan`,
    ]);
  });
});

describe("--var-file", () => {
  const varFile = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };

  test("takes the values of the files, a later one first", async () => {
    const first = varFile("a.tfvars", 'allowed_cidrs = ["198.51.100.0/24"]');
    const second = varFile("b.tfvars", 'allowed_cidrs = ["203.0.113.0/24"]');
    const found = await facts("--var-file", first, second);
    expect(found.exposure).toContain("admits 203.0.113.0/24 on");
    expect(found.valuesFrom).toBe(`${first} and ${second}`);
  });

  test("the values of a plan go before", async () => {
    const file = varFile("a.tfvars", 'allowed_cidrs = ["198.51.100.0/24"]\nregion = "eu-west-3"');
    const json = plan({ allowed_cidrs: ["203.0.113.0/24"] });
    const found = await facts("--var-file", file, "--plan", json);
    expect(found.exposure).toContain("admits 203.0.113.0/24 on");
    expect(found.region).toBe("eu-west-3");
    expect(found.valuesFrom).toBe(`the plan ${json}, else of ${file}`);
  });

  test("a file that does not fit is refused", async () => {
    const file = varFile("a.tfvars", "nodes = 3");
    expect((await report("--var-file", file)).errors[0]).toContain("nodes is no variable of ppm; remove it");
  });
});
