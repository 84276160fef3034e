import { compareStacks } from "../../../src/diff/compare";
import type { TerraformJson } from "../../../src/inspect/terraform-json";
import { change, stack, stacksOf } from "../../support/diff";

const steps = (before: object, after: object) => change(before, after).steps;

describe("steps between real outputs", () => {
  test("none when nothing changes", () => expect(steps({}, {})).toEqual([]));

  test("one when a change stays in one stack", () => {
    expect(steps({}, { loadBalancer: { mode: "create", waf: true } })).toEqual(["apply ppm-infrastructure"]);
  });

  test("infrastructure first, then the application that reads what changed", () => {
    expect(steps({}, { network: { mode: "create", zones: 2 } })).toEqual([
      "apply ppm-infrastructure",
      expect.stringMatching(
        /^plan ppm-application, and apply it if the plan shows a change: it reads .*\bingress_cidrs\b/,
      ),
    ]);
    expect(steps({}, { identity: "podIdentity" })).toEqual(["apply ppm-infrastructure", "apply ppm-application"]);
  });

  test("to switch protection off changes nothing that the application reads", () => {
    const [first, ...others] = steps({}, { protection: false });
    expect(first).toBe("apply ppm-infrastructure");
    expect(others.join()).not.toMatch(/bucket_name|secret_arn/);
  });

  test("a database of another owner: protection off first, and a warning of what goes before the application lets go", () => {
    const database = { mode: "existing", credentials: "master", securityGroup: false };
    const [unprotect, infrastructure, application, ...others] = steps({}, { database });
    expect(unprotect).toMatch(
      /^with the former deployment file and `protection: false`, synthesize and apply ppm-infrastructure: so far the database, .+ are protected/,
    );
    expect(infrastructure).toMatch(/^apply ppm-infrastructure \(before: set the new variables database_host, /);
    expect(infrastructure).toContain("remove the variables alarm_database_connections_percent, ");
    expect(infrastructure).toMatch(/until the next step, ppm-application uses what this removes \(database_host and /);
    expect(application).toMatch(
      /^plan ppm-application, and apply it if the plan shows a change: it reads .*database_host/,
    );
    expect(others).toEqual([]);

    const [first] = steps({ protection: false }, { protection: false, database });
    expect(first).toMatch(/^apply ppm-infrastructure/);
  });

  test("outputs that people copy", () => {
    const [only, ...others] = steps({}, { handover: "variables" });
    expect(only).toMatch(
      /^copy the outputs bucket_name, .+ and \d+ more of ppm-infrastructure into the variables of ppm-application, and apply ppm-application$/,
    );
    expect(others).toEqual([]);
    const zones = steps({ handover: "variables" }, { handover: "variables", network: { mode: "create", zones: 2 } });
    expect(zones[1]).toMatch(/^copy the outputs .*ingress_cidrs.* into the variables of ppm-application, and apply/);
  });

  test("workspaces first, and the states move; backwards they go last", () => {
    const cloud = { state: { backend: "cloud", organization: "example", manage: true } };
    expect(steps({}, cloud)).toEqual([
      expect.stringMatching(/^apply ppm-workspaces \(before: set the new variables .*run_permissions_boundary_arn\)$/),
      "apply ppm-infrastructure (before: run `terraform init -migrate-state`: its state moves)",
      "apply ppm-application (before: run `terraform init -migrate-state`: its state moves)",
    ]);
    const back = steps(cloud, {});
    expect(back.map((step) => step.slice(0, step.search(/[ (:]*(\(|:)/)))).toEqual([
      "apply ppm-infrastructure",
      "apply ppm-application",
      "destroy ppm-workspaces",
    ]);
  });

  test("a deployment that goes: the application first", () => {
    const gone = (protection: boolean) =>
      compareStacks(stacksOf({ protection }), {}).steps.map((step) => step.replace(/: .*/, ""));
    expect(gone(false)).toEqual(["destroy ppm-application", "destroy ppm-infrastructure"]);
    const managed = { protection: false, state: { backend: "cloud", organization: "example", manage: true } };
    expect(compareStacks(stacksOf(managed), {}).steps.map((step) => step.replace(/: .*/, ""))).toEqual([
      ...gone(false),
      "destroy ppm-workspaces",
    ]);
    expect(gone(true)).toEqual(["with the former deployment file and `protection", ...gone(false)]);
  });
});

describe("steps between small stacks", () => {
  const reads = (...outputs: string[]): TerraformJson =>
    stack({
      helm_release: { r: { values: outputs.map((name) => `\${data.terraform_remote_state.i.outputs.${name}}`) } },
    });
  const gives = (resource: TerraformJson["resource"], output: Record<string, string>): TerraformJson =>
    stack(resource ?? {}, {
      output: Object.fromEntries(Object.entries(output).map(([name, value]) => [name, { value }])),
    });
  const from = (infrastructure: TerraformJson, application: TerraformJson) => ({
    "a-infrastructure": infrastructure,
    "a-application": application,
  });
  const [a, b] = ["${aws_sqs_queue.a.arn}", "${aws_sqs_queue.b.arn}"];

  test("what the application stops to use is removed after it let go", () => {
    const before = from(gives({ aws_sqs_queue: { a: {}, b: {} } }, { a, b }), reads("a", "b"));
    const after = from(gives({ aws_sqs_queue: { b: {} } }, { b }), reads("b"));
    expect(compareStacks(before, after).steps).toEqual([
      "apply a-application; first, since it still uses what a-infrastructure removes (a)",
      "apply a-infrastructure",
    ]);
    // And the other way round, what is new is there before it is used.
    expect(compareStacks(after, before).steps).toEqual(["apply a-infrastructure", "apply a-application"]);
  });

  test("what it needs anew decides over what it loses", () => {
    const before = from(gives({ aws_sqs_queue: { a: {} } }, { a }), reads("a"));
    const after = from(gives({ aws_sqs_queue: { b: {} } }, { b }), reads("b"));
    expect(compareStacks(before, after).steps).toEqual([
      expect.stringMatching(/^apply a-infrastructure; until the next step, a-application uses what this removes \(a\)/),
      "apply a-application",
    ]);
  });

  test("an infrastructure that goes while the application stays, goes last", () => {
    const before = from(gives({ aws_sqs_queue: { a: {} } }, { a }), reads("a"));
    expect(compareStacks(before, { "a-application": reads() }).steps).toEqual([
      "apply a-application; first, since it still uses what a-infrastructure removes (a)",
      "destroy a-infrastructure: `terraform destroy` in its folder of the former output, and only then write the new one",
    ]);
  });

  test("other providers, and variables that have become needed", () => {
    const of = (version: string, variable: TerraformJson["variable"] = {}) => ({
      other: { terraform: { required_providers: { aws: { version } } }, variable },
    });
    expect(compareStacks(of("1"), of("2", { x: {}, y: { default: 1 } })).steps).toEqual([
      "apply other (before: run `terraform init -upgrade`, for other providers; set the new variable x)",
    ]);
    expect(compareStacks(of("1", { x: { default: 1 } }), of("1", { x: {} })).steps).toEqual([
      "apply other (before: set the new variable x)",
    ]);
  });

  test.each([
    [{ lifecycle: { prevent_destroy: true } }],
    [{ deletion_protection: true }],
    [{ enable_deletion_protection: true }],
  ])("%j is switched off before it is removed", (body) => {
    const steps = (after: TerraformJson) => compareStacks({ a: stack({ aws_lb: { lb: body } }) }, { a: after }).steps;
    expect(steps(stack({}))).toEqual([
      "with the former deployment file and `protection: false`, synthesize and apply a: so far the lb is protected against being destroyed",
      "apply a",
    ]);
    const moved = [{ from: "aws_lb.lb", to: "aws_lb.new" }];
    expect(steps(stack({ aws_lb: { new: body } }, { moved }))).toEqual(["apply a"]);
  });
});
