import { chartValues, type ChartInputs } from "../../modules/package-manager";
import {
  appendedValuePaths,
  ownedConfigKey,
  ownedConfigKeys,
  ownedEnvironmentVariable,
  ownedValuePaths,
  ownedValues,
} from "../../modules/package-manager/owned";
import { referenceInputs } from "../support/package-manager";

const nodeTargets: Partial<ChartInputs> = {
  targets: { type: "node", nodePort: 30242 },
  image: { repository: "r", tag: "t", pullSecret: "login" },
  prometheus: {
    namespace: "package-manager",
    labels: { release: "prometheus" },
    runbookBaseUrl: "docs/runbooks",
    failedGitBuilds: 3,
    licenseDays: 30,
    podRestarts: 3,
  },
};
const generated = [{}, nodeTargets].map((inputs) => chartValues({ ...referenceInputs, ...inputs }));

/** Paths of everything that is no map. */
function leaves(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...path]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]));
}

const isPrefix = (short: string, long: string) => long === short || long.startsWith(`${short}.`);
const setPaths = [...new Set(generated.flatMap((values) => leaves(values)).map((path) => path.join(".")))];

describe("owned", () => {
  test("names every value that the generator sets", () => {
    const known = [...Object.keys(ownedValuePaths), ...appendedValuePaths];
    const free = setPaths.filter((path) => !known.some((owned) => isPrefix(owned, path)));
    // Liveness may be tuned, but not switched off.
    expect(free).toEqual(free.filter((path) => path.startsWith("livenessProbe.")));
  });

  test("names, besides what the generator sets, only what would break it", () => {
    const idle = Object.keys(ownedValuePaths).filter((owned) => !setPaths.some((path) => isPrefix(owned, path)));
    expect(idle).toEqual([
      "nameOverride",
      "fullnameOverride",
      "versionOverride",
      "rstudioPMKey",
      "awsAccessKeyId",
      "awsSecretAccessKey",
      "sharedStorage",
      "pod.serviceAccountName",
    ]);
  });

  test("names every setting that the generator makes, and those that would hold a secret or undo a choice", () => {
    const made = generated.flatMap(({ config }) => leaves(config)).map((path) => path.join("."));
    expect(Object.keys(ownedConfigKeys).sort()).toEqual(
      [...new Set(made), "Postgres.Password", "Postgres.UsageDataPassword", "Git.AllowUnsandboxedGitBuilds"].sort(),
    );
  });

  test("finds settings in any case", () => {
    const instead = "set the variable `git_build_concurrency`";
    expect(ownedConfigKey("Git", "BuildConcurrency")).toEqual({ name: "Git.BuildConcurrency", instead });
    expect(ownedConfigKey("git", "buildconcurrency")).toEqual({ name: "Git.BuildConcurrency", instead });
    expect(ownedConfigKey("Git", "BuildRetries")).toBeUndefined();
  });

  test.each([
    ["PACKAGEMANAGER_ENCRYPTION_KEY", "PACKAGEMANAGER_ENCRYPTION_KEY"],
    ["PACKAGEMANAGER_POSTGRES_PASSWORD", "Postgres.Password"],
    ["packagemanager_server_address", "Server.Address"],
  ])("finds the environment variable %s", (variable, name) => {
    expect(ownedEnvironmentVariable(variable)?.name).toBe(name);
  });

  test("leaves other environment variables alone", () => {
    expect(ownedEnvironmentVariable("PACKAGEMANAGER_OPENIDCONNECT_CLIENTSECRET")).toBeUndefined();
  });

  test.each([
    [{ replicas: 5 }, ["replicas"]],
    [{ image: { tag: "latest" } }, ["image.tag"]],
    [{ image: { imagePullPolicy: "Always" } }, []],
    [{ image: null }, ["image.repository", "image.tag", "image.imagePullSecrets"]],
    [{ strategy: { rollingUpdate: { maxSurge: 2 } } }, ["strategy.rollingUpdate"]],
    [{ license: { key: "secret" } }, ["license"]],
    [{ config: {} }, ["config"]],
    [{ pod: { labels: { team: "data" }, volumes: [] }, tolerations: [], extraObjects: [] }, []],
    [{ pod: { volumes: null }, extraObjects: "text" }, ["pod.volumes", "extraObjects"]],
    [{ livenessProbe: { periodSeconds: 20 } }, []],
    [{ livenessProbe: { enabled: false } }, ["livenessProbe.enabled"]],
  ])("finds in %j what is owned", (values, names) => {
    expect(ownedValues(values).map(({ name }) => name)).toEqual(names);
  });
});
