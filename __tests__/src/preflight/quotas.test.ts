import { failed, passed, unknown } from "../../../src/preflight/check";
import { judgeNatGateways, judgeQuota, judgeVcpus, vcpuQuota } from "../../../src/preflight/judge-quotas";
import { natGateways, vcpus } from "../../../src/preflight/quotas";
import type { Subject } from "../../../src/preflight/subject";
import { awsError } from "../../support/aws";
import { preflightContext } from "../../support/preflight";

const any = expect.any(String) as string;

test("a quota has room up to its value, and what is missing is said", () => {
  expect(judgeQuota("VPCs", { quota: 5, used: 4, needed: 1 }, "L-1")).toEqual(passed("1 more VPCs for 4 of 5 in use"));
  expect(judgeQuota("VPCs", { quota: 5, used: 5, needed: 1 }, "L-1")).toEqual(
    failed("1 more VPCs for 5 of 5 in use", "ask for a quota of at least 6 (L-1), or give some back"),
  );
});

test.each([
  ["c6a.4xlarge", "L-1216C47A"],
  ["im4gn.large", "L-1216C47A"],
  ["t3.large", "L-1216C47A"],
  ["g5.xlarge", "L-DB2E81BA"],
  ["vt1.3xlarge", "L-DB2E81BA"],
  ["p5.48xlarge", "L-417A185B"],
  ["x2idn.16xlarge", "L-7295265B"],
  ["inf2.xlarge", "L-1945791B"],
  ["hpc7a.12xlarge", undefined],
  ["trn1.2xlarge", undefined],
  ["dl1.24xlarge", undefined],
  ["u-6tb1.metal", undefined],
])("%s counts against %s", (type, code) => expect(vcpuQuota(type)?.code).toBe(code));

describe("vCPUs", () => {
  const nodes = { type: "c6a.4xlarge", count: 3, vcpus: 16 };
  const running = (vcpus: number, cluster?: string, type = "m5.large") => ({
    type,
    vcpus,
    ...(cluster && { cluster }),
  });
  test("those of others and of other families", () => {
    expect(judgeVcpus(nodes, [running(16), running(500, undefined, "p5.48xlarge")], "ppm", 64)).toEqual(
      passed("48 more vCPUs (3 × c6a.4xlarge) for 16 of 64 in use"),
    );
    expect(judgeVcpus(nodes, [running(17)], "ppm", 64)).toEqual(
      failed("48 more vCPUs (3 × c6a.4xlarge) for 17 of 64 in use", any),
    );
  });
  test("nodes of the same cluster are there already", () => {
    expect(judgeVcpus(nodes, [running(48, "ppm"), running(16, "other")], "ppm", 64)).toEqual(
      passed("0 more vCPUs (3 × c6a.4xlarge) for 64 of 64 in use"),
    );
  });
  test("a family without a known quota", () => {
    expect(judgeVcpus({ ...nodes, type: "trn1.2xlarge" }, [], "ppm", 0)).toEqual(
      unknown("the vCPU quota of trn1.2xlarge is not known here", any),
    );
  });
});

describe("NAT gateways, a zone each", () => {
  const gateways = (zone: string, count: number, own = false) => Array.from({ length: count }, () => ({ zone, own }));
  const others = [...gateways("a", 4), ...gateways("b", 1), ...gateways("full", 5)];
  test("a full zone matters where the deployment puts one into it", () => {
    expect(judgeNatGateways(others, ["a", "b", "c"], 5)).toEqual(
      passed("3 more NAT gateways, one a zone, for at most 4 of 5 in use there"),
    );
    expect(judgeNatGateways(others, ["a", "b", "full"], 5)).toEqual(
      failed("5 of 5 NAT gateways are in use in full", any),
    );
  });
  test("those that are there count, but need no more room", () => {
    const own = gateways("a", 1, true);
    expect(judgeNatGateways([...others, ...own], ["a"], 5)).toEqual(passed("those of the deployment are there"));
    expect(judgeNatGateways([...others, ...own], ["a", "b"], 5)).toEqual(
      passed("1 more NAT gateways, one a zone, for at most 1 of 5 in use there"),
    );
  });

  const zones = ["a", "b", "c", "d"];
  const check = (named: string[], count: number) =>
    natGateways(
      preflightContext({
        answers: {
          GetServiceQuota: () => ({ Quota: { Value: 1 } }),
          DescribeInstanceTypeOfferings: () => ({
            InstanceTypeOfferings: ["d", "c", "a"].map((Location) => ({ Location })),
          }),
          DescribeAvailabilityZones: () => ({
            AvailabilityZones: zones.map((ZoneName) => ({ ZoneName, ZoneId: `id-${ZoneName}`, State: "available" })),
          }),
          DescribeSubnets: () => ({ Subnets: zones.map((zone) => ({ SubnetId: zone, AvailabilityZone: zone })) }),
          DescribeNatGateways: () => ({ NatGateways: [{ SubnetId: "c" }, { SubnetId: "b" }] }),
        },
        values: { node_instance_type: "c6a.4xlarge", availability_zones: named },
        subject: {
          stacks: {
            infrastructure: {
              resource: { aws_nat_gateway: Object.fromEntries(zones.slice(0, count).map((zone) => [zone, {}])) },
            },
          } as unknown as Subject["stacks"],
        },
      }).context,
    );
  test("of the zones that are named", async () => {
    expect(await check(["d", "a"], 2)).toMatchObject([{ status: "passed" }]);
    expect(await check(["d", "b"], 2)).toEqual([failed("1 of 1 NAT gateways are in use in b", any)]);
    expect(await check(["d", "b"], 1)).toMatchObject([{ status: "passed" }]);
  });
  test("of the zones that Terraform chooses: the first that offer the instance type", async () => {
    expect(await check([], 1)).toMatchObject([{ status: "passed" }]);
    expect(await check([], 2)).toEqual([failed("1 of 1 NAT gateways are in use in c", any)]);
  });
});

describe("vcpus", () => {
  const check = (name: string) =>
    vcpus(
      preflightContext({
        answers: { DescribeInstanceTypes: awsError(name) },
        values: { name: "ppm" },
        subject: {
          stacks: {
            infrastructure: {
              resource: {
                aws_eks_node_group: { nodes: { instance_types: ["c6a.huge"], scaling_config: { max_size: 3 } } },
              },
            },
          } as unknown as Subject["stacks"],
        },
      }).context,
    );
  test("of a type that AWS does not know", async () => {
    expect(await check("InvalidInstanceType")).toEqual([
      failed("AWS knows no instance type c6a.huge", "correct node_instance_type"),
    ]);
  });
  test("another error stays one", () => expect(check("InternalError")).rejects.toThrow("InternalError"));
});
