import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformVariable } from "cdktf";
import type { NetworkProps } from "../../modules/network";
import { addressIn, network, resourcesOf, subnetId } from "../support/network";
import { synthResources, synthStack } from "../support/synth";

const VPC_ID = "${aws_vpc.network.id}";
const ZONES = [1, 2, 3];
const GATEWAY_ENDPOINT = {
  vpc_id: VPC_ID,
  vpc_endpoint_type: "Gateway",
  service_name: "com.amazonaws.eu-central-1.s3",
  route_table_ids: ZONES.map((zone) => `\${${addressIn(zone, "route_table", "private_route_table")}.id}`),
  policy: "${data.aws_iam_policy_document.network_gateway_endpoint_policy.json}",
  tags: { Name: "ppm-s3" },
};

/** Statements of the policy document at an address. */
function statementsOf(name: string, props: Partial<NetworkProps> = {}): unknown {
  const documents = synthStack((stack) => network(stack, props)).data?.[DataAwsIamPolicyDocument.tfResourceType];
  return documents?.[name]?.statement;
}

describe("endpoints of a network", () => {
  test("are the one for S3, for private subnets", () => {
    const resources = resourcesOf();

    expect(resources(VpcEndpoint)).toEqual([GATEWAY_ENDPOINT]);
    expect(resources(SecurityGroup)).toEqual([]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([]);
  });

  test("let all buckets be read and only those of the account be written", () => {
    const anyone = { effect: "Allow", principals: [{ type: "*", identifiers: ["*"] }], resources: ["*"] };

    expect(statementsOf("network_gateway_endpoint_policy")).toEqual([
      { ...anyone, sid: "ReadAnyBucket", actions: ["s3:Get*", "s3:List*"] },
      {
        ...anyone,
        sid: "UseBucketsOfAccount",
        actions: ["s3:*"],
        condition: [{ test: "StringEquals", variable: "aws:ResourceAccount", values: ["111122223333"] }],
      },
    ]);
  });

  test("let further buckets be written, which may be in other accounts", () => {
    const arn = "arn:aws:s3:::theirs";
    expect(statementsOf("network_gateway_endpoint_policy", { writableBucketArns: [arn] })).toEqual([
      expect.objectContaining({ sid: "ReadAnyBucket" }),
      expect.objectContaining({ sid: "UseBucketsOfAccount" }),
      {
        sid: "UseFurtherBuckets",
        effect: "Allow",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: [arn, `${arn}/*`],
      },
    ]);
  });

  test("cover by option what nodes and pods call, over HTTPS from the private subnets only", () => {
    const resources = resourcesOf({ interfaceEndpoints: true });
    const group = "${aws_security_group.network_interface_endpoints_security_group.id}";
    const services = [
      "ecr.api",
      "ecr.dkr",
      "eks-auth",
      "ec2",
      "elasticloadbalancing",
      "kms",
      "ssm",
      "ssmmessages",
      "sts",
    ];

    expect(resources(VpcEndpoint)).toEqual([
      GATEWAY_ENDPOINT,
      ...services.map((service) => ({
        vpc_id: VPC_ID,
        vpc_endpoint_type: "Interface",
        service_name: `com.amazonaws.eu-central-1.${service}`,
        subnet_ids: ZONES.map((zone) => subnetId(zone, "private")),
        security_group_ids: [group],
        private_dns_enabled: true,
        tags: { Name: `ppm-${service.replace(".", "-")}` },
      })),
    ]);
    expect(resources(SecurityGroup)).toEqual([
      {
        name: "ppm-interface-endpoints",
        description: "HTTPS from the private subnets to AWS services",
        vpc_id: VPC_ID,
        tags: { Name: "ppm-interface-endpoints" },
      },
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual(
      ZONES.map((zone) => ({
        security_group_id: group,
        description: `HTTPS from the private subnet of zone ${zone}`,
        cidr_ipv4: `\${${addressIn(zone, "subnet", "private_subnet")}.cidr_block}`,
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      })),
    );
    expect(resources(VpcSecurityGroupEgressRule)).toEqual([]);
  });
});

describe("interface endpoints of a network in China", () => {
  test("have a start of their own where AWS names them by partition", () => {
    const props = { interfaceEndpoints: true, region: "cn-north-1", reverseDnsPrefix: "cn.com.amazonaws" };
    const names = resourcesOf(props)(VpcEndpoint).map((endpoint) => String(endpoint.service_name));
    expect(names.filter((name) => name.startsWith("cn.")).sort()).toEqual(
      ["ec2", "ecr.api", "ecr.dkr", "sts"].map((service) => `cn.com.amazonaws.cn-north-1.${service}`),
    );
    expect(names.filter((name) => name.startsWith("com.amazonaws.cn-north-1."))).toHaveLength(6);
  });
});

describe("flow logs of a network", () => {
  test("record all connections in an encrypted log group", () => {
    const resources = resourcesOf();

    expect(resources(CloudwatchLogGroup)).toEqual([
      {
        name: "/aws/vpc/ppm/flow-logs",
        retention_in_days: 90,
        kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
      },
    ]);
    expect(resources(FlowLog)).toEqual([
      {
        vpc_id: VPC_ID,
        traffic_type: "ALL",
        log_destination: "${aws_cloudwatch_log_group.network_flow_logs_log_group.arn}",
        iam_role_arn: "${aws_iam_role.network_flow_logs_role.arn}",
        tags: { Name: "ppm" },
        depends_on: ["aws_iam_role_policy.network_flow_logs_role_policy"],
      },
    ]);
  });

  test("are written by a role that may do nothing else, for this account only", () => {
    const resources = resourcesOf();

    expect(resources(IamRole)).toEqual([
      {
        name: "ppm-flow-logs",
        assume_role_policy: "${data.aws_iam_policy_document.network_flow_logs_trust_policy.json}",
      },
    ]);
    expect(resources(IamRolePolicy)).toEqual([
      {
        name: "write-logs",
        role: "${aws_iam_role.network_flow_logs_role.id}",
        policy: "${data.aws_iam_policy_document.network_flow_logs_role_policy_document.json}",
      },
    ]);
    expect(statementsOf("network_flow_logs_trust_policy")).toEqual([
      {
        sid: "AllowFlowLogsOfAccount",
        effect: "Allow",
        principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
        actions: ["sts:AssumeRole"],
        resources: [],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      },
    ]);
    expect(statementsOf("network_flow_logs_role_policy_document")).toEqual([
      {
        sid: "WriteLogs",
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: ["${aws_cloudwatch_log_group.network_flow_logs_log_group.arn}:*"],
      },
    ]);
  });

  test("take the path and the boundary of roles", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";

    expect(resourcesOf({ iamPath: "/ppm/", permissionsBoundaryArn: boundary })(IamRole)).toEqual([
      expect.objectContaining({ path: "/ppm/", permissions_boundary: boundary }),
    ]);
  });

  test.each([1, 365, 3653])("are kept for %i days", (flowLogRetentionDays) => {
    expect(resourcesOf({ flowLogRetentionDays })(CloudwatchLogGroup)).toEqual([
      expect.objectContaining({ retention_in_days: flowLogRetentionDays }),
    ]);
  });

  test.each([
    [0, 1],
    [91, 120],
    [3654, 3653],
  ])("cannot be kept for %i days", (flowLogRetentionDays, fix) => {
    expect(() => resourcesOf({ flowLogRetentionDays })).toThrow(
      `test/Network: \`flowLogRetentionDays\` is ${flowLogRetentionDays}, expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, ` +
        `150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; set it to ${fix}`,
    );
  });

  test("take their retention as a token", () => {
    const resources = synthResources((stack) =>
      network(stack, { flowLogRetentionDays: new TerraformVariable(stack, "days", { type: "number" }).numberValue }),
    );

    expect(resources(CloudwatchLogGroup)).toEqual([expect.objectContaining({ retention_in_days: "${var.days}" })]);
  });
});
