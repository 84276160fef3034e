import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Step {
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string | boolean>;
  readonly run?: string;
  readonly uses?: string;
}
interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly steps: readonly Step[];
}
interface GitlabJob {
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly environment?: string;
  readonly variables?: Record<string, string>;
}

const github = parse(read("examples/github-actions/package-manager.yml")) as {
  jobs: Record<string, Job>;
  concurrency: { group: string };
};
const gitlab = parse(read("examples/gitlab-ci/.gitlab-ci.yml"), { merge: true }) as Record<string, GitlabJob>;

/** The scripts of each job, by its name. */
const scripts: [string, string[]][] = [
  ...Object.entries(github.jobs).map(([name, { steps }]): [string, string[]] => [
    `GitHub ${name}`,
    steps.flatMap(({ run }) => run ?? []),
  ]),
  ...["synth", "comment", "plan", "apply", "drift"].map((name): [string, string[]] => [
    `GitLab ${name}`,
    [...(gitlab[name]?.before_script ?? []), ...(gitlab[name]?.script ?? [])],
  ]),
];

describe("CI examples", () => {
  test.each(scripts)("%s: bash reads each script", (_, runs) => {
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: run, encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
    }
  });

  test("a search for drift by schedule, which applies nothing", () => {
    expect(github.jobs.drift?.if).toBe("github.event_name == 'schedule'");
    expect(gitlab.drift?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
  });

  test("a search for drift takes no waiting apply's place", () => {
    expect(github.concurrency.group).toContain("${{ github.event_name }}");
  });

  test("what plans the license's stack without it says so, since a plan that writes one wants a value", () => {
    const planning = /(?:plan|drift)\.sh "\$INFRASTRUCTURE"/;
    const inGithub = Object.entries(github.jobs).flatMap(([name, { steps }]) =>
      steps.filter(({ run = "" }) => planning.test(run)).map(({ env }) => [name, env?.TF_VAR_license]),
    );
    const none = "none, since this job applies nothing";
    expect(inGithub).toEqual([
      ["plan", none],
      ["apply", "${{ secrets.PACKAGE_MANAGER_LICENSE }}"],
      ["drift", none],
    ]);
    expect([gitlab.plan, gitlab.drift].map((job) => job?.variables?.TF_VAR_license)).toEqual([none, none]);
  });

  test("nothing of a fork has a role or a token", () => {
    for (const { if: when } of [github.jobs.plan, github.jobs.comment].map((job) => job ?? { if: "" }))
      expect(when).toContain("!github.event.pull_request.head.repo.fork");
    const ownOnly = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID";
    for (const job of [gitlab.plan, gitlab.comment])
      expect(job?.rules?.map((rule) => rule.if)).toEqual([expect.stringContaining(ownOnly)]);
  });

  test("an apply only where somebody approves", () => {
    const applying = scripts.filter(([, runs]) => runs.some((run) => /\bapply\b/.test(run))).map(([name]) => name);
    expect(applying).toEqual(["GitHub apply", "GitLab apply"]);
    expect(github.jobs.apply).toMatchObject({ environment: "production", if: "github.event_name == 'push'" });
    expect(gitlab.apply).toMatchObject({
      environment: "production",
      rules: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "push"', when: "manual" }],
    });
  });

  test("no key that lasts, and a token only where AWS is used", () => {
    const text = read("examples/github-actions/package-manager.yml") + read("examples/gitlab-ci/.gitlab-ci.yml");
    expect(text).not.toMatch(/AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)/);
    const tokens = Object.entries(github.jobs).map(([name, { permissions }]) => [name, permissions?.["id-token"]]);
    expect(tokens).toEqual([
      ["synth", undefined],
      ["comment", undefined],
      ["plan", "write"],
      ["apply", "write"],
      ["drift", "write"],
    ]);
  });

  test("what may write to a pull request runs nothing of the pull request", () => {
    const writing = Object.entries(github.jobs).filter(([, { permissions }]) => permissions?.["pull-requests"]);
    expect(writing.map(([name]) => name)).toEqual(["comment"]);
    const { if: when, needs, steps = [] } = github.jobs.comment ?? {};
    expect({ when, needs }).toEqual({
      when: expect.stringContaining("!github.event.pull_request.head.repo.fork"),
      needs: "synth",
    });
    expect(steps.find(({ uses }) => uses?.startsWith("actions/checkout"))?.with).toEqual({
      ref: "${{ github.event.pull_request.base.sha }}",
      "persist-credentials": false,
    });
    expect(gitlab.comment?.script).toContainEqual(
      expect.stringContaining("git show FETCH_HEAD:examples/ci/comment.mjs"),
    );
  });

  test("actions are pinned, and the scripts are there and may be run", () => {
    const uses = Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([]);
    const called = scripts.flatMap(([, runs]) =>
      runs.flatMap((run) => run.match(/examples\/ci\/[\w-]+\.(?:sh|mjs)/g) ?? []),
    );
    expect([...new Set(called)].sort()).toEqual([
      "examples/ci/comment.mjs",
      "examples/ci/drift.sh",
      "examples/ci/plan.sh",
      "examples/ci/synth-and-diff.sh",
    ]);
    for (const script of called) execFileSync("test", ["-x", join(root, script)]);
  });
});

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
