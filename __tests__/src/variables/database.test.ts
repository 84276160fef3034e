import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { VariableSpec } from "../../../src/terraform/variables";
import { databaseVariables } from "../../../src/variables/database";

const variables: Record<string, VariableSpec> = databaseVariables.variables;

/** Whether rule number `index` of a variable holds for a value of it, or for the values given to all variables. */
function holds(key: string, value: number | string | null, index = 0): boolean {
  const rule = variables[key]?.rules?.[index];
  return evaluateTemplate(`\${${rule?.condition}}`, () => value) === true;
}

/** Whether the pattern in the rules of a variable matches. Terraform's own answer is in the end-to-end test. */
function matches(key: string, value: string): boolean {
  const [, pattern] = /regex\("([^"]+)"/.exec(variables[key]?.rules?.[0]?.condition ?? "") ?? [];
  expect(pattern).toBeDefined();
  return new RegExp(pattern ?? "").test(value);
}

describe("variables of the database", () => {
  test("give the reference architecture by default", () => {
    expect(Object.fromEntries(Object.entries(variables).map(([key, spec]) => [key, spec.default]))).toEqual({
      databaseEngineVersion: "17",
      databaseInstanceClass: "db.t3.xlarge",
      databaseMaxConnections: null,
      databaseAllocatedStorageGib: 100,
      databaseMaxAllocatedStorageGib: 500,
      databaseMultiAz: true,
      databaseBackupRetentionDays: 14,
      databaseBackupWindow: "03:00-04:00",
      databaseMaintenanceWindow: "sun:04:30-sun:05:30",
      databaseSlowQueryMilliseconds: 1000,
      databaseLogRetentionDays: 365,
      databaseMonitoringIntervalSeconds: 60,
      databaseName: "package_manager",
      databaseMasterUsername: "ppm_master",
    });
  });

  test.each([
    ["databaseAllocatedStorageGib", "a whole number of GiB from 20 to 65536", 20, 65536],
    ["databaseMaxAllocatedStorageGib", "a whole number of GiB from 22 to 65536", 22, 65536],
    ["databaseBackupRetentionDays", "a whole number of days from 1 to 35", 1, 35],
    ["databaseSlowQueryMilliseconds", "a whole number of milliseconds from 0 to 2147483647", 0, 2147483647],
  ])("%s takes %s", (key, expected, min, max) => {
    expect(variables[key]?.rules?.[0]).toMatchObject({ expected });
    expect([min - 1, min, min + 0.5, max, max + 1].map((value) => holds(key, value))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test.each([
    [100, 109, false],
    [100, 110, true],
    [65536, 65535, false],
    [65536, 65536, true],
  ])("with %p GiB of storage the ceiling may be %p: %p", (initial, ceiling, allowed) => {
    const condition = variables.databaseMaxAllocatedStorageGib?.rules?.[1]?.condition;
    const values: Record<string, number> = {
      database_allocated_storage_gib: initial,
      database_max_allocated_storage_gib: ceiling,
    };
    const replaced = Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`var.${name}`, `${value}`),
      condition ?? "",
    );
    expect(evaluateTemplate(`\${${replaced}}`, () => null)).toBe(allowed);
  });

  test("databaseMaxConnections may be absent, else is a whole number of at least 6", () => {
    expect([null, 5, 6, 6.5, 5000].map((value) => holds("databaseMaxConnections", value))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test.each([
    ["databaseLogRetentionDays", [1, 365, 3653], [0, 2, 364, 3654]],
    ["databaseMonitoringIntervalSeconds", [1, 5, 10, 15, 30, 60], [0, 2, 61]],
  ])("%s takes what AWS offers", (key, good, bad) => {
    expect(good.filter((value) => !holds(key, value))).toEqual([]);
    expect(bad.filter((value) => holds(key, value))).toEqual([]);
  });

  test.each([
    ["databaseEngineVersion", ["15", "17", "20"], ["9", "14", "100", "17.4", "", " 17"]],
    ["databaseInstanceClass", ["db.t3.xlarge", "db.x2iedn.32xlarge"], ["t3.xlarge", "db.t3", "db.T3.xlarge"]],
    ["databaseBackupWindow", ["03:00-04:00", "23:59-00:29"], ["3:00-4:00", "24:00-01:00", "03:60-04:00", "03:00"]],
    [
      "databaseMaintenanceWindow",
      ["sun:04:30-sun:05:30", "sat:23:30-sun:00:30"],
      ["Sun:04:30-Sun:05:30", "04:30-05:30", "sun:25:00-sun:05:30"],
    ],
    ["databaseName", ["package_manager", "a", "a".repeat(63)], ["a".repeat(64), "package-manager", "1pm", ""]],
    ["databaseMasterUsername", ["ppm_master", "a".repeat(63)], ["a".repeat(64), "ppm-master", "1pm", ""]],
  ])("%s takes %p and not %p", (key, good, bad) => {
    expect(good.filter((value) => !matches(key, value))).toEqual([]);
    expect(bad.filter((value) => matches(key, value))).toEqual([]);
  });
});
