import type { Json } from "../../../src/inspect/terraform-json";
import { type CapacityCheck, checkCapacity } from "../../../src/sizing/capacity";
import { synthesized, withAll } from "../../support/sizing";

const reference = synthesized();

const whats = {
  nodes: "With one node away, the others hold all pods",
  connections: "The database accepts the connections of an update",
  private: "Each private subnet has the addresses that are needed",
  public: "Each public subnet has the addresses that are needed",
  isolated: "Each isolated subnet has the addresses that are needed",
  credits: "The database server keeps up with what the nodes serve, 1,000,000 installs a day",
};

function check(what: string, values: Readonly<Record<string, Json>> = {}, load?: number): CapacityCheck {
  const found = checkCapacity(withAll(reference, values), load).find((one) => one.what.startsWith(what));
  if (!found) throw new Error(`no check: ${what}`);
  return found;
}

describe("checkCapacity", () => {
  test("the reference architecture passes every check", () => {
    expect(checkCapacity(reference).map(({ what, ok }) => [what, ok])).toEqual(
      Object.values(whats).map((what) => [what, true]),
    );
  });

  test("says how the nodes' numbers come about", () => {
    expect(check(whats.nodes).arithmetic).toEqual(
      expect.arrayContaining([
        expect.stringContaining("3 × c6a.4xlarge - 1 = 2; pods of Package Manager on one of them: at most 2 of 3"),
        // Each node: vpc-cni 50, kube-proxy 100, monitoring 10. Anywhere: coredns, metrics-server, controller, two of each.
        "CPU on one node: 2 × 6000 + 160 = 12160m of 15890m; in all: 18920m of 31780m",
        "memory on one node: 2 × 12288 + 30 = 24606 MiB of 27381; in all: 37720 MiB of 54762",
        "disk of one node: 2 × 30 = 60 GiB of 89 (90 % of the volume less 1 GiB, kubelet's thresholds)",
      ]),
    );
  });

  test.each<[string, Readonly<Record<string, Json>>, string]>([
    ["two nodes for three pods", { node_count: 2 }, "replicas is 3 for 2 nodes"],
    ["a smaller type", { node_instance_type: "c6a.2xlarge" }, "CPU does not suffice; memory does not suffice"],
    ["more CPU than two pods have", { cpu_request_millicores: 7866 }, "CPU does not suffice"],
    ["more memory than two pods have", { memory_request_mib: 13676 }, "memory does not suffice"],
    ["more disk than two pods have", { ephemeral_storage_request_gib: 45 }, "disk does not suffice"],
    ["one node", { node_count: 1, replicas: 1 }, "nothing runs"],
  ])("nodes: fails for %s", (_name, values, problem) => {
    const { ok, arithmetic } = check(whats.nodes, values);
    expect(ok).toBe(false);
    expect(arithmetic.at(-1)).toContain(problem);
  });

  test.each<[string, Readonly<Record<string, Json>>]>([
    // (15890 - 160) / 2, (27381 - 30) / 2 and 89 / 2.
    ["CPU", { cpu_request_millicores: 7865 }],
    ["memory", { memory_request_mib: 13675 }],
    ["disk", { ephemeral_storage_request_gib: 44 }],
  ])("nodes: passes for the most %s that two pods have", (_name, values) => {
    expect(check(whats.nodes, values).ok).toBe(true);
  });

  test("nodes: what the others have together must do for all pods, the cluster's own included", () => {
    // One pod on each of three nodes left, and 600m in all for system pods that fit on none of them.
    const values = { node_count: 4, replicas: 3, node_instance_type: "c6a.xlarge", memory_request_mib: 2048 };
    expect(check(whats.nodes, { ...values, cpu_request_millicores: 3560 }).ok).toBe(true);
    expect(check(whats.nodes, { ...values, cpu_request_millicores: 3561 }).ok).toBe(false);
  });

  test("nodes: a type that the table does not know is unknown", () => {
    const { ok, arithmetic } = check(whats.nodes, { node_instance_type: "x9.large" });
    expect([ok, arithmetic]).toEqual(["unknown", ["x9.large is not in src/sizing/instance-types.json"]]);
  });

  test("connections: 16 GiB accept 1,802, and three pods that double may have 300 each", () => {
    expect(check(whats.connections, { max_open_connections: 300 }).ok).toBe(true);
    const { ok, arithmetic } = check(whats.connections, { max_open_connections: 301 });
    expect(ok).toBe(false);
    expect(arithmetic.join("\n")).toMatch(
      /accepts 1802 connections[^]*3 × 2 × 301 = 1806[^]*lower max_open_connections to 300/,
    );
  });

  test("connections: fewer with a smaller class, those that are given, unknown for a class that the table lacks", () => {
    expect(check(whats.connections, { database_instance_class: "db.t3.medium", max_open_connections: 76 }).ok).toBe(
      false,
    );
    expect(check(whats.connections, { database_max_connections: 299 }).ok).toBe(false);
    expect(check(whats.connections, { database_max_connections: 300 }).ok).toBe(true);
    expect(check(whats.connections, { database_instance_class: "db.x9.large" }).ok).toBe("unknown");
  });

  test("subnets: 27 addresses of a /21's public subnet do, 251 of its private one only for small nodes", () => {
    const small = { vpc_cidr: "10.0.0.0/21" };
    expect(check(whats.public, small)).toMatchObject({ ok: true, arithmetic: expect.arrayContaining(["9 of 27"]) });
    // One node a zone takes 2 × 30, and two more while an update runs: 180, and 16 for the control plane.
    expect(check(whats.private, small)).toMatchObject({ ok: true, arithmetic: expect.arrayContaining(["196 of 251"]) });
    const many = check(whats.private, { ...small, node_count: 7 });
    // Three nodes in one zone: 180 + 180 + 16.
    expect(many).toMatchObject({ ok: false, arithmetic: expect.arrayContaining(["376 of 251"]) });
    expect(many.arithmetic.at(-1)).toContain("vpc_cidr");
  });

  test("subnets: interface endpoints and an internal load balancer are in the private ones", () => {
    const deployment = synthesized({
      network: { mode: "create", interfaceEndpoints: true },
      loadBalancer: { mode: "create", scheme: "internal" },
    });
    const found = checkCapacity(deployment).find(({ what }) => what === whats.private);
    // As before, 9 endpoints, and 8 for the load balancer.
    expect(found?.arithmetic).toContain("213 of 8187");
  });

  test("credits: 1.6 vCPUs of db.t3.xlarge carry two million installs a day and no more", () => {
    expect(check("The database server", {}, 2_000_000).ok).toBe(true);
    const { ok, arithmetic } = check("The database server", {}, 2_000_001);
    expect([ok, arithmetic.at(-1)]).toEqual([false, "take a larger database_instance_class"]);
  });

  test("credits: without a load, what the nodes serve counts", () => {
    expect(check("The database server", { node_count: 6 }).what).toContain("2,000,000 installs");
    expect(check("The database server", { node_count: 6 }).ok).toBe(true);
    expect(check("The database server", { node_count: 7 }).ok).toBe(false);
    expect(check("The database server", { node_count: 7, database_instance_class: "db.m5.xlarge" }).ok).toBe(true);
  });

  test("what the user brings is unknown, and says what is wanted of it", () => {
    const brought = synthesized({
      network: { mode: "existing" },
      cluster: { mode: "existing" },
      database: { mode: "existing", credentials: "master" },
    });
    const checks = checkCapacity(brought);
    expect(checks.map(({ ok }) => ok)).toEqual(["unknown", expect.anything(), "unknown", "unknown"]);
    expect(checks[2]?.arithmetic.join("\n")).toContain("free for the load balancer to grow");
  });

  test("with handover: variables, the application's numbers are still those of the infrastructure", () => {
    const handed = synthesized({ handover: "variables" });
    expect(checkCapacity(handed).map(({ ok }) => ok)).toEqual(Array(6).fill(true));
    const two = checkCapacity(withAll(handed, { database_instance_class: "db.t3.medium", max_open_connections: 76 }));
    expect(two.find(({ what }) => what === whats.connections)?.ok).toBe(false);
  });
});
