import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comparePlan } from "../../../src/diff/compare";
import { parsePlan } from "../../../src/plan/plan-files";
import type { PlanJson, PlannedChange, PlannedResource } from "../../../src/plan/plan-check";
import { resourcesIn, stack } from "../../support/diff";

/**
 * What `terraform show -json` of Terraform 1.11.4 printed of a stack of `terraform_data` in which an argument changed, one
 * that replaces changed, one is gone, one has moved, and a sensitive variable changed. Without what is not read here.
 */
const real = parsePlan("plan.json", readFileSync(join(__dirname, "terraform-data.plan.json"), "utf8"));

const resource = (address: string, change: Partial<PlannedChange>, more: Partial<PlannedResource> = {}) => {
  const [type = "", name = ""] = address.split(/[.[]/);
  return { address, mode: "managed", type, name, change: { actions: ["no-op"], ...change }, ...more };
};
const planOf = (...resources: PlannedResource[]): PlanJson => ({ format_version: "1.2", resource_changes: resources });
const wordsOf = (...resources: PlannedResource[]) =>
  comparePlan(planOf(...resources)).differences.map(({ words }) => words);

describe("comparePlan of a real plan", () => {
  const comparison = comparePlan(real);

  test("has the effects that the plan says", () => {
    expect(resourcesIn(comparison)).toEqual([
      "changed update terraform_data.a",
      "changed replace terraform_data.b",
      "removed destroy terraform_data.c",
      "changed update terraform_data.new",
    ]);
    expect(comparison.differences.map(({ words }) => words)).toEqual([
      "the output x gets another value: bff17c92-ecf8-154c-8f02-697e7d934a4e -> (known after apply)",
      "the output y gets another value (sensitive)",
      "the a (note in the state) changes: input, k (sensitive); input, n a -> b; output (sensitive)",
      "the b (note in the state) is replaced, since triggers replace cannot change in place: triggers replace a -> b",
      "the c (note in the state) is destroyed",
      "the new (note in the state) has a new address in the state: terraform_data.old -> terraform_data.new; nothing else changes",
    ]);
  });

  test("tells no secret, not even where Terraform forgets to mark it", () => {
    expect(JSON.stringify(real)).toContain("old-secret");
    const output = real.resource_changes?.find(({ address }) => address === "terraform_data.a")?.change;
    expect(output).toMatchObject({ before: { output: { k: "old-secret" } }, before_sensitive: { output: {} } });
    expect(JSON.stringify(comparison)).not.toMatch(/(old|new)-secret/);
  });

  test("names the stack, and who reads its outputs", () => {
    expect(comparison.steps).toEqual([
      "apply this plan",
      "plan the stack that reads its outputs: x and y of what it may read are new or changed",
    ]);
    expect(comparePlan(real, undefined, "ppm-infrastructure").steps).toEqual([
      "apply this plan of ppm-infrastructure",
      "plan ppm-application: x and y of what it may read are new or changed",
    ]);
    expect(comparePlan(real, undefined, "ppm-application").steps).toEqual(["apply this plan of ppm-application"]);
    expect(comparePlan(planOf()).steps).toEqual([]);
  });
});

test("comparePlan of a real plan of the AWS provider: one NAT gateway instead of three", () => {
  // What changes of the third plan of `npm run test:e2e`, with the AWS provider 5.100.0 on an emulator.
  const text = readFileSync(join(__dirname, "single-nat-gateway.plan.json"), "utf8");
  const { differences } = comparePlan(parsePlan("plan.json", text));
  expect(differences.map(({ effect, words }) => `${effect}: ${words}`)).toEqual([
    "destroy: the network zone 2 NAT address (EIP) is destroyed",
    "destroy: the network zone 3 NAT address (EIP) is destroyed",
    "destroy: the network zone 2 NAT gateway is destroyed",
    "destroy: the network zone 3 NAT gateway is destroyed",
    expect.stringMatching(/^update: the network zone 2 NAT route changes: NAT gateway ID nat-\w+ -> nat-\w+$/),
    expect.stringMatching(/^update: the network zone 3 NAT route changes: NAT gateway ID nat-\w+ -> nat-\w+$/),
  ]);
});

describe("comparePlan", () => {
  test("the database in words", () => {
    const change = {
      actions: ["update"],
      before: { instance_class: "db.t3.xlarge" },
      after: { instance_class: "db.m6g.large" },
    };
    expect(comparePlan(planOf(resource("aws_db_instance.database", change)), undefined, "s").differences).toEqual([
      {
        part: "database",
        stack: "s",
        address: "aws_db_instance.database",
        kind: "changed",
        effect: "update",
        arguments: [{ path: "instance_class", before: "db.t3.xlarge", after: "db.m6g.large" }],
        words: "the database gets another instance class: db.t3.xlarge -> db.m6g.large",
      },
    ]);
  });

  test.each([
    [["create"], "added", "create", "the lb is made"],
    [["delete"], "removed", "destroy", "the lb is destroyed"],
    [["forget"], "removed", "unknown", "the lb leaves the state, and stays in place"],
    [["create", "delete"], "changed", "replace", "the lb is replaced"],
    [["create", "forget"], "changed", "create", "the lb is made anew; the former leaves the state, and stays in place"],
    [["something"], "changed", "unknown", "the lb: something"],
  ])("%j is %s, %s", (actions, kind, effect, words) => {
    const { differences } = comparePlan(planOf(resource("aws_lb.lb", { actions })));
    expect(differences).toEqual([expect.objectContaining({ kind, effect, words })]);
  });

  test("leaves out what stays and what is read", () => {
    expect(
      wordsOf(resource("aws_lb.lb", {}), resource("aws_region.r", { actions: ["read"] }, { mode: "data" })),
    ).toEqual([]);
  });

  test("an import is no creation", () => {
    const importing = { id: "x" };
    expect(wordsOf(resource("aws_lb.lb", { importing }))).toEqual([
      "the lb is taken over as it exists (imported); nothing of it changes",
    ]);
    const update = { actions: ["update"], importing, before: { idle_timeout: 1 }, after: { idle_timeout: 2 } };
    expect(wordsOf(resource("aws_lb.lb", update))).toEqual([
      "the lb is taken over as it exists (imported); the lb changes: idle timeout 1 -> 2",
    ]);
  });

  test.each([
    ["replace_because_tainted", "the lb is replaced, since it is tainted"],
    ["replace_by_request", "the lb is replaced, as -replace asks"],
    ["replace_by_triggers", "the lb is replaced, since what its replace_triggered_by names changes"],
  ])("says why: %s", (action_reason, words) => {
    expect(wordsOf(resource("aws_lb.lb", { actions: ["delete", "create"] }, { action_reason }))).toEqual([words]);
  });

  test("a replacement names what forces it, and leaves out what follows from it", () => {
    const change = {
      actions: ["delete", "create"],
      before: { name: "a", arn: "x" },
      after: { name: "b" },
      after_unknown: { arn: true },
      replace_paths: [["name"]],
    };
    expect(wordsOf(resource("aws_lb.lb", change))).toEqual([
      "the lb is replaced, since name cannot change in place: name a -> b",
    ]);
    const computed = { ...change, replace_paths: [["arn"]] };
    expect(wordsOf(resource("aws_lb.lb", computed))[0]).toContain("ARN x -> (known after apply)");
  });

  test("of many arguments, a replacement tells those that force it; empty and not set are the same", () => {
    const names = ["a", "b", "c", "d"];
    const of = (value: number) => Object.fromEntries(names.map((name) => [name, value]));
    const change = {
      actions: ["create", "delete"],
      before: { ...of(1), none: "", list: [], map: {}, forced: "" },
      after: of(2),
      replace_paths: [["b"], ["forced"]],
    };
    const [difference] = comparePlan(planOf(resource("aws_lb.lb", change))).differences;
    expect(difference?.words).toBe(
      'the lb is replaced, since b and forced cannot change in place: b 1 -> 2; forced is no longer set (was "")',
    );
    expect(difference?.arguments.map(({ path }) => path)).toEqual([...names, "forced"]);
  });

  test("with the stack, an update leaves out what the stack does not set", () => {
    const change = { actions: ["update"], before: { a: "1", b: "1" }, after: {}, after_unknown: { a: true, b: true } };
    const plan = planOf(resource("aws_lb.lb", change));
    const paths = (json = stack({})) => comparePlan(plan, json).differences[0]?.arguments.map(({ path }) => path);
    expect(paths(stack({ aws_lb: { lb: { a: "${x.y.z}" } } }))).toEqual(["a"]);
    expect(paths()).toEqual(["a", "b"]);
  });

  test("a release is upgraded; its pods restart only when the annotation for that changes", () => {
    const values = (revision: number, replicas: number) => ({
      values: [`replicas: ${replicas}\npod:\n  annotations:\n    package-manager/secrets-revision: "${revision}"\n`],
    });
    const release = (after: object) =>
      resource("helm_release.package_manager", { actions: ["update"], before: values(1, 2), after: after as never });
    expect(comparePlan(planOf(release(values(1, 3)))).differences).toEqual([
      expect.objectContaining({
        effect: "update",
        words: "the release of Package Manager gets another number of replicas: 2 -> 3; the release is upgraded",
      }),
    ]);
    expect(comparePlan(planOf(release(values(2, 2)))).differences).toEqual([
      expect.objectContaining({
        effect: "restart",
        words: expect.stringMatching(/secrets-revision"\] 1 -> 2; the release is upgraded, and its pods restart$/),
      }),
    ]);
  });

  test("what AWS protects has to be let go before", () => {
    const before = { deletion_protection: true };
    const { steps } = comparePlan(
      planOf(resource("aws_db_instance.database", { actions: ["delete"], before })),
      undefined,
      "s",
    );
    expect(steps).toEqual([
      "with the former deployment file and `protection: false`, synthesize and apply s, then plan again: so far AWS refuses to delete the database",
      "apply this plan of s",
    ]);
  });

  test("an instance keeps its key, and a resource of a module its part", () => {
    const { differences } = comparePlan(
      planOf({
        ...resource('aws_db_instance.database["a"]', { actions: ["create"] }),
        address: 'module.m.aws_db_instance.database["a"]',
      }),
    );
    expect(differences).toEqual([
      expect.objectContaining({
        part: "database",
        words: 'the database["a"] is made',
        address: 'module.m.aws_db_instance.database["a"]',
      }),
    ]);
  });

  test("an output that comes and one that goes", () => {
    const output_changes = { a: { actions: ["create"], after: 1 }, b: { actions: ["delete"], before: 1 } };
    expect(comparePlan({ format_version: "1.2", output_changes }).differences.map(({ words }) => words)).toEqual([
      "the output a is added",
      "the output b is removed",
    ]);
  });
});
