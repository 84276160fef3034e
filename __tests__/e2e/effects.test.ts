import { alternatives, keyAlternatives } from "../../e2e/effects/alternatives";
import { changedOutputs, type ConfiguredPlan, differences, effectsOf } from "../../e2e/effects/changes";
import { protection } from "../../e2e/effects/protected";
import { effectsJson } from "../../e2e/effects/record";
import type { ResourceChange } from "../../e2e/terraform";
import { parseDeployment } from "../../src/config/parse";
import { deploymentKeys } from "../../src/config/json-schema";
import type { Trial } from "../../src/explain/effects";

type Change = Partial<ResourceChange["change"]>;

function planOf(address: string, change: Change, expressions: object = {}): ConfiguredPlan {
  const whole = { actions: ["update"], before: {}, after: {}, after_unknown: {}, ...change };
  return {
    resource_changes: [{ address, mode: "managed", type: address.split(".")[0] ?? "", change: whole }],
    configuration: {
      root_module: { resources: [{ address: address.replace(/\[.*$/, ""), expressions: expressions as never }] },
    },
  };
}

const shown = (address: string, change: Change, expressions?: object) =>
  effectsOf(planOf(address, change, expressions), "infrastructure").map(
    ({ address: where, effect, arguments: names }) => `${where} ${effect} ${names.join()}`,
  );

describe("effectsOf", () => {
  test("an update names the arguments given that differ, not what the provider computes", () => {
    const change = {
      before: { size: 1, arn: "a", same: 1 },
      after: { size: 2, same: 1 },
      after_unknown: { arn: true },
    };
    expect(shown('a.b["key"]', change, { size: {}, same: {} })).toEqual(['a.b["key"] update size']);
    expect(shown("a.b", change)).toEqual(["a.b update arn,size"]);
  });

  test("an empty value in another spelling is no difference, but something unknown is one", () => {
    const before = { scaling: [{ n: 1 }], template: [{ id: "x", name: null, version: "1" }] };
    const after = { scaling: [{ n: 2 }], template: [{ id: "x", name: "", version: "1" }] };
    const given = { scaling: {}, template: {} };
    expect(shown("a.b", { before, after }, given)).toEqual(["a.b update scaling"]);
    const unknown = { template: [{ version: true }] };
    expect(shown("a.b", { before, after, after_unknown: unknown }, given)).toEqual(["a.b update scaling,template"]);
  });

  test("a replacement names what forces it", () => {
    const change = {
      before: { name: 1, tags: 1 },
      after: { name: 2, tags: 2 },
      replace_paths: [["name"], ["name", 0]],
    };
    expect(shown("a.b", { ...change, actions: ["create", "delete"] }, { name: {}, tags: {} })).toEqual([
      "a.b replace name",
    ]);
  });

  test.each([
    ["create", "create"],
    ["delete", "destroy"],
  ])("%s is %s", (action, effect) => {
    expect(shown("a.b", { actions: [action] })).toEqual([`a.b ${effect} `]);
  });

  test("leaves out what does not change, and data sources", () => {
    expect(shown("a.b", { actions: ["no-op"] })).toEqual([]);
    const plan = planOf("data.a.b", { actions: ["read"] });
    const data = plan.resource_changes?.map((one) => ({ ...one, mode: "data" as const }));
    expect(effectsOf({ ...plan, resource_changes: data ?? [] }, "infrastructure")).toEqual([]);
  });

  const release = "terraform_data.helm_release_package_manager";
  const values = (before: string, after: string) => ({
    before: { input: { version: "1", values: [before] } },
    after: { input: { version: "1", values: [after] } },
  });

  test("values of the release that reach the pods restart them, others do not", () => {
    expect(
      shown(release, values("replicas: 3\nconfig: { Git: { N: 1 } }", "replicas: 3\nconfig: { Git: { N: 2 } }")),
    ).toEqual(["helm_release.package_manager restart values.config.Git.N"]);
    expect(shown(release, values("replicas: 3", "replicas: 2"))).toEqual([
      "helm_release.package_manager update values.replicas",
    ]);
  });

  test("what else a stand-in changes is unknown, and its helpers are nothing", () => {
    const version = { before: { input: { version: "1" } }, after: { input: { version: "2" } } };
    expect(shown(release, version)).toEqual(["helm_release.package_manager unknown version"]);
    expect(shown("terraform_data.kubernetes_secret_v1_package_manager_secrets", version)).toEqual([
      "kubernetes_secret_v1.package_manager_secrets unknown version",
    ]);
    expect(shown("terraform_data.kubernetes_secret_v1_x_captured", version)).toEqual([]);
    expect(shown("terraform_data.license_written", { ...version, actions: ["update"] })).toEqual([
      "terraform_data.license_written update input",
    ]);
  });

  test("a stand-in that differs in a type only does not change", () => {
    const same = { before: { input: { n: 1 } }, after: { input: { n: 1 } } };
    expect(shown(release, { ...same, after_unknown: { input: {} } })).toEqual([]);
    expect(shown(release, { ...same, after_unknown: { input: { n: true } } })).toEqual([
      "helm_release.package_manager unknown known after apply",
    ]);
  });
});

test("changedOutputs", () => {
  const plan = {
    output_changes: { b: { actions: ["update"] }, a: { actions: ["create"] }, c: { actions: ["no-op"] } },
  };
  expect(changedOutputs(plan)).toEqual(["a", "b"]);
});

test("differences go as deep as both are objects", () => {
  expect(differences({ a: { b: 1, c: [1] }, d: 1 }, { a: { b: 2, c: [2] }, d: 1 })).toEqual(["a.b", "a.c"]);
  expect(differences({ a: 1 }, {})).toEqual(["a"]);
});

test("protection marks what the reference architecture does not let go", () => {
  const database = { stack: "infrastructure", address: "aws_db_instance.database", arguments: [] } as const;
  expect(
    protection()([
      { ...database, effect: "replace" },
      { ...database, effect: "update" },
      { ...database, address: "aws_lb.load_balancer", effect: "replace" },
    ]).map((one) => one.protected),
  ).toEqual([true, undefined, undefined]);
});

describe("effectsJson", () => {
  const trial: Trial = {
    from: 1,
    to: 2,
    changes: [{ stack: "infrastructure", address: "a.b", effect: "update", arguments: ["x"] }],
  };

  test("sorts names, and gives a resource a line", () => {
    const record = effectsJson();
    record.set("variables", "b", trial);
    record.set("variables", "a", "not tried");
    record.set("keys", "c.d", { ...trial, changes: [] });
    const text = record.text();
    expect(JSON.parse(text)).toEqual({
      terraform: "",
      providers: {},
      variables: { b: trial },
      keys: { "c.d": { from: 1, to: 2, changes: [] } },
      unknown: { variables: { a: "not tried" }, keys: {} },
    });
    expect(text).toContain(
      '\n      "changes": [{"stack":"infrastructure","address":"a.b","effect":"update","arguments":["x"]}]\n',
    );
    expect(effectsJson(text).text()).toBe(text);
  });

  test("a plan takes the place of a reason, and the other way round", () => {
    const record = effectsJson();
    record.set("variables", "a", "not tried");
    record.set("variables", "a", trial);
    expect(JSON.parse(record.text())).toMatchObject({ variables: { a: trial }, unknown: { variables: {} } });
    record.set("variables", "a", "Terraform refused the plan: no");
    expect(JSON.parse(record.text())).toMatchObject({ variables: {} });
    expect(record.knows("variables", "a")).toBe(true);
    expect(record.knows("variables", "b")).toBe(false);
  });
});

describe("alternatives", () => {
  test("name keys that there are, with another value that the schema takes", () => {
    const known = new Set(deploymentKeys().map(({ path }) => path));
    const wrong = Object.entries(keyAlternatives).filter(([key, { to }]) => {
      const [part = "", ...rest] = key.split(".");
      const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), to);
      const made = ["network", "cluster", "bucket", "loadBalancer"].includes(part);
      const file = { [part]: made ? { mode: "create", ...(value as object) } : value };
      return !known.has(key) || "problems" in parseDeployment(JSON.stringify(file));
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test("hold for the rules of their variables", async () => {
    const { evaluateTemplate } = await import("../../src/inspect/evaluate");
    const { shape } = await import("../../scripts/checks/shapes");
    const aws = { call: () => Promise.resolve({ HostedZone: { Id: "/hostedzone/Z0123456789" } }) };
    const values = await alternatives(aws as never);
    const { catalogs, inputs } = shape("reference");
    const all: Record<string, unknown> = {
      ...inputs.infrastructure,
      ...inputs.application,
      region: "eu-central-1",
      ...values,
    };
    const specs = [...catalogs.infrastructure, ...catalogs.application].flatMap(({ variables }) =>
      Object.values(variables),
    );
    const holds = (condition: string): boolean | undefined => {
      if (condition.includes("cidrnetmask")) return undefined; // Only Terraform has it, and `try` hides that.
      try {
        return evaluateTemplate(`\${${condition}}`, ([, name]) => (all[String(name)] ?? null) as never) === true;
      } catch {
        return undefined; // Another one of those.
      }
    };
    const judged = specs
      .flatMap(({ rules = [] }) => rules)
      .map(({ condition }) => ({ condition, ok: holds(condition) }));
    const broken = judged.filter(({ ok }) => ok === false);
    expect(judged.filter(({ ok }) => ok).length).toBeGreaterThan(50);
    expect(broken.map(({ condition }) => condition)).toEqual([]);
  });
});
