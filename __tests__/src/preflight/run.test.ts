import { createColors } from "picocolors";
import { parseDeployment } from "../../../src/config/parse";
import type { Deployment } from "../../../src/config/schema";
import { allPermissions, catalog, type CheckName, checkNames } from "../../../src/preflight/catalog";
import type { CheckInfo, Context, Run } from "../../../src/preflight/check";
import { passed } from "../../../src/preflight/check";
import { renderJson, renderTable } from "../../../src/preflight/render";
import { runChecks } from "../../../src/preflight/run";
import { subjectOf } from "../../../src/preflight/subject";

const deployment = (text: string) => {
  const parsed = parseDeployment(text);
  if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
  return parsed.deployments[0] as Deployment;
};
const loaded = { outputFolder: "/project/cdktf.out", localStateFolder: "../../.." };
const subject = subjectOf(deployment("name: ppm"), loaded, {
  varFiles: [{ path: "a.tfvars", text: 'region = "eu-central-1"\nname = "other"\n' }],
  environment: {
    TF_VAR_region: "us-east-1",
    TF_VAR_domain_name: "p.example.com",
    TF_VAR_permissions_boundary_arn: "arn:aws:iam::aws:policy/${x}",
    TF_VAR_allowed_cidrs: '["203.0.113.0/24"]',
    TF_VAR_license: "secret",
  },
});

describe("subject", () => {
  const { infrastructure } = subject.values;
  test("takes values of files, then of TF_VAR_, then defaults, never examples", () => {
    expect(infrastructure).toMatchObject({
      region: "eu-central-1",
      name: "other",
      allowed_cidrs: ["203.0.113.0/24"],
      node_count: 3,
      hosted_zone_id: null,
    });
  });
  test("takes a text of TF_VAR_ as it is", () =>
    expect(infrastructure.permissions_boundary_arn).toBe("arn:aws:iam::aws:policy/${x}"));
  test("takes no secret", () => expect(infrastructure.license).toBeNull());
  test("says which have no value", () => expect(subject.missing).toEqual(["apply_role_arn", "hosted_zone_id"]));
  test("fills them into the stacks", () => {
    const [group] = Object.values(subject.stacks.infrastructure.resource?.aws_eks_node_group ?? {});
    expect(group).toMatchObject({ cluster_name: "other", instance_types: ["c6a.4xlarge"] });
  });
  test("knows where local states are", () => expect(subject.stateFolder).toBe("/project"));
});

const context = { subject } as Context;
const fake = (given: Partial<Record<CheckName, Run>>): Readonly<Record<CheckName, Run>> =>
  Object.fromEntries(checkNames.map((name) => [name, given[name] ?? (() => [passed("fine")])])) as never;
const onProgress = () => undefined;

describe("runChecks", () => {
  test("runs what the deployment has, in the order of the table, whatever ends first", async () => {
    const slow: Run = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return [passed("slow")];
    };
    const results = await runChecks(context, fake({ values: slow }), { onProgress });
    const without = ["certificate", "vpc", "subnets", "security-groups", "cluster", "nodes", "database", "bucket"];
    const more = ["keys", "secrets", "listener", "target-group"];
    expect(results.map(({ name }) => name)).toEqual(checkNames.filter((name) => ![...without, ...more].includes(name)));
  });

  test("an error is an unknown finding, with the permission that is missing", async () => {
    const denied: Run = () => {
      throw Object.assign(new Error("no"), { name: "AccessDenied" });
    };
    const [result] = await runChecks(context, fake({ vpcs: denied }), { onProgress, only: ["vpcs"] });
    expect(result?.findings).toEqual([
      {
        status: "unknown",
        text: "access denied to servicequotas:GetServiceQuota, servicequotas:GetAWSDefaultServiceQuota, ec2:DescribeVpcs",
        fix: expect.stringContaining("allow") as string,
      },
    ]);
  });

  test("what takes too long is unknown", async () => {
    const never: Run = () => new Promise(() => undefined);
    const options = { onProgress, only: ["vpcs"] as const, timeoutSeconds: 0.01 };
    const [result] = await runChecks(context, fake({ vpcs: never }), options);
    expect(result?.findings).toMatchObject([{ status: "unknown", text: "no answer in 0.01 seconds" }]);
  });

  test("tells how far it is, with never more than six at once", async () => {
    const told: [number, number, number][] = [];
    await runChecks(context, fake({}), {
      onProgress: (running, done, all) => void told.push([running.length, done, all]),
    });
    expect(Math.max(...told.map(([running]) => running))).toBe(6);
    const [last] = told.slice(-1);
    expect(last).toEqual([0, last?.[2], last?.[2]]);
  });
});

test("a table, with what to do beneath, and a count", async () => {
  const checks = fake({
    vpcs: () => [passed("room")],
    region: () => [
      { status: "failed", text: "none", fix: "take one" },
      { status: "unknown", text: "another", fix: "look" },
    ],
  });
  const results = await runChecks(context, checks, { onProgress, only: ["vpcs", "region"] });
  expect(renderTable(results, createColors(false))).toBe(
    [
      "✗ Region     none",
      "             → take one",
      "?            another",
      "             → look",
      "✓ VPC quota  room",
      "",
      "1 passed, 1 failed, 1 unknown",
    ].join("\n"),
  );
  expect(JSON.parse(renderJson("ppm", results))).toMatchObject({
    deployment: "ppm",
    passed: 1,
    failed: 1,
    unknown: 1,
    checks: [
      { check: "region", title: "Region", findings: [{ status: "failed" }, { status: "unknown" }] },
      { check: "vpcs" },
    ],
  });
});

describe("catalog", () => {
  test("every permission is a read", () => {
    expect(allPermissions().filter((action) => !/^[a-z0-9-]+:(Get|List|Describe)\w+$/.test(action))).toEqual([]);
    expect(allPermissions().length).toBeGreaterThan(20);
  });
  test("every check says what it is and what to do", () => {
    const texts = checkNames.flatMap((name) => {
      const { title, what, fix }: CheckInfo = catalog[name];
      return [title, what, fix];
    });
    expect(texts.filter((text) => text.trim() === "")).toEqual([]);
  });
});
