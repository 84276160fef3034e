import { failed, passed, unknown } from "../../../src/preflight/check";
import { judgeNatGateways, judgeQuota, judgeVcpus, vcpuQuota } from "../../../src/preflight/judge-quotas";

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

test("NAT gateways, a zone each", () => {
  expect(judgeNatGateways({ a: 4, b: 1 }, 3, 5)).toEqual(
    passed("3 more NAT gateways, one a zone, for at most 4 of 5 in use there"),
  );
  expect(judgeNatGateways({ a: 5, b: 1 }, 3, 5)).toEqual(failed("5 of 5 NAT gateways are in use in a", any));
  expect(judgeNatGateways({ a: 5 }, 0, 5)).toEqual(passed("those of the deployment are there"));
});
