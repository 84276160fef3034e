import { checkCapacity } from "../../../src/sizing/capacity";
import { parseLoad, sizeFor } from "../../../src/sizing/size";
import { withValues } from "../../../src/inspect/values";
import { synthesized } from "../../support/sizing";

const reference = synthesized();
const size = (installsPerDay: number, gitBuilders: number) => sizeFor({ installsPerDay, gitBuilders }, reference);

const main = (installsPerDay: number, gitBuilders: number) => {
  const { values } = size(installsPerDay, gitBuilders);
  const { infrastructure: i = {}, application: a = {} } = values;
  return [
    i.node_count,
    i.node_instance_type,
    i.database_instance_class,
    a.git_build_concurrency,
    a.max_open_connections,
  ];
};

describe("sizeFor", () => {
  test("at the measured point, it is the reference architecture: every variable has its default", () => {
    const { values, share, basis } = size(1_000_000, 100);
    expect([share, basis]).toEqual([1, "This is the measured point itself."]);
    for (const stack of ["infrastructure", "application"] as const) {
      expect(Object.keys(values[stack] ?? {}).length).toBeGreaterThan(5);
      expect(values[stack]).toEqual(expect.objectContaining(values[stack]));
      for (const [name, value] of Object.entries(values[stack] ?? {})) {
        expect([name, value]).toEqual([name, reference.inputs[stack][name]]);
      }
    }
  });

  // By hand: nodes = 3 × share, at least 3; vCPUs of a node = 48 × share / nodes; database = 0.8 vCPU for each million.
  test.each<[string, number, number, unknown[]]>([
    ["nothing", 0, 0, [3, "m6a.xlarge", "db.t3.medium", 1, 50]],
    ["a small team", 100_000, 6, [3, "m6a.xlarge", "db.t3.medium", 2, 50]],
    ["a quarter", 250_000, 25, [3, "m6a.xlarge", "db.t3.medium", 9, 50]],
    ["more than a quarter", 250_001, 25, [3, "c6a.2xlarge", "db.t3.medium", 9, 50]],
    ["half", 500_000, 50, [3, "c6a.2xlarge", "db.t3.medium", 17, 50]],
    ["more than what db.t3.medium earns credits for", 500_001, 50, [3, "c6a.4xlarge", "db.t3.large", 17, 50]],
    ["more than what db.t3.large earns credits for", 750_001, 50, [3, "c6a.4xlarge", "db.t3.xlarge", 17, 50]],
    ["few installs and many builders", 1000, 100, [3, "c6a.4xlarge", "db.t3.medium", 34, 50]],
    ["a little more than measured", 1_010_000, 100, [4, "c6a.4xlarge", "db.t3.xlarge", 25, 50]],
    ["twice", 2_000_000, 200, [6, "c6a.4xlarge", "db.t3.xlarge", 34, 50]],
    ["five times the installs", 5_000_000, 100, [15, "c6a.4xlarge", "db.m5.2xlarge", 7, 50]],
    // Of a class that is not burstable, half the vCPUs count.
    ["more than half of db.m5.2xlarge", 5_000_001, 100, [16, "c6a.4xlarge", "db.m5.4xlarge", 7, 50]],
    // 51 pods × 2 on 5,000 connections, the most of any class: one that is no larger than it must be.
    ["seventeen times the installs", 17_000_000, 100, [51, "c6a.4xlarge", "db.m5.8xlarge", 2, 49]],
    // 90 pods × 2.
    ["thirty times", 30_000_000, 3000, [90, "c6a.4xlarge", "db.m5.12xlarge", 34, 27]],
  ])("%s", (_name, installs, builders, expected) => {
    expect(main(installs, builders)).toEqual(expected);
  });

  test("a larger class is taken where a smaller one, though fast enough, does not accept the connections", () => {
    // 30 pods × 2 × 50 = 3,000; db.t3.medium accepts 450, db.t3.xlarge 1,802, db.t3.2xlarge 3,604.
    expect(main(1_000_000, 1000)).toEqual([30, "c6a.4xlarge", "db.t3.2xlarge", 34, 50]);
  });

  test("requests follow the type of the nodes", () => {
    expect(size(100_000, 6).values.application).toMatchObject({
      cpu_request_millicores: 6000 / 4,
      cpu_limit_millicores: 14000 / 4,
      memory_request_mib: 12288 / 2,
      memory_limit_mib: 24576 / 2,
    });
  });

  test("storage grows with the installs beyond the measured point, and never shrinks below it", () => {
    const storage = (installs: number) => size(installs, 1).values.infrastructure;
    expect(storage(1)).toMatchObject({ database_allocated_storage_gib: 100, database_max_allocated_storage_gib: 500 });
    expect(storage(2_510_000)).toMatchObject({
      database_allocated_storage_gib: 260,
      database_max_allocated_storage_gib: 1300,
    });
  });

  test("says on which side of the measured point it extrapolates", () => {
    expect(size(3_000_000, 100).basis).toMatch(/^Extrapolated to 3 times the measured point: nobody has measured it/);
    expect(size(500_000, 10).basis).toMatch(/^Extrapolated down to 0.5 of the measured point: nobody has measured it/);
  });

  test("shows each step with its arithmetic, its source and its uncertainty", () => {
    const { steps } = size(2_000_000, 50);
    expect(steps.map(({ what }) => what)).toEqual([
      "Share of the measured point",
      "Nodes",
      "Replicas",
      "Requests of a pod",
      "Git builds of a pod",
      "Database class",
      "Connections of a pod",
      "Database storage",
      "Packages in S3",
    ]);
    for (const step of steps) for (const text of Object.values(step)) expect(text).not.toBe("");
    expect(steps[0]?.arithmetic).toBe(
      "the larger of 2 (2,000,000 of 1,000,000 installs a day) and 0.5 (50 of 100 Git builds at once)",
    );
    // The other reading of the page: the sum, 2.5, on 7.5 nodes.
    expect(steps[0]?.uncertainty).toContain("the sum counts, 2.5, and 8 nodes of c6a.4xlarge");
    expect(steps[5]?.arithmetic).toMatch(
      /^20 % of 4 vCPUs × 2,000,000 \/ 1,000,000 installs = 1\.60 vCPUs; db\.t3\.xlarge: 96 credits an hour keep 1\.60 of 4/,
    );
  });

  test.each([
    [0, 0],
    [200_000, 10],
    [700_000, 100],
    [1_400_000, 130],
    [12_000_000, 400],
    [30_000_000, 3000],
  ])(
    "%i installs and %i builders: every check passes with the values, which keep the variables' rules",
    (installs, builders) => {
      const { values } = size(installs, builders);
      const checks = checkCapacity(withValues(reference, values), installs);
      expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);
    },
  );

  test("sets only what the deployment has", () => {
    const brought = synthesized({
      network: { mode: "existing" },
      cluster: { mode: "existing" },
      database: { mode: "existing", credentials: "master" },
    });
    const { infrastructure, application } = sizeFor({ installsPerDay: 2_000_000, gitBuilders: 100 }, brought).values;
    // These say what the cluster's nodes are.
    expect(infrastructure).toEqual({ node_count: 6, node_instance_type: "c6a.4xlarge" });
    expect(application).toMatchObject({ replicas: 6 });
    const autoscaling = synthesized({ cluster: { mode: "create", nodes: "autoscaling" } });
    const { infrastructure: scaled } = sizeFor({ installsPerDay: 2_000_000, gitBuilders: 100 }, autoscaling).values;
    expect(scaled).toMatchObject({ min_node_count: 6, max_node_count: 12 });
    expect(scaled).not.toHaveProperty("node_count");
  });
});

describe("parseLoad", () => {
  test("takes the measured number for what is left out", () => {
    expect(parseLoad({})).toEqual({ installsPerDay: 1_000_000, gitBuilders: 100 });
    expect(parseLoad({ installsPerDay: "30000000", gitBuilders: "0" })).toEqual({
      installsPerDay: 30_000_000,
      gitBuilders: 0,
    });
  });

  test.each(["-1", "1e6", "1,000", "", " 5", "1.5", "30000001"])("refuses %j installs", (installsPerDay) => {
    expect(() => parseLoad({ installsPerDay })).toThrow(
      `--installs-per-day is ${installsPerDay}, expected a whole number of installs from 0 to 30000000, 30 times what was measured; give digits only`,
    );
  });

  test("names every option that is wrong", () => {
    expect(() => parseLoad({ installsPerDay: "x", gitBuilders: "3001" })).toThrow(
      /--installs-per-day is x[^]*\n--git-builders is 3001, expected a whole number of builds at once from 0 to 3000/,
    );
  });
});
