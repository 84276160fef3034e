import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json } from "../../../src/inspect/terraform-json";
import { snakeCase } from "../../../src/stacks/base-stack";
import type { VariableSpec } from "../../../src/terraform/variables";
import * as application from "../../../src/variables/application";
import * as options from "../../../src/variables/application-options";

const catalogs = [...Object.values(application), ...Object.values(options)];
const variables: Record<string, VariableSpec> = Object.assign({}, ...catalogs.map((catalog) => catalog.variables));
const defaults = Object.fromEntries(
  Object.entries(variables).map(([key, spec]) => [snakeCase(key), spec.default ?? null]),
);

/** What is wrong with a value of a variable, while all others have their defaults. */
function broken(key: string, value: Json): string[] {
  const given: Record<string, Json> = { ...(defaults as Record<string, Json>), [snakeCase(key)]: value };
  const lookup = ([, name]: readonly (string | number)[]) => given[String(name)] ?? null;
  return (variables[key]?.rules ?? [])
    .filter(({ condition }) => evaluateTemplate(`\${${condition}}`, lookup) !== true)
    .map(({ expected }) => String(evaluateTemplate(expected, lookup)));
}

describe("variables of the application", () => {
  test("only those of an option have no default", () => {
    expect(Object.keys(variables).filter((key) => variables[key]?.default === undefined)).toEqual([
      "databaseCaBundle",
      "imagePullSecret",
      "httpsProxy",
    ]);
  });

  test("defaults and examples keep all rules", () => {
    for (const [key, { default: fallback, example }] of Object.entries(variables)) {
      expect([key, broken(key, (fallback ?? example) as Json)]).toEqual([key, []]);
      if (example !== undefined) expect([key, broken(key, example as Json)]).toEqual([key, []]);
    }
  });

  test.each([
    ["replicas", 1, 100, "pods"],
    ["maxOpenConnections", 5, 5000, "connections"],
    ["gitBuildConcurrency", 1, 1000, "builds"],
    ["cpuRequestMillicores", 100, 192000, "millicores"],
    ["memoryRequestMib", 2048, 1572864, "MiB"],
    ["ephemeralStorageRequestGib", 1, 16384, "GiB"],
  ])("%s is a whole number from %d to %d %s", (key, min, max, unit) => {
    const rule = [`a whole number of ${unit} from ${min} to ${max}`];
    expect([min - 1, min, min + 0.5, max, max + 1].map((value) => broken(key, value))).toEqual([
      rule,
      [],
      rule,
      [],
      rule,
    ]);
  });

  test.each([
    ["cpuLimitMillicores", 6000, 192000, "cpu_request_millicores"],
    ["memoryLimitMib", 12288, 1572864, "memory_request_mib"],
    ["ephemeralStorageLimitGib", 30, 16384, "ephemeral_storage_request_gib"],
  ])("%s is at least the request", (key, request, max, name) => {
    expect(broken(key, request)).toEqual([]);
    expect(broken(key, max)).toEqual([]);
    expect(broken(key, request - 1)).toEqual([`at least ${name}, ${request}`]);
    expect(broken(key, max + 1)).toHaveLength(1);
  });

  const digest = `sha256:${"0a".repeat(32)}`;
  test.each([
    ["updateStrategy", ["rolling", "recreate"], ["Rolling", ""]],
    [
      "databaseUsername",
      ["a", "package_manager", "a".repeat(63)],
      ["", "1a", "A", "a-b", "pg_a", "rdsadmin", "a".repeat(64)],
    ],
    ["chartRepository", ["https://a.example/charts", "oci://1.dkr.example/charts"], ["http://a", "https://u@a", "a"]],
    ["chartVersion", ["0.20.4", "1.2.3-rc.1"], ["1.2", "~1.2.3", ">=1.2.3", ""]],
    ["imageRepository", ["posit/package-manager", "a.example:5000/b/c"], ["a:1", `a@${digest}`, "https://a/b", ""]],
    ["imageTag", ["2026.08.0-ubuntu-24.04"], ["latest", "", "a@b", "a b", "a".repeat(129)]],
    ["imageDigest", ["", digest], ["0a", `${digest}0`, digest.toUpperCase()]],
    ["initImage", ["postgres:17", `postgres@${digest}`, "a.example/postgres:17"], ["postgres", "postgres:latest", ""]],
    [
      "httpsProxy",
      ["http://proxy.example.com:3128"],
      ["http://u:p@proxy:3128", "proxy:3128", "http://proxy", "http://p:1/"],
    ],
    ["imagePullSecret", ["registry-login", "a.b"], ["A", "", "-a", "a_b"]],
    ["databaseCaBundle", ["-----BEGIN CERTIFICATE-----\nx"], ["", "rds-ca.pem"]],
  ])("%s takes and refuses", (key, good, bad) => {
    for (const value of good) expect([value, broken(key, value)]).toEqual([value, []]);
    for (const value of bad) expect([value, broken(key, value).length]).toEqual([value, 1]);
  });

  test("noProxy takes names without spaces and commas", () => {
    expect(broken("noProxy", [".example.com", "10.0.0.0/8"])).toEqual([]);
    expect(broken("noProxy", ["a,b"])).toHaveLength(1);
    expect(broken("noProxy", ["a b"])).toHaveLength(1);
    expect(broken("noProxy", [""])).toHaveLength(1);
  });
});
