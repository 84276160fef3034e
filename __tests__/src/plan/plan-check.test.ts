import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkPlan, type PlanJson } from "../../../src/plan/plan-check";
import { readPlan } from "../../../src/plan/plan-files";
import type { Json, TerraformJson } from "../../../src/inspect/terraform-json";

type PlannedResource = NonNullable<PlanJson["resource_changes"]>[number];
type Change = PlannedResource["change"];

const stack: TerraformJson = {
  terraform: { backend: { local: {} } },
  import: [{ to: "aws_kms_key.key", id: "k" }],
  resource: {
    aws_kms_key: { key: {}, other: {} },
    aws_s3_bucket: { bucket: { bucket: "${var.name}-${var.region}", lifecycle: { prevent_destroy: true } } },
    aws_vpc: { network: { lifecycle: { prevent_destroy: false } } },
  },
};

const resource = (address: string, change: Partial<Change>, more: Partial<PlannedResource> = {}): PlannedResource => {
  const [type = "", name = ""] = address.replace(/^module\.\w+\./, "").split(/[.[]/);
  return { address, mode: "managed", type, name, change: { actions: ["no-op"], ...change }, ...more };
};

const planOf = (...resources: PlannedResource[]): PlanJson => ({ format_version: "1.2", resource_changes: resources });
const problems = (...resources: PlannedResource[]) => checkPlan(planOf(...resources), stack).problems;

const replaced = (path: (string | number)[], values: Partial<Change> = {}): Partial<Change> => ({
  actions: ["delete", "create"],
  before: { bucket: "old" },
  after: { bucket: "new" },
  replace_paths: [path],
  ...values,
});

describe("checkPlan", () => {
  test("passes what stays, and says what it looked at", () => {
    const plan = planOf(
      resource("aws_kms_key.key", { actions: ["update"], importing: { id: "k" } }),
      resource("aws_s3_bucket.bucket", {}),
      resource("aws_vpc.network", { actions: ["create"] }),
      resource("data.aws_region.current", { actions: ["read"] }, { mode: "data" }),
    );
    expect(checkPlan(plan, stack)).toEqual({
      summary: "looked at 3 resources: 1 adopted (1 imported by this plan), 1 protected",
      problems: [],
    });
  });

  test("leaves alone what is neither adopted nor protected", () => {
    expect(
      problems(
        resource("aws_vpc.network", { actions: ["delete"] }),
        resource("aws_kms_key.other", replaced(["bucket"])),
        resource("data.aws_s3_bucket.bucket", { actions: ["delete"] }, { mode: "data" }),
      ),
    ).toEqual([]);
  });

  test("names the argument that replaces a protected resource, both values, and the variables behind it", () => {
    expect(problems(resource("aws_s3_bucket.bucket", replaced(["bucket"])))).toEqual([
      'aws_s3_bucket.bucket: bucket is "new", expected "old", as the existing resource has it, since another value ' +
        "replaces it and it is protected; set var.name and var.region so that it gives that",
    ]);
  });

  test("names every argument that forces it, by its path", () => {
    const paths = [["bucket"], ["rule", 0, "id"]];
    const values = { before: { rule: [{ id: "x" }] }, after: { bucket: "new" }, replace_paths: paths };
    const found = problems(
      resource("aws_s3_bucket.bucket", replaced([], { ...values, actions: ["create", "delete"] })),
    );
    expect(found.map((line) => line.slice(0, line.indexOf(", as")))).toEqual([
      'aws_s3_bucket.bucket: bucket is "new", expected not set',
      'aws_s3_bucket.bucket: rule[0].id is not set, expected "x"',
    ]);
  });

  test("shows no sensitive value, and none that is not known", () => {
    const secret = { before: { bucket: "old-secret" }, after: { bucket: "new-secret" } };
    const line = (values: Partial<Change>) =>
      problems(resource("aws_s3_bucket.bucket", replaced(["bucket"], { ...secret, ...values }))).join();
    const hidden = line({ before_sensitive: { bucket: true }, after_sensitive: { bucket: true } });
    expect(hidden).toContain("bucket is a sensitive value, expected a sensitive value, as");
    expect(hidden).not.toContain("-secret");
    expect(line({ before_sensitive: true, after_sensitive: { bucket: [true] } })).toBe(hidden);
    expect(line({ after_unknown: { bucket: true } })).toContain('bucket is known only after the apply, expected "old');
  });

  test("finds what is adopted by the plan or by the JSON, and what is both", () => {
    const imported = { actions: ["delete"], importing: { id: "k" } };
    expect(
      problems(
        resource("aws_kms_key.other", imported),
        resource("aws_kms_key.key", { actions: ["delete"] }),
        resource("aws_s3_bucket.bucket", imported),
      ).map((line) => line.slice(0, line.indexOf(";"))),
    ).toEqual([
      "aws_kms_key.other is destroyed, expected to stay, since it is adopted",
      "aws_kms_key.key is destroyed, expected to stay, since it is adopted",
      "aws_s3_bucket.bucket is destroyed, expected to stay, since it is adopted and protected",
    ]);
  });

  test("refuses to make anew what is adopted", () => {
    expect(problems(resource("aws_kms_key.key", { actions: ["create"] }))).toEqual([
      "aws_kms_key.key is created, expected imported, since it is adopted; synthesize and plan again, so that the plan " +
        "has its import block",
    ]);
    expect(problems(resource("aws_s3_bucket.bucket", { actions: ["create"] }))).toEqual([]);
  });

  test.each([
    [
      "delete_because_no_resource_config",
      "is destroyed",
      "bring it back into the configuration, or add a `moved` block",
    ],
    ["delete_because_each_key", "is destroyed", "bring back the key or the number of this instance"],
    [
      undefined,
      "is destroyed",
      "plan without -destroy; to destroy it on purpose, set protection: false and remove it ",
    ],
    ["replace_because_tainted", "is replaced", "run `terraform untaint` with its address, if it is sound"],
    ["replace_by_request", "is replaced", "plan without -replace"],
    ["replace_by_triggers", "is replaced", "undo the change of what its replace_triggered_by names"],
  ])("says what to do about %s", (reason, what, fix) => {
    const actions = what === "is destroyed" ? ["delete"] : ["delete", "create"];
    const [line] = problems(resource("aws_s3_bucket.bucket", { actions }, { action_reason: reason }));
    expect(line).toContain(`aws_s3_bucket.bucket ${what}, expected to stay, since it is protected; ${fix}`);
  });

  test("follows every instance, and a child module into its root", () => {
    const destroyed = { actions: ["delete"] };
    const others = [
      resource('aws_s3_bucket.bucket["a"]', destroyed),
      resource("module.ppm.aws_s3_bucket.bucket", destroyed, { module_address: "module.ppm" }),
    ];
    const addresses = (json: TerraformJson) =>
      checkPlan(planOf(...others), json).problems.map((line) => line.slice(0, line.indexOf(" is")));
    expect(addresses(stack)).toEqual(['aws_s3_bucket.bucket["a"]']);
    expect(addresses({ ...stack, terraform: {} })).toEqual(others.map(({ address }) => address));
  });

  test("accepts no plan that ended with errors", () => {
    const message = "the plan is incomplete, expected one without errors; correct what `terraform plan` reports";
    expect(checkPlan({ ...planOf(), errored: true }, stack).problems).toEqual([message]);
    const broken = resource("aws_s3_bucket.bucket", { actions: ["delete"] });
    expect(checkPlan({ ...planOf(broken), errored: true }, stack).problems).toHaveLength(1);
  });
});

describe("with files", () => {
  const plan = { format_version: "1.2", planned_values: {}, resource_changes: [] as Json[] };
  let folder: string;

  const file = (path: string, contents: unknown) => {
    const text = typeof contents === "string" ? contents : JSON.stringify(contents);
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  const script = (...args: string[]) => {
    const main = resolve(__dirname, "../../../scripts/plan-check.ts");
    return spawnSync(process.execPath, ["--import", "tsx", main, ...args], {
      encoding: "utf8",
      env: { ...process.env, INIT_CWD: folder },
    });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-check-"));
    mkdirSync(join(folder, "stack"));
    file("stack/cdk.tf.json", stack);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("reads the JSON beside the plan, or in the folder given", () => {
    expect(readPlan(file("stack/plan.json", plan))).toEqual({ plan, stack });
    expect(readPlan(file("plan.json", plan), join(folder, "stack"))).toEqual({ plan, stack });
  });

  const how = "run `terraform plan -out=FILE`, then `terraform show -json FILE > plan.json`";
  test.each([
    ["none", undefined, `cannot be read (ENOENT), expected the JSON of a plan; ${how}`],
    ["a.tfplan", "PK\u0003\u0004", "is a saved plan, expected its JSON; run `terraform show -json FILE`"],
    ["plan.json", "{", `is not JSON, expected one JSON object; ${how}`],
    ["plan.json", [], `is no plan, expected what \`terraform show -json\` prints of a saved plan; ${how}`],
    ["state.json", { format_version: "1.0", values: {} }, "is no plan, expected what"],
    ["plan.json", { ...plan, format_version: "2.0" }, 'has format_version "2.0", expected a plan of format 1,'],
  ])("refuses %s %j", (name, contents, message) => {
    const path = contents === undefined ? join(folder, name) : file(name, contents);
    expect(() => readPlan(path, join(folder, "stack"))).toThrow(
      `${path} ${message.replace("-json FILE`", `-json ${name === "a.tfplan" ? path : "FILE"}\``)}`,
    );
  });

  test("refuses a folder without a stack", () => {
    const path = file("plan.json", plan);
    const missing = join(folder, "cdk.tf.json");
    expect(() => readPlan(path)).toThrow(
      `${missing} cannot be read (ENOENT), expected the synthesized JSON of the plan's stack; name the folder of the stack behind the plan`,
    );
    expect(() => readPlan(path, path)).toThrow(`${path} is a file, expected the folder of a stack;`);
    file("cdk.tf.json", "[]");
    expect(() => readPlan(path)).toThrow(`${missing} is no stack, expected the JSON that \`npm run synth\` writes;`);
  });

  test("ends with 0, 1 or 2", () => {
    file("good.json", plan);
    const destroyed = resource("aws_s3_bucket.bucket", { actions: ["delete"] }) as unknown as Json;
    file("bad.json", { ...plan, resource_changes: [destroyed] });

    expect(script("good.json", "stack")).toMatchObject({
      status: 0,
      stdout:
        "good.json: looked at 0 resources: 0 adopted (0 imported by this plan), 0 protected; none is destroyed or replaced\n",
    });
    const bad = script("bad.json", "stack");
    expect(bad).toMatchObject({ status: 1, stdout: expect.stringContaining("; see above\n") });
    expect(bad.stderr).toContain("aws_s3_bucket.bucket is destroyed, expected to stay, since it is protected;");
    expect(script("none.json")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("cannot be read (ENOENT)"),
    });
    expect(script()).toMatchObject({ status: 2, stderr: expect.stringContaining("plan file is missing, expected it") });
  });
});
