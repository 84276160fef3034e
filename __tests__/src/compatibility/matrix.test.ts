import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { targetRegistration } from "../../../modules/load-balancer-controller";
import { compatibilityPage } from "../../../scripts/docs/compatibility";
import { defaults, matrix, oldestKubernetesMinor } from "../../../src/compatibility/matrix";

const day = z.iso.date();
const version = (pattern: RegExp) => z.union([z.literal("unknown"), z.string().regex(pattern)]);
const addOn = version(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
const chart = z.string().regex(/^\d+\.\d+\.\d+$/);

const schema = z.strictObject({
  sources: z.record(
    z.string(),
    z.strictObject({ from: z.string().regex(/https:\/\//), asOf: z.union([day, z.literal("unknown")]) }),
  ),
  kubernetes: z.strictObject({
    default: z.string(),
    kubeProxyMinorsBehind: z.int(),
    versions: z.record(
      z.string().regex(/^1\.\d\d$/),
      z.strictObject({
        standardSupportUntil: day,
        extendedSupportUntil: day,
        kubeProxy: addOn,
        coreDns: addOn,
        coreDnsLines: z.array(z.string().regex(/^\d+\.\d+$/)).min(1),
        vpcCni: addOn,
      }),
    ),
    otherAddOns: z.record(z.string(), addOn),
  }),
  controller: z.strictObject({
    default: chart,
    oldest: chart,
    oldestBecause: z.string(),
    kubernetesFrom: z.string(),
    charts: z.record(chart, z.strictObject({ image: z.string().regex(/^v/) })),
  }),
  packageManager: z.strictObject({
    default: chart,
    operatingSystem: z.string(),
    kubernetes: version(/^\d/),
    charts: z.record(chart, z.strictObject({ packageManager: z.string().regex(/^\d{4}\.\d\d\.\d+$/) })),
  }),
  postgresql: z.strictObject({
    default: z.string(),
    oldest: z.string(),
    oldestBecause: z.string(),
    versions: z.record(z.string(), z.strictObject({ supportedUntil: day, rdsStandardSupportUntil: day })),
  }),
});

const numbers = (text: string) => text.split(".").map(Number);
const older = (a: string, b: string) => {
  const [left, right] = [numbers(a), numbers(b)];
  const i = left.findIndex((part, at) => part !== right[at]);
  return i >= 0 && (left[i] ?? 0) < (right[i] ?? 0);
};

describe("the compatibility matrix", () => {
  test("has the form that its type promises, and nothing else", () => {
    expect(schema.safeParse(matrix).error?.issues ?? []).toEqual([]);
  });

  test.each(["kubernetes", "controller", "packageManager", "postgresql"] as const)(
    "%s: the default is in it, and versions are listed oldest first",
    (part) => {
      const of = matrix[part];
      const versions = Object.keys("charts" in of ? of.charts : of.versions);
      expect(versions).toContain(of.default);
      expect(versions.filter((one, i) => i > 0 && !older(versions[i - 1] ?? "", one))).toEqual([]);
    },
  );

  test("kube-proxy is of the minor version that it is listed with, CoreDNS of one of the lines", () => {
    const wrong = Object.entries(matrix.kubernetes.versions).filter(
      ([minor, { kubeProxy, coreDns, coreDnsLines }]) =>
        (kubeProxy !== "unknown" && !kubeProxy.startsWith(`v${minor}.`)) ||
        !coreDnsLines.some((line) => coreDns.startsWith(`v${line}.`)),
    );
    expect(wrong).toEqual([]);
  });

  test("no chart is older than the oldest, and every image is of its chart", () => {
    const { charts, oldest } = matrix.controller;
    expect(Object.keys(charts).filter((one) => older(one, oldest))).toEqual([]);
    expect(Object.entries(charts).filter(([one, { image }]) => image !== `v${one}`)).toEqual([]);
    expect(oldestKubernetesMinor).toBe(32);
  });

  test("gives the defaults", () => {
    expect(defaults).toEqual({
      kubernetesVersion: "1.35",
      controllerChartVersion: "3.5.0",
      controllerImageTag: "v3.5.0",
      chartVersion: "0.20.4",
      imageTag: "2026.08.0-ubuntu-24.04",
      databaseEngineVersion: "17",
    });
  });

  test("is about the six actions of the controller's role: another policy wants the charts read again", () => {
    expect(
      targetRegistration("arn")
        .flatMap(({ actions }) => actions)
        .sort(),
    ).toEqual([
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcs",
      "elasticloadbalancing:DeregisterTargets",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
      "elasticloadbalancing:RegisterTargets",
    ]);
  });
});

describe("its page", () => {
  test("cites every source", () => {
    const page = compatibilityPage(matrix);
    const urls = Object.values(matrix.sources).flatMap(({ from }) => from.match(/https:\/\/[^\s,:;]+/g) ?? []);
    expect(urls.filter((url) => !page.includes(`](${url})`))).toEqual([]);
  });

  test("names each version in a table", () => {
    const page = readFileSync(join(__dirname, "../../../docs/compatibility.md"), "utf8");
    const { kubernetes, controller, packageManager, postgresql } = matrix;
    const versions = [kubernetes.versions, controller.charts, packageManager.charts, postgresql.versions];
    const missing = versions
      .flatMap((part) => Object.keys(part))
      .filter((one) => !new RegExp(`^\\| (\\*\\*)?${one}(\\*\\*)? `, "m").test(page));
    expect(missing).toEqual([]);
  });
});
