import { deploymentKeys } from "../../../src/config/json-schema";
import { type Effect, effects } from "../../../src/explain/effects";
import { blocksOf } from "../../../src/inspect/terraform-json";
import { snakeCase } from "../../../src/stacks/base-stack";
import { shape } from "../../../scripts/checks/shapes";

const reference = shape("reference");

/** Names of the variables of both stacks; the plans were made without protection, which adds one. */
function variableNames(): string[] {
  const catalogs = [...reference.catalogs.infrastructure, ...reference.catalogs.application];
  const names = catalogs.flatMap(({ variables }) => Object.keys(variables).map(snakeCase));
  return [...new Set([...names, "bucket_force_destroy"])].sort();
}

const recorded = (kind: "variables" | "keys") =>
  [...Object.keys(effects[kind]), ...Object.keys(effects.unknown[kind])].sort();

describe("the record of effects", () => {
  test("has each variable of the reference architecture, with a plan or with a reason, and no other", () => {
    expect(recorded("variables")).toEqual(variableNames());
  });

  test("has each key of the deployment file, with a plan or with a reason, and no other", () => {
    // Items of a list have the list's entry.
    const keys = deploymentKeys().flatMap(({ path }) => (path.includes("[]") ? [] : [path]));
    expect(recorded("keys")).toEqual([...new Set(keys)].sort());
  });

  test("gives a reason for what no plan has shown", () => {
    const reasons = [...Object.values(effects.unknown.variables), ...Object.values(effects.unknown.keys)];
    expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
  });

  test("names versions of Terraform and of the provider", () => {
    expect(effects.terraform).toMatch(/^\d+\.\d+\.\d+$/);
    expect(effects.providers).toEqual({ "hashicorp/aws": expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  test("names resources of the reference architecture where a variable changed", () => {
    const known = new Set(
      reference.names.flatMap((stack) => blocksOf(reference.stacks[stack]).map(({ address }) => `${stack} ${address}`)),
    );
    const unknown = Object.values(effects.variables)
      .flatMap(({ changes }) => changes)
      .map(({ stack, address }) => `${stack} ${address.replace(/\[.*$/, "")}`)
      .filter((address) => !known.has(address));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test("tries another value than the one before", () => {
    const trials = [...Object.entries(effects.variables), ...Object.entries(effects.keys)];
    expect(
      trials.filter(([, { from, to }]) => JSON.stringify(from) === JSON.stringify(to)).map(([name]) => name),
    ).toEqual([]);
  });

  const effectOn = (name: string, address: string): Effect | undefined =>
    (effects.variables[name] ?? effects.keys[name])?.changes.find((change) => change.address === address);

  test.each([
    ["database_instance_class", "aws_db_instance.database", "update", ["instance_class"]],
    ["database_name", "aws_db_instance.database", "replace", ["db_name"]],
    ["node_count", "aws_eks_node_group.cluster_node_group", "update", ["scaling_config"]],
    ["node_instance_type", "aws_eks_node_group.cluster_node_group", "replace", ["instance_types"]],
    ["git_build_concurrency", "helm_release.package_manager", "restart", ["values.config.Git.BuildConcurrency"]],
    ["replicas", "helm_release.package_manager", "update", ["values.replicas"]],
  ])("knows what %s does to %s", (name, address, effect, names) => {
    expect(effectOn(name, address)).toMatchObject({ effect, arguments: names });
  });

  test("marks what protection refuses, and only that", () => {
    expect(effectOn("database_name", "aws_db_instance.database")?.protected).toBe(true);
    const held = Object.values(effects.variables).flatMap(({ changes }) => changes.filter((one) => one.protected));
    expect(held.filter(({ effect }) => effect !== "replace" && effect !== "destroy")).toEqual([]);
  });
});
