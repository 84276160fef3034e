import { accessKeysOf, notAllowed, type Statement } from "../../e2e/deployer";
import { iamAction } from "../../e2e/iam-action";
import { iamResources, passedRoles } from "../../e2e/iam-resource";

const call = (service: string, action: string, request = "") => ({ service, action, request });
const account = "eu-central-1:123456789012";

test.each([
  [call("ec2", "CreateVpc"), "ec2:CreateVpc"],
  [call("monitoring", "PutMetricAlarm"), "cloudwatch:PutMetricAlarm"],
  [call("eks", "POST /clusters/ppm/node-groups/ppm-nodes/update-config"), "eks:UpdateNodegroupConfig"],
  [call("eks", "GET /addons/supported-versions"), "eks:DescribeAddonVersions"],
  [call("route53", "GET /2013-04-01/tags/hostedzone/Z1"), "route53:ListTagsForResource"],
  [call("s3", "HEAD /ppm-packages", "/ppm-packages"), "s3:ListBucket"],
  [call("s3", "PUT /ppm-packages", "/ppm-packages?publicAccessBlock"), "s3:PutBucketPublicAccessBlock"],
  [call("s3", "DELETE /ppm-packages", "/ppm-packages?policy"), "s3:DeleteBucketPolicy"],
  [call("s3", "DELETE /ppm-packages", "/ppm-packages?lifecycle"), "s3:PutLifecycleConfiguration"],
  [call("s3", "GET /states/a.tfstate", "/states/a.tfstate"), "s3:GetObject"],
  [call("eks", "POST /new-thing"), "eks:POST /new-thing"],
])("%j is allowed by %s", (request, action) => {
  expect(iamAction(request)).toBe(action);
});

test.each([
  [call("s3", "PUT /ppm-packages", "/ppm-packages?policy\n{}"), ["arn:aws:s3:::ppm-packages"]],
  [call("s3", "GET /states/ppm/a.tfstate", "/states/ppm/a.tfstate"), ["arn:aws:s3:::states/ppm/a.tfstate"]],
  [call("route53", "POST /2013-04-01/hostedzone/Z1/rrset"), ["arn:aws:route53:::hostedzone/Z1"]],
  [call("route53", "GET /2013-04-01/tags/hostedzone/Z1"), ["arn:aws:route53:::hostedzone/Z1"]],
  [call("route53", "GET /2013-04-01/change/C1"), ["arn:aws:route53:::change/C1"]],
  [call("eks", "POST /clusters/ppm/addons", '/clusters/ppm/addons\n{"addonName":"coredns"}'), ["cluster/ppm"]],
  [call("eks", "POST /clusters/ppm/addons/coredns/update"), ["addon/ppm/coredns/ID"]],
  [call("eks", "GET /clusters/ppm/updates/U1"), ["cluster/ppm"]],
  [call("eks", `POST /tags/arn%3Aaws%3Aeks%3A${account}%3Acluster%2Fppm`), ["cluster/ppm"]],
  [call("backup", "PUT /backup-vaults/ppm"), ["backup-vault:ppm"]],
  [call("backup", "GET /backup/plans/P1/selections/S1"), ["backup-plan:P1"]],
  [call("rds", "CreateDBInstance", "/\nDBInstanceIdentifier=ppm\nDBSubnetGroupName=other"), ["db:ppm", "subgrp:other"]],
  [call("rds", "DescribeDBInstances", "/\nFilters.Filter.1.Name=dbi-resource-id"), ["db:*"]],
  [call("monitoring", "DeleteAlarms", "/\nAlarmNames.member.1=a\nAlarmNames.member.2=b"), ["alarm:a", "alarm:b"]],
  [call("secretsmanager", "CreateSecret", '/\n{"Name":"ppm/license"}'), ["secret:ppm/license-aB3dE6"]],
  [call("kms", "CreateAlias", '/\n{"AliasName":"alias/ppm","TargetKeyId":"K1"}'), ["key/K1", "alias/ppm"]],
  [call("sns", "CreateTopic", "/\nName=ppm-alarms"), ["ppm-alarms"]],
  [call("logs", "DeleteLogGroup", '/\n{"logGroupName":"/ppm"}'), ["log-group:/ppm"]],
  [
    call("events", "PutTargets", '/\n{"Rule":"ppm-failover","Targets":[{"Arn":"arn:aws:sns:a:1:t"}]}'),
    ["rule/ppm-failover"],
  ],
  [call("ec2", "CreateRoute", "/\nRouteTableId=rtb-1\nNatGatewayId=nat-1"), ["route-table/rtb-1"]],
  [
    call("elasticloadbalancing", "CreateListener", `/\nLoadBalancerArn=arn:aws:elasticloadbalancing:${account}:lb`),
    ["lb"],
  ],
  [call("elasticloadbalancing", "CreateTargetGroup", "/\nName=ppm\nVpcId=vpc-1"), ["targetgroup/ppm/0123456789abcdef"]],
  [
    call("iam", "CreateOpenIDConnectProvider", "/\nUrl=https://localhost:4566/oidc/id/A1"),
    ["arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"],
  ],
  [call("iam", "GetRole", "/\nRoleName=ppm-nodes"), ["arn:aws:iam::123456789012:role/ppm-nodes"]],
  [call("sts", "GetCallerIdentity", "/\nVersion=2011-06-15"), []],
  [call("sts", "AssumeRole", "/\nRoleArn=arn:aws:iam::123456789012:role/dns"), ["arn:aws:iam::123456789012:role/dns"]],
])("%j is about %j", (request, resources) => {
  const whole = (resource: string) =>
    resource.startsWith("arn:") ? resource : `arn:aws:${iamAction(request).split(":")[0]}:${account}:${resource}`;
  expect(iamResources(request)).toEqual(resources.map(whole));
});

test("roles that a request hands on are found wherever they are, and others are not", () => {
  const role = "arn:aws:iam::123456789012:role/ppm-vpc-cni";
  const associations = `{"podIdentityAssociations":[{"serviceAccount":"aws-node","roleArn":"${role}"}]}`;
  expect(passedRoles(call("eks", "POST /clusters/ppm/addons", `/\n${associations}`))).toEqual([role]);
  expect(passedRoles(call("rds", "CreateDBInstance", `/\nMonitoringRoleArn=${role}`))).toEqual([role]);
  expect(passedRoles(call("sts", "AssumeRole", `/\nRoleArn=${role}`))).toEqual([]);
  expect(passedRoles(call("eks", "POST /clusters/ppm/access-entries", `/\n{"principalArn":"${role}"}`))).toEqual([]);
});

describe("what a policy lacks", () => {
  const made = (service: string, action: string, command: string, request = "") => ({
    ...call(service, action, request),
    status: 200,
    response: "",
    stack: "s",
    command,
  });
  const allows = (action: string, resource = "*", condition?: object): Statement => ({
    Action: [action],
    Resource: [resource],
    ...(condition && { Condition: condition }),
  });
  const both = (...statements: Statement[]) => ({ plan: statements, apply: statements });

  test("is an action that its phase does not have, once", () => {
    const policies = {
      plan: [allows("ec2:DescribeVpcs")],
      apply: [allows("ec2:DescribeVpcs"), allows("ec2:CreateVpc")],
    };
    const calls = [
      ...[made("ec2", "DescribeVpcs", "plan"), made("ec2", "CreateVpc", "plan"), made("ec2", "CreateVpc", "apply")],
      ...[made("ec2", "DeleteVpc", "destroy"), made("ec2", "DeleteVpc", "destroy")],
    ];
    expect(notAllowed(calls, policies)).toEqual(["apply may not ec2:DeleteVpc", "plan may not ec2:CreateVpc"]);
  });

  test("is a resource outside of what the action is allowed on", () => {
    const delete_ = made("sns", "DeleteTopic", "apply", `/\nTopicArn=arn:aws:sns:${account}:other`);
    const policies = both(allows("sns:DeleteTopic", "arn:aws:sns:*:*:ppm*"));
    expect(notAllowed([delete_], policies)).toEqual([`apply may not sns:DeleteTopic on arn:aws:sns:${account}:other`]);
  });

  test("is all of a kind where a request names none and the policy some", () => {
    const read = made("rds", "DescribeDBInstances", "plan", "/\nFilters.Filter.1.Name=dbi-resource-id");
    const of = (resource: string) => notAllowed([read], both(allows("rds:DescribeDBInstances", resource)));
    expect(of("arn:aws:rds:*:*:db:ppm*")).toEqual([
      `plan may not rds:DescribeDBInstances on arn:aws:rds:${account}:db:*`,
    ]);
    expect(of("arn:aws:rds:*:*:db:*")).toEqual([]);
  });

  test("is what is allowed to a service of AWS only", () => {
    const describe_ = made("kms", "Decrypt", "apply", '/\n{"KeyId":"K1"}');
    const via = { StringLike: { "kms:ViaService": ["rds.*.amazonaws.com"] } };
    expect(notAllowed([describe_], both(allows("kms:Decrypt", "arn:aws:kms:*:*:key/*", via)))).toEqual([
      "apply may not kms:Decrypt",
    ]);
  });

  test("is a resource that this does not know how to tell", () => {
    const unknown = made("sns", "NewThing", "apply", "/\nThing=a");
    expect(notAllowed([unknown], both(allows("sns:NewThing", "arn:aws:sns:*:*:ppm*")))).toEqual([
      "apply may not sns:NewThing on what it names; add it to iam-resource.ts",
    ]);
  });

  test("is nothing of what is done under a role that it assumes", () => {
    const role = "arn:aws:iam::123456789012:role/dns";
    const assume = {
      ...made("sts", "AssumeRole", "plan", `/\nRoleArn=${role}`),
      response: "<AccessKeyId>K2</AccessKeyId>",
    };
    expect(accessKeysOf([role], [assume])).toEqual(["K2"]);
    expect(accessKeysOf(["arn:aws:iam::123456789012:role/other"], [assume])).toEqual([]);
  });

  test("is a role that may not be passed", () => {
    const role = "arn:aws:iam::123456789012:role/other";
    const create = made("ec2", "CreateFlowLogs", "apply", `/\nDeliverLogsPermissionArn=${role}`);
    const may = allows("iam:PassRole", "arn:aws:iam::*:role/ppm-*", { StringEquals: {} });
    expect(notAllowed([create], both(allows("ec2:CreateFlowLogs"), may))).toEqual([
      `apply may not iam:PassRole on ${role}`,
    ]);
  });
});
