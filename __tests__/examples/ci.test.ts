import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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
