import type { AwsClient } from "./aws-client";
import type { Json } from "./json";
import { accountId } from "./emulator";
import { region } from "./settings";

/** Names of the roles that services make for themselves; AWS's own names, which the emulator writes otherwise. */
export const linkedRoles = [
  "AWSServiceRoleForAmazonEKS",
  "AWSServiceRoleForAmazonEKSNodegroup",
  "AWSServiceRoleForAutoScaling",
  "AWSServiceRoleForElasticLoadBalancing",
  "AWSServiceRoleForRDS",
];

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
});

export const applyRole = `arn:aws:iam::${accountId}:role/terraform-apply`;

/** Makes the roles of an account that is ready. @returns credentials of the role that applies. */
export async function makeRoles(aws: AwsClient): Promise<NodeJS.ProcessEnv> {
  const names = ["terraform-apply", "package-manager", "controller", ...linkedRoles];
  await aws.callAll(
    names.map((RoleName) => ["iam", "create_role", { RoleName, AssumeRolePolicyDocument: trust }] as const),
  );
  const { Credentials } = await aws.call<{ Credentials: Record<string, string> }>("sts", "assume_role", {
    RoleArn: applyRole,
    RoleSessionName: "ci",
  });
  return {
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
  };
}

/** Name servers of a hosted zone. */
export async function serversOf(aws: AwsClient, Id: string): Promise<string[]> {
  const { DelegationSet } = await aws.call<{ DelegationSet: { NameServers: string[] } }>("route53", "get_hosted_zone", {
    Id,
  });
  return DelegationSet.NameServers;
}

/** Endpoint that the database gets in place of the emulator's `localhost`. */
export const databaseHost = `platform.abcdefghijkl.${region}.rds.amazonaws.com`;

/**
 * Makes what a team has: network, cluster, database, bucket, key, secrets, listener and target group.
 *
 * @returns the variables that name it.
 */
export async function makeParts(aws: AwsClient): Promise<Record<string, Json>> {
  const { Vpc } = await aws.call<{ Vpc: { VpcId: string } }>("ec2", "create_vpc", { CidrBlock: "10.1.0.0/16" });
  const { VpcId } = Vpc;
  const subnets = await aws.callAll<{ Subnet: { SubnetId: string } }>(
    ["a", "b"].map((zone, i) => [
      "ec2",
      "create_subnet",
      { VpcId, CidrBlock: `10.1.${i}.0/24`, AvailabilityZone: `${region}${zone}` },
    ]),
  );
  const subnetIds = subnets.map(({ Subnet }) => Subnet.SubnetId);
  const roleArn = `arn:aws:iam::${accountId}:role/package-manager`;
  const [group, key, , , , ...secrets] = await aws.callAll<Record<string, unknown>>([
    ["ec2", "create_security_group", { VpcId, GroupName: "platform", Description: "of all" }],
    ["kms", "create_key", {}],
    ["s3", "create_bucket", { Bucket: "platform-packages", CreateBucketConfiguration: { LocationConstraint: region } }],
    ["eks", "create_cluster", { name: "platform", roleArn, resourcesVpcConfig: { subnetIds } }],
    [
      "eks",
      "create_nodegroup",
      {
        ...{ clusterName: "platform", nodegroupName: "general", subnets: subnetIds, nodeRole: roleArn },
        ...{ instanceTypes: ["c6a.4xlarge"], scalingConfig: { minSize: 3, maxSize: 3, desiredSize: 3 } },
      },
    ],
    ...["database", "encryption-key", "license"].map(
      (Name) => ["secretsmanager", "create_secret", { Name, SecretString: "not looked at" }] as const,
    ),
  ]);
  const [databaseSecret, keySecret, licenseSecret] = secrets.map(({ ARN }) => String(ARN));
  await aws.call("rds", "create_db_instance", {
    ...{ DBInstanceIdentifier: "platform", DBInstanceClass: "db.t3.xlarge", Engine: "postgres" },
    ...{ MasterUsername: "platform", ManageMasterUserPassword: true, AllocatedStorage: 100 },
  });
  const groupId = String(group?.GroupId);
  const alarmsKey = await aws.call<{ KeyMetadata: { Arn: string } }>("kms", "create_key");
  return {
    vpc_id: VpcId,
    private_subnet_ids: subnetIds,
    cluster_name: "platform",
    node_security_group_id: groupId,
    database_security_group_id: groupId,
    database_host: databaseHost,
    database_max_connections: 1800,
    bucket_name: "platform-packages",
    bucket_kms_key_arn: (key as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn,
    alarms_kms_key_arn: alarmsKey.KeyMetadata.Arn,
    database_secret_arn: databaseSecret ?? "",
    encryption_key_secret_arn: keySecret ?? "",
    license_secret_arn: licenseSecret ?? "",
    package_manager_role_arn: roleArn,
    load_balancer_controller_role_arn: `arn:aws:iam::${accountId}:role/controller`,
    ...(await makeLoadBalancer(aws, VpcId, subnetIds)),
  };
}

async function makeLoadBalancer(aws: AwsClient, VpcId: string, Subnets: string[]): Promise<Record<string, Json>> {
  const [certificate, balancer, group] = await aws.callAll<Record<string, never>>([
    ["acm", "request_certificate", { DomainName: "*.example.test", ValidationMethod: "DNS" }],
    ["elbv2", "create_load_balancer", { Name: "shared", Subnets, Type: "application" }],
    ["elbv2", "create_target_group", { Name: "packages", Protocol: "HTTP", Port: 80, VpcId, TargetType: "ip" }],
  ]);
  const { CertificateArn } = certificate as unknown as { CertificateArn: string };
  const [{ LoadBalancerArn } = { LoadBalancerArn: "" }] = (
    balancer as unknown as { LoadBalancers: { LoadBalancerArn: string }[] }
  ).LoadBalancers;
  const [{ TargetGroupArn } = { TargetGroupArn: "" }] = (
    group as unknown as { TargetGroups: { TargetGroupArn: string }[] }
  ).TargetGroups;
  const DefaultActions = [{ Type: "forward", TargetGroupArn }];
  const listeners = await aws.callAll<{ Listeners: { ListenerArn: string }[] }>([
    [
      "elbv2",
      "create_listener",
      { LoadBalancerArn, Protocol: "HTTPS", Port: 443, Certificates: [{ CertificateArn }], DefaultActions },
    ],
    ["elbv2", "create_listener", { LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions }],
  ]);
  const [https = "", http = ""] = listeners.map(({ Listeners }) => Listeners[0]?.ListenerArn ?? "");
  await aws.call("elbv2", "create_rule", {
    ListenerArn: https,
    Priority: 7,
    Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["other.example.test"] } }],
    Actions: DefaultActions,
  });
  return {
    listener_arn: https,
    listener_rule_priority: 100,
    // Not variables of the deployment, but of others of these checks.
    http_listener_arn: http,
    target_group_arn: TargetGroupArn,
    certificate_arn: CertificateArn,
  };
}
