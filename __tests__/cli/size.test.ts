import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createColors } from "picocolors";
import { type Io, processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";
import { committedPrices } from "../../src/sizing/price-table";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ppm-eks-size-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function run(files: Readonly<Record<string, string>>, ...args: string[]) {
  const result = { printed: "", error: "", exitCode: 0 };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const io: Io = {
    ...processIo(),
    workingFolder: folder,
    environment: {},
    today: new Date("2026-11-25T12:00:00Z"),
    colours: createColors(false),
    print: (text) => void (result.printed += `${text}\n`),
    error: (text) => void (result.error += `${text}\n`),
    progress: () => {},
    fail: (exitCode = 1) => void (result.exitCode = exitCode),
    read: (path, expected) => {
      const text = files[path];
      if (text === undefined) throw new Error(`${path}: ${expected}`);
      return text;
    },
  };
  await runCli(["size", ...args], io);
  return result;
}

describe("ppm-eks size", () => {
  test("without options, sizes for the measured point, checks, prices, and prices the other choices", async () => {
    const { printed, error, exitCode } = await run({});
    expect([error, exitCode]).toEqual(["", 0]);
    expect(printed).toContain(
      "Size for 1,000,000 installs a day and 100 Git builds at once\nThis is the measured point itself.",
    );
    expect(printed).toMatch(/^Nodes +3 × c6a\.4xlarge$/m);
    expect(printed).toMatch(
      /^# terraform\.tfvars of the infrastructure stack\nnode_count = 3\nnode_instance_type = "c6a\.4xlarge"\n/m,
    );
    expect(printed).toMatch(/^# terraform\.tfvars of the application stack\nreplicas = 3\n/m);
    expect(printed).toContain(
      "Keys of the deployment file, all defaults: network.zones: 3, network.natGateways: perZone, cluster.nodes: fixed",
    );
    expect(printed.match(/^ok {7}/gm)).toHaveLength(6);
    expect(printed).toMatch(/^Total of what is known +\$2,029\.56$/m);
    expect(printed).toMatch(/^network\.natGateways: single +-\$73\.00 /m);
  });

  test("--no-options leaves the other choices out", async () => {
    const { printed } = await run({}, "--no-options");
    expect(printed).not.toContain("other choice");
    expect(printed).toContain("Total of what is known");
  });

  test("a load decides over the tfvars files, which keep the rest", async () => {
    const tfvars = "node_count = 9\ndatabase_backup_retention_days = 3\nnode_disk_gib = 200\n";
    const { printed } = await run(
      { "a.tfvars": tfvars },
      "--installs-per-day",
      "2000000",
      "--var-file",
      "a.tfvars",
      "--no-options",
      "--json",
    );
    const { size, cost } = JSON.parse(printed) as {
      size: { values: unknown };
      cost: { lines: { what: string; quantity: string }[] };
    };
    expect(size.values).toMatchObject({
      infrastructure: { node_count: 6 },
      application: { replicas: 6, git_build_concurrency: 17 },
    });
    expect(cost.lines.find(({ what }) => what.startsWith("Disks"))?.quantity).toBe("6 × 200 GiB × $0.08");
  });

  test("a deployment file without a load is checked and priced as it is; --strict fails when a check does", async () => {
    const files = {
      "d.yaml": "name: own\nnetwork: { mode: create, natGateways: single }\n",
      "a.tfvars": "node_count = 2\n",
    };
    const args = ["--no-options", "-d", "d.yaml", "--var-file", "a.tfvars"];
    const lax = await run(files, ...args);
    expect(lax.printed).toMatch(/^Capacity\nFAILS {4}With one node away[^\n]*\n {11}2 × c6a\.4xlarge/);
    expect(lax.printed).toMatch(/^Network +NAT gateways +1 × 730 h/m);
    expect([lax.exitCode, (await run(files, ...args, "--strict")).exitCode]).toEqual([0, 1]);
    expect((await run(files, "-d", "d.yaml", "--strict", "--no-options")).exitCode).toBe(0);
  });

  test("of several deployments, each under its name", async () => {
    const fleet = "deployments:\n  one: { network: { mode: create, zones: 2 } }\n  two: {}\n";
    const { printed } = await run({ "fleet.yaml": fleet }, "-d", "fleet.yaml", "--no-options");
    expect(printed).toMatch(/^one\n\nCapacity\n[^]*\n\ntwo\n\nCapacity\n/);
    const json = JSON.parse(
      (await run({ "fleet.yaml": fleet }, "-d", "fleet.yaml", "--no-options", "--json")).printed,
    ) as object[];
    expect(json).toEqual([expect.objectContaining({ name: "one" }), expect.objectContaining({ name: "two" })]);
    expect(json[0]).not.toHaveProperty("size");
  });

  test("--prices takes another table, which --print-prices starts", async () => {
    const { printed } = await run({}, "--print-prices");
    expect(JSON.parse(printed)).toEqual(committedPrices);
    const mine = printed.replace('"us-east-1"', '"eu-west-1"').replace('"usd": 0.612', '"usd": 1');
    const { printed: priced } = await run({ "p.json": mine }, "--prices", "p.json", "--no-options");
    expect(priced).toMatch(/^Cluster +Nodes, c6a\.4xlarge +3 × 730 h × \$1 +\$2,190\.00$/m);
    expect(priced).toContain("Prices of eu-west-1, whatever the region");
    const bad = await run({ "p.json": "{}" }, "--prices", "p.json");
    expect([bad.exitCode, bad.error]).toEqual([1, expect.stringMatching(/^p\.json: 4 problems\n {2}currency: /)]);
  });

  test("--verbose shows the arithmetic of every check and the source of every price", async () => {
    const { printed } = await run({}, "--verbose", "--no-options");
    expect(printed).toContain("           CPU on one node: 2 × 6000 + 160 = 12160m of 15890m");
    expect(printed).toMatch(/^\[\d+\] https:\/\/github\.com\/aws\/karpenter-provider-aws\/.*, as of 2026-07-20$/m);
  });

  test.each([
    [
      ["--installs-per-day", "many"],
      "--installs-per-day is many, expected a whole number of installs from 0 to 30000000",
    ],
    [["--var-file", "a.tfvars"], "a.tfvars: 1 problem\n  nodes is no variable of ppm; remove it"],
  ])("%j: exit code 1, and what is wrong", async (args, message) => {
    const { error, exitCode, printed } = await run({ "a.tfvars": "nodes = 3" }, ...args);
    expect([exitCode, printed, error]).toEqual([1, "", expect.stringContaining(message)]);
  });

  test("--help tells what it does without options, and shows examples", async () => {
    const { printed } = await run({}, "--help");
    for (const text of ["--git-builders <number>", "--strict", "Without a load", "docs/sizing.md"])
      expect(printed).toContain(text);
  });
});
