import { monthlyCost } from "../../../src/sizing/cost";
import { optionDeltas } from "../../../src/sizing/options";
import { committedPrices, type PriceTable } from "../../../src/sizing/price-table";
import { synthesized, withAll } from "../../support/sizing";

const reference = synthesized();

const lineOf = (what: RegExp, of = reference, prices?: PriceTable) => {
  const lines = monthlyCost(of, prices).lines.filter((line) => what.test(line.what));
  expect(lines).toHaveLength(1);
  return lines[0];
};

describe("monthlyCost", () => {
  test("prices the reference architecture as a hand does", () => {
    const { lines, total, region, currency } = monthlyCost(reference);
    const known = lines.filter(({ monthly }) => monthly !== "unknown");
    expect(known.map(({ part, quantity, monthly }) => [part, quantity, monthly])).toEqual([
      ["network", "3 × 730 h × $0.045", 98.55],
      ["network", "3 × 730 h × $0.005", 10.95],
      ["cluster", "1 × 730 h × $0.1", 73],
      ["cluster", "3 × 730 h × $0.612", 1340.28],
      ["cluster", "3 × 100 GiB × $0.08", 24],
      ["database", "2 × 730 h × $0.29", 423.4],
      ["database", "2 × 100 GiB × $0.115", 23],
      ["loadBalancer", "1 × 730 h × $0.0225", 16.43],
      ["loadBalancer", "3 × 730 h × $0.005", 10.95],
      ["secrets", "4 × $0.4", 1.6],
      ["keys", "6 × $1", 6],
      ["monitoring", "14 × $0.1", 1.4],
    ]);
    expect([total, region, currency]).toEqual([2029.56, "us-east-1", "USD"]);
  });

  test("what depends on use is unknown, with the price of a unit, and not in the total", () => {
    const { lines, unknown } = monthlyCost(reference);
    expect(unknown).toEqual([
      "Network: Data through the NAT gateways, $0.045 a GB",
      "Database: CPU beyond the credits of a burstable class, $0.075 a vCPU-hour",
      "Bucket: Packages and metadata in S3, requests beside, $0.023 a GB-month",
      "Load balancer: Capacity units: connections, bytes and rules, $0.008 a LCU-hour",
      "Load balancer: What clients download over the internet, $0.09 a GB",
      "Monitoring: Dashboard, beyond the first three of an account, $3 a month",
      "Other: Logs, in 4 groups, $0.5 a GB",
    ]);
    expect(lines.filter(({ monthly }) => monthly === "unknown")).toHaveLength(unknown.length);
  });

  test("every line says where its price is from, and of which day", () => {
    for (const { source } of monthlyCost(reference).lines)
      expect(source).toMatch(/(https:\/\/|AWS Price List).*, as of 20\d\d-\d\d-\d\d$/);
  });

  test("follows the variables", () => {
    const other = withAll(reference, {
      node_count: 2,
      node_instance_type: "t3.large",
      node_disk_gib: 50,
      database_multi_az: false,
      database_instance_class: "db.m5.large",
      database_allocated_storage_gib: 20,
    });
    expect(lineOf(/^Nodes, t3.large/, other)).toMatchObject({ quantity: "2 × 730 h × $0.0832", monthly: 121.47 });
    expect(lineOf(/^Disks/, other)?.monthly).toBe(8);
    expect(lineOf(/^Server, db.m5.large/, other)).toMatchObject({ quantity: "1 × 730 h × $0.178", monthly: 129.94 });
    expect(lineOf(/^Storage, gp3/, other)?.monthly).toBe(2.3);
    expect(monthlyCost(other).unknown.join("\n")).not.toContain("credits");
  });

  test("a type without a price is unknown, never free and never made up", () => {
    const other = withAll(reference, { node_instance_type: "x9.large" });
    expect(lineOf(/^Nodes/, other)).toMatchObject({ monthly: "unknown", quantity: "no price of ec2 x9.large" });
    expect(monthlyCost(other).total).toBe(689.28);
    expect(monthlyCost(other).unknown).toContain("Cluster: Nodes, x9.large, no price of ec2 x9.large");
  });

  test("counts the firewall's rules and each endpoint in each zone, and no more than there is", () => {
    const more = synthesized({
      network: { mode: "create", zones: 2, interfaceEndpoints: true },
      loadBalancer: { mode: "create", waf: true, scheme: "internal" },
    });
    expect(lineOf(/^Interface endpoints, 9/, more)).toMatchObject({ quantity: "18 × 730 h × $0.01", monthly: 131.4 });
    expect(lineOf(/^Web application firewall/, more)?.monthly).toBe(5);
    expect(lineOf(/^Its rules/, more)?.quantity).toBe("4 × $1");
    expect(monthlyCost(more).lines.some(({ what }) => /public addresses, at least/.test(what))).toBe(false);

    const brought = synthesized({
      network: { mode: "existing" },
      cluster: { mode: "existing" },
      keys: { mode: "existing" },
    });
    const parts = new Set(monthlyCost(brought).lines.map(({ part }) => part));
    expect(parts).toEqual(new Set(["database", "bucket", "loadBalancer", "secrets", "monitoring", "other"]));
  });

  test("takes another table, its region, and the day of its oldest price", () => {
    const prices: PriceTable = {
      currency: "USD",
      region: "eu-west-3",
      sources: { a: { from: "https://example.com", asOf: "2027-02-01" }, b: { from: "b", asOf: "2027-01-01" } },
      prices: {
        "ec2 c6a.4xlarge": { usd: 1, per: "hour", source: "a" },
        alb: { usd: 0.5, per: "hour", source: "b" },
      },
    };
    const cost = monthlyCost(reference, prices);
    expect(cost).toMatchObject({ region: "eu-west-3", asOf: "2027-01-01", total: 3 * 730 + 365 });
    expect(lineOf(/^Control plane/, reference, prices)).toMatchObject({
      monthly: "unknown",
      source: "not in the table of prices",
    });
  });
});

describe("optionDeltas", () => {
  test("are what the deployment costs more or less with the option", () => {
    const deltas = optionDeltas(reference).map(({ option, monthly }) => [option, monthly]);
    expect(deltas).toEqual([
      // Two gateways with their addresses.
      ["network.natGateways: single", -2 * 730 * 0.05],
      // One gateway, its address, and one of the load balancer.
      ["network.zones: 2", -40.15],
      ["network.interfaceEndpoints: true", 27 * 7.3],
      ["loadBalancer.waf: true", 9],
      ["loadBalancer.scheme: internal", -10.95],
      // Three more nodes with their disks.
      ["cluster.nodes: autoscaling, all of max_node_count running", 1364.28],
      // Two keys.
      ["backup.mode: create, with a copy in another region", 2],
      // One server and its storage.
      ["database_multi_az = false", -223.2],
      ["EKS extended support", 365],
    ]);
  });

  test("keep the deployment's values, and leave out what it has or cannot have", () => {
    const own = synthesized({
      network: { mode: "existing" },
      cluster: { mode: "existing" },
      loadBalancer: { mode: "create", waf: true },
    });
    const options = optionDeltas(withAll(own, { database_multi_az: false, database_instance_class: "db.t3.medium" }));
    expect(options.map(({ option, monthly }) => [option, monthly])).toEqual([
      // Your subnets, and with them the load balancer's addresses, are known at plan only.
      ["loadBalancer.scheme: internal", "unknown"],
      ["backup.mode: create, with a copy in another region", 2],
      ["database_multi_az = true", 64.06],
    ]);
  });

  test("a difference of unknown prices is unknown", () => {
    const own = synthesized({
      network: { mode: "existing" },
      database: { mode: "existing", credentials: "master" },
      loadBalancer: { mode: "existing" },
    });
    const { "eks cluster": standard, ...prices } = committedPrices.prices;
    expect(standard?.usd).toBe(0.1);
    expect(optionDeltas(own, { ...committedPrices, prices }).map(({ monthly }) => monthly)).toEqual([
      1364.28,
      2,
      "unknown",
    ]);
  });
});
