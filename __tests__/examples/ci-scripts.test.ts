import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** A repository with this app's synth, whose output is committed on main. */
let repository = "";
const git = (...args: string[]) => execFileSync("git", args, { cwd: repository, encoding: "utf8", stdio: "pipe" });
const environment = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: "/dev/null",
  PPM_EKS: `node ${join(root, "scripts/ppm-eks.mjs")}`,
};

function run(script: string, args: string[], env: Record<string, string> = {}) {
  const options = { cwd: repository, encoding: "utf8", env: { ...environment, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(join(root, "examples/ci", script), args, options);
  return { status, stdout, stderr };
}

const synth = () =>
  execFileSync("node", [join(root, "scripts/ppm-eks.mjs"), "synth"], { cwd: repository, env: environment });

function commit(message: string): void {
  git("add", "--all");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", message);
}

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "ci-example-"));
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(repository, "deployment.yaml"), "name: ppm\n");
  synth();
  commit("first");
  git("checkout", "--quiet", "-b", "change");
}, 120_000);

afterAll(() => rmSync(repository, { recursive: true }));

describe("synth-and-diff.sh", () => {
  test("shows nothing when nothing changed", () => {
    const { status, stdout } = run("synth-and-diff.sh", ["main", "report.md"]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("None: the stacks are those of main.")]);
    expect(readFileSync(join(repository, "report.md"), "utf8")).toContain("None");
    rmSync(join(repository, "report.md"));
  }, 120_000);

  test("asks for the new output when only the sources are committed, and shows it", () => {
    writeFileSync(
      join(repository, "deployment.yaml"),
      "name: ppm\nprotection: false\nloadBalancer: {mode: create, waf: true}\n",
    );
    git("add", "deployment.yaml");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "waf");
    const { status, stdout } = run("synth-and-diff.sh", ["main", "report.md"]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^\+ {4}"aws_wafv2_web_acl": \{$/m);
    expect(stdout).toContain(
      "`+` the web application firewall is added<br>`aws_wafv2_web_acl.web_application_firewall`",
    );
    expect(stdout).toContain("1. apply ppm-infrastructure");
    expect(readFileSync(join(repository, "report.md"), "utf8")).toContain("is not what the sources give");
    rmSync(join(repository, "report.md"));
    expect(git("diff", "--cached", "--name-only")).toBe("");
  }, 120_000);

  test("shows the change against the target once it is committed, new stacks too", () => {
    commit("output");
    const changed = run("synth-and-diff.sh", ["main"]);
    expect([changed.status, changed.stdout]).toEqual([0, expect.stringContaining('+    "aws_wafv2_web_acl"')]);
    expect(changed.stdout).not.toContain("is not what the sources give");

    writeFileSync(
      join(repository, "deployment.yaml"),
      "name: ppm\nstate: {backend: cloud, organization: example, manage: true}\n",
    );
    const { status, stdout } = run("synth-and-diff.sh", ["main"]);
    expect([status, stdout]).toEqual([2, expect.stringContaining("+++ b/cdktf.out/stacks/ppm-workspaces/cdk.tf.json")]);
    expect(stdout).toMatch(/^Cut after \d+ of \d+ characters/m);
    expect(stdout).toContain("1. apply ppm-workspaces");
    expect(stdout.length).toBeLessThan(65_536);
  }, 120_000);

  test("fails with a wrong deployment file, an unknown branch, and without arguments", () => {
    writeFileSync(join(repository, "deployment.yaml"), "nam: ppm\n");
    expect(run("synth-and-diff.sh", ["main"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("synth failed"),
    });
    writeFileSync(join(repository, "deployment.yaml"), "name: ppm\n");
    expect(run("synth-and-diff.sh", ["nowhere"]).status).toBe(1);
    expect(run("synth-and-diff.sh", []).status).toBe(64);
  }, 120_000);
});

describe("plan.sh", () => {
  /** A stand-in that writes down its arguments and ends with PLAN. */
  function terraform(): string {
    const program = join(repository, "terraform-stand-in");
    writeFileSync(program, '#!/usr/bin/env bash\necho "$PWD $*" >>"$LOG"\n[[ $1 != plan ]] || exit "$PLAN"\n');
    chmodSync(program, 0o755);
    return program;
  }

  test.each([
    ["0", 0, true],
    ["2", 2, true],
    ["1", 1, false],
  ])("ends like the plan: %s", (plan, status, shown) => {
    const folder = join(repository, "cdktf.out/stacks/ppm-infrastructure");
    mkdirSync(folder, { recursive: true });
    rmSync(join(folder, "plan.txt"), { force: true });
    writeFileSync(join(repository, "ci.tfvars"), "");
    const log = join(repository, `log-${plan}`);
    const env = { TERRAFORM: terraform(), PLAN: plan, LOG: log };
    expect(run("plan.sh", ["ppm-infrastructure", "ci.tfvars"], env).status).toBe(status);
    const calls = readFileSync(log, "utf8").trim().split("\n");
    expect(calls.slice(0, 2)).toEqual([
      `${folder} init -input=false -no-color`,
      `${folder} plan -input=false -no-color -lock-timeout=5m -detailed-exitcode -out=plan.tfplan -var-file=${join(repository, "ci.tfvars")}`,
    ]);
    expect(existsSync(join(folder, "plan.txt"))).toBe(shown);
    expect(calls.join()).not.toContain("apply");
  });

  test.each([
    ["0", 0, /^ppm-infrastructure: as applied\n$/],
    ["2", 2, /^\S*ppm-infrastructure: differs from what was applied\. Look who changed it/],
    ["1", 1, /^$/],
  ])("drift.sh ends likewise and says so: %s", (plan, status, said) => {
    mkdirSync(join(repository, "cdktf.out/stacks/ppm-infrastructure"), { recursive: true });
    const ran = run("drift.sh", ["ppm-infrastructure"], { TERRAFORM: terraform(), PLAN: plan, LOG: "/dev/null" });
    expect([ran.status, plan === "0" ? ran.stdout : ran.stderr]).toEqual([status, expect.stringMatching(said)]);
  });

  test("wants a stack that exists", () => {
    expect(run("plan.sh", [], { TERRAFORM: "false" }).status).toBe(64);
    expect(run("plan.sh", ["nothing"], { TERRAFORM: "false" }).status).toBe(1);
  });
});
