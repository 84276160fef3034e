import { applyAccess } from "../../../modules/run-role";
import { deployerFiles, deployerPolicies, type StackJson } from "../../../src/deployer/policies";
import { accessByType } from "../../../src/deployer/table";

const allowed = (phase: "plan" | "apply", stack: StackJson, before: StackJson[] = []) =>
  deployerPolicies(phase, stack, "ppm", before)
    .flatMap(({ Statement }) => Statement)
    .map(({ Action, Resource, Condition }) => [Action, Resource, ...(Condition ? [Condition] : [])]);

const bucket = { resource: { aws_s3_bucket_versioning: { a: {} } } };

test("a plan reads, an apply writes too, on what has the deployment's name", () => {
  const own = ["arn:aws:s3:::ppm-access-logs-*", "arn:aws:s3:::ppm-packages-*"];
  expect(allowed("plan", bucket)).toEqual([[["s3:GetBucketVersioning"], own]]);
  expect(allowed("apply", bucket)).toEqual([[["s3:GetBucketVersioning", "s3:PutBucketVersioning"], own]]);
});

test("what AWS does not allow to narrow is allowed everywhere, and apart from the rest", () => {
  expect(allowed("plan", { data: { aws_vpc: { a: {} } } })).toEqual([
    [["ec2:DescribeRouteTables", "ec2:DescribeVpcs"], ["*"]],
    [["ec2:DescribeVpcAttribute"], ["arn:aws:ec2:*:*:vpc/*"]],
  ]);
});

test("whoever makes an interface endpoint may have EC2 give the network its private name", () => {
  const associates = (phase: "plan" | "apply", private_dns_enabled?: boolean) =>
    allowed(phase, { resource: { aws_vpc_endpoint: { a: { private_dns_enabled } } } }).filter(([actions]) =>
      String(actions).includes("AssociateVPCWithHostedZone"),
    );
  expect(associates("apply", true)).toEqual([
    [["route53:AssociateVPCWithHostedZone"], ["arn:aws:route53:::hostedzone/*"]],
  ]);
  expect(associates("apply")).toEqual([]);
  expect(associates("plan", true)).toEqual([]);
});

test("what AWS asks for all of a kind is allowed on all of it, and on nothing else", () => {
  const resources = (type: string, action: string) =>
    allowed("plan", { resource: { [type]: { a: {} } } }).find(([actions]) => String(actions).includes(action))?.[1];
  expect(resources("aws_db_instance", "rds:DescribeDBInstances")).toEqual(["arn:aws:rds:*:*:db:*"]);
  expect(resources("aws_cloudwatch_metric_alarm", "cloudwatch:DescribeAlarms")).toEqual([
    "arn:aws:cloudwatch:*:*:alarm:*",
  ]);
});

test("a cluster has the deployment's name where a stack makes it, and any where the user has it", () => {
  const reads = { data: { aws_eks_cluster: { a: {} } } };
  const made = { resource: { aws_eks_cluster: { a: {} } } };
  expect(allowed("plan", reads)).toEqual([[["eks:DescribeCluster"], ["arn:aws:eks:*:*:cluster/*"]]]);
  expect(allowed("plan", reads, [made])).toEqual([[["eks:DescribeCluster"], ["arn:aws:eks:*:*:cluster/ppm"]]]);
});

test("secrets have the deployment's name unless a variable names one", () => {
  const reads = { ephemeral: { aws_secretsmanager_secret_version: { a: {} } } };
  const secret = (stack: StackJson, before: StackJson[] = []) =>
    allowed("plan", stack, before).find(([actions]) => String(actions) === "secretsmanager:GetSecretValue")?.[1];
  expect(secret(reads)).toEqual(["arn:aws:secretsmanager:*:*:secret:ppm/*"]);
  expect(secret(reads, [{ variable: { license_secret_arn: {} } }])).toEqual(["arn:aws:secretsmanager:*:*:secret:*"]);
});

test("a state in S3 is read and locked, written by an apply only, or left to the role that its backend assumes", () => {
  const s3 = { bucket: "states", key: "ppm/infrastructure.tfstate" };
  const state = "arn:aws:s3:::states/ppm/infrastructure.tfstate";
  const lock = [["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [`${state}.tflock`]];
  const list = [["s3:ListBucket"], ["arn:aws:s3:::states"]];
  expect(allowed("plan", { terraform: { backend: { s3 } } })).toEqual([lock, [["s3:GetObject"], [state]], list]);
  expect(allowed("apply", { terraform: { backend: { s3 } } })).toEqual([
    lock,
    [["s3:GetObject", "s3:PutObject"], [state]],
    list,
  ]);
  const role = "arn:aws:iam::111122223333:role/terraform";
  expect(allowed("plan", { terraform: { backend: { s3: { ...s3, role_arn: role } } } })).toEqual([
    [["sts:AssumeRole"], [role]],
  ]);
});

test("the state of the stack before is read", () => {
  const config = { bucket: "states", key: "ppm/infrastructure.tfstate" };
  const reading = (more: object) => {
    const infrastructure = { backend: "s3", config: { ...config, ...more } };
    return allowed("apply", { data: { terraform_remote_state: { infrastructure } } });
  };
  const state = [["s3:GetObject"], ["arn:aws:s3:::states/ppm/infrastructure.tfstate"]];
  const list = [["s3:ListBucket"], ["arn:aws:s3:::states"]];
  const key = "arn:aws:kms:eu-central-1:111122223333:key/k";
  expect(reading({})).toEqual([state, list]);
  expect(reading({ kms_key_id: key })).toEqual([[["kms:Decrypt"], [key]], state, list]);
});

test("a provider under another role needs that role, whose ARN only a variable says", () => {
  const provider = { aws: [{}, { alias: "dns", assume_role: [{ role_arn: "${var.hosted_zone_role_arn}" }] }] };
  expect(allowed("plan", { provider })).toEqual([[["sts:AssumeRole"], ["arn:aws:iam::ACCOUNT:role/HOSTED_ZONE_ROLE"]]]);
});

test("what works under another role needs nothing of the deployer", () => {
  const provider = { aws: [{}, { alias: "dns", assume_role: [{ role_arn: "${var.hosted_zone_role_arn}" }] }] };
  const record = { aws_route53_record: { a: { provider: "aws.dns" } } };
  const actions = (resource: Required<StackJson>["resource"]) =>
    allowed("apply", { provider, resource }).flatMap(([names]) => names as string[]);
  expect(actions(record)).toEqual(["sts:AssumeRole"]);
  expect(actions({ aws_route53_record: { a: {} } })).toContain("route53:ChangeResourceRecordSets");
});

describe("roles are passed to the service that needs them only", () => {
  const flowLog = { aws_flow_log: { a: {} } };
  const own = ["arn:aws:iam::*:role/*/ppm-*", "arn:aws:iam::*:role/ppm-*"];
  const passed = (stack: StackJson) => allowed("apply", stack).find(([actions]) => String(actions) === "iam:PassRole");

  test("those that the stack makes", () => {
    const flowLogs = { StringEquals: { "iam:PassedToService": ["vpc-flow-logs.amazonaws.com"] } };
    expect(passed({ resource: { ...flowLog, aws_iam_role: { a: {} } } })).toEqual([["iam:PassRole"], own, flowLogs]);
  });

  test("those that the user has, whose ARNs only variables say", () => {
    const variable = { flow_logs_role_arn: {}, apply_role_arn: {}, hosted_zone_role_arn: {} };
    const given = ["arn:aws:iam::ACCOUNT:role/FLOW_LOGS_ROLE"];
    expect(passed({ variable, resource: flowLog })?.[1]).toEqual(given);
    const both = passed({ variable, resource: { ...flowLog, aws_iam_role: { a: {} } } });
    expect(both?.[1]).toEqual([...own, ...given]);
  });

  test("none where there is none", () => {
    expect(passed({ resource: flowLog })).toBeUndefined();
  });
});

test("the roles of runs in HCP Terraform have names of their own, and a provider of their own", () => {
  const provider = { runs: { url: "https://app.terraform.io" } };
  const resource = { tfe_workspace: { a: {} }, aws_iam_role: { a: {} }, aws_iam_openid_connect_provider: provider };
  const on = (action: string, stack: StackJson, before: StackJson[] = []) =>
    allowed("plan", stack, before).find(([actions]) => String(actions).includes(action))?.[1];
  expect(on("iam:GetRole", { resource })).toEqual([
    "arn:aws:iam::*:role/*/terraform-ppm-*",
    "arn:aws:iam::*:role/terraform-ppm-*",
  ]);
  expect(on("iam:GetOpenIDConnectProvider", { resource })).toEqual(["arn:aws:iam::*:oidc-provider/app.terraform.io"]);
  const cluster = { resource: { aws_iam_role: { a: {} }, aws_iam_openid_connect_provider: { a: {} } } };
  expect(on("iam:GetOpenIDConnectProvider", cluster, [{ resource }])).toEqual([
    "arn:aws:iam::*:oidc-provider/oidc.eks.*",
  ]);
});

test.each([
  [{ aws_lb: { a: {} } }, "app/ppm/*"],
  [{}, "app/*/*"],
])("listeners of a stack that makes %j are those of %s", (more, suffix) => {
  const resource = { aws_lb_listener: { a: {} }, ...more };
  const deletes = allowed("apply", { resource }).find(([actions]) => String(actions).includes("DeleteListener"));
  expect(deletes?.[1]).toEqual(
    ["listener", "loadbalancer"].map((kind) => `arn:aws:elasticloadbalancing:*:*:${kind}/${suffix}`),
  );
});

test("a bucket that the user has is read, whatever its name", () => {
  const resource = { aws_s3_bucket: { access_logs: {} } };
  expect(allowed("plan", { resource, data: { aws_s3_bucket_policy: { bucket: {} } } })).toContainEqual([
    ["s3:GetBucketPolicy"],
    ["arn:aws:s3:::*"],
  ]);
});

test("more than IAM takes is split over several documents, in the stack's folder", () => {
  const resource = Object.fromEntries(Object.keys(accessByType).map((type) => [type, { a: {} }]));
  const files = deployerFiles("ppm-infrastructure", { resource }, []);
  expect(files.map(([path]) => path).slice(0, 4)).toEqual([
    "deployer/plan-1.json",
    "deployer/plan-2.json",
    "deployer/apply-1.json",
    "deployer/apply-2.json",
  ]);
  expect(files.filter(([, policy]) => JSON.stringify(policy).length > 6144)).toEqual([]);
});

test("the roles of HCP Terraform's runs may do in IAM all that the table asks for", () => {
  const scope = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region: "a",
    accountId: "1",
    name: "ppm",
    iamPath: "/",
  };
  const given = new Set(applyAccess(scope, { runRoleArns: [] }).flatMap(({ actions }) => actions));
  const asked = Object.values(accessByType)
    .flatMap((access) => Object.values(access))
    .flatMap((grants) => grants.flatMap(({ actions }) => actions))
    .filter((action) => action.startsWith("iam:"));
  // What ReadOnlyAccess and PowerUserAccess have.
  const managed = ["iam:ListOpenIDConnectProviders"];
  expect([...new Set(asked)].filter((action) => !given.has(action)).sort()).toEqual(managed);
});

test.each([
  ["iam:PassRole", "iam:PassedToService"],
  ["iam:CreateServiceLinkedRole", "iam:AWSServiceName"],
])("%s is for services that the roles of HCP Terraform's runs may name, too", (action, key) => {
  const scope = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region: "a",
    accountId: "1",
    name: "ppm",
    iamPath: "/",
  };
  const given = applyAccess(scope, { runRoleArns: [] })
    .filter(({ actions }) => actions.includes(action))
    .flatMap(({ conditions = [] }) => conditions.flatMap(({ values }) => values));
  const asked = Object.values(accessByType)
    .flatMap((access) => Object.values(access))
    .flatMap((grants) => grants.filter(({ actions }) => actions.includes(action)))
    .flatMap(({ when }) => when?.StringEquals?.[key] ?? []);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((service) => !given.includes(service))).toEqual([]);
});
