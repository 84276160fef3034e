import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { ContainerInsights, type ContainerInsightsProps } from "../../modules/cluster";
import { FakeKey, synthResources, warningsOf } from "../support/synth";
import type { TerraformStack } from "cdktf";

const irsa = {
  mode: "irsa",
  oidcProvider: { arn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com", issuer: "oidc.example.com" },
} as const;
const podIdentity = { mode: "podIdentity", clusterName: "ppm" } as const;

function insights(stack: TerraformStack, props: Partial<ContainerInsightsProps> = {}) {
  return new ContainerInsights(stack, "ContainerInsights", {
    clusterName: "ppm",
    kubernetesVersion: "1.35",
    version: "v4.4.0-eksbuild.1",
    identity: irsa,
    roleName: "ppm-cloudwatch-agent",
    logsKey: new FakeKey(stack, "Key"),
    logRetentionDays: 90,
    after: [],
    ...props,
  });
}
const resourcesOf = (props: Partial<ContainerInsightsProps> = {}) => synthResources((stack) => insights(stack, props));

/** What must be there before the agents write: else they make it themselves, open and for ever. */
const groups = ["application", "dataplane", "host", "performance"].map(
  (name) => `aws_cloudwatch_log_group.container_insights_${name}_log_group`,
);

describe("ContainerInsights", () => {
  test("makes the log groups of the agents beforehand, encrypted and with an end", () => {
    expect(resourcesOf()(CloudwatchLogGroup)).toEqual(
      ["application", "dataplane", "host", "performance"].map((name) => ({
        name: `/aws/containerinsights/ppm/${name}`,
        kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
        retention_in_days: 90,
      })),
    );
  });

  test("gives the add-on its role by the service account (irsa)", () => {
    const resources = resourcesOf();
    expect(resources(EksAddon)).toEqual([
      expect.objectContaining({
        addon_name: "amazon-cloudwatch-observability",
        configuration_values: '{"manager":{"applicationSignals":{"autoMonitor":{"monitorAllServices":false}}}}',
        service_account_role_arn: "${aws_iam_role.container_insights_role.arn}",
        depends_on: [...groups, "aws_iam_role_policy.container_insights_role_telemetry"],
      }),
    ]);
    expect(resources(EksPodIdentityAssociation)).toEqual([]);
  });

  test("gives the add-on its role by an association (podIdentity)", () => {
    const resources = resourcesOf({ identity: podIdentity });
    expect(resources(EksPodIdentityAssociation)).toEqual([
      {
        cluster_name: "ppm",
        namespace: "amazon-cloudwatch",
        service_account: "cloudwatch-agent",
        role_arn: "${aws_iam_role.container_insights_role.arn}",
      },
    ]);
    const [addOn] = resources(EksAddon);
    expect(addOn).not.toHaveProperty("service_account_role_arn");
    expect(addOn?.depends_on).toContain("aws_eks_pod_identity_association.container_insights_role_association");
  });

  test("lets the agents write to these groups and measure under these names, and nothing else", () => {
    const [, policy] = resourcesOf()(DataAwsIamPolicyDocument).sort((a) =>
      JSON.stringify(a).includes("sts:") ? -1 : 1,
    );
    const arns = groups.flatMap((group) => [`\${${group}.arn}`, `\${${group}.arn}:*`]);
    expect(policy?.statement).toEqual([
      {
        sid: "WriteLogs",
        effect: "Allow",
        actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: arns,
      },
      {
        sid: "Measure",
        effect: "Allow",
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        condition: [
          { test: "StringEquals", variable: "cloudwatch:namespace", values: ["ContainerInsights", "CWAgent"] },
        ],
      },
      { sid: "KnowNodes", effect: "Allow", actions: ["ec2:DescribeTags", "ec2:DescribeVolumes"], resources: ["*"] },
    ]);
  });

  test("takes a role that exists, and says what it must be allowed to do", () => {
    const roleArn = "arn:aws:iam::111122223333:role/agent";
    expect(resourcesOf({ roleArn })(IamRole)).toEqual([]);
    const tasks = warningsOf((stack) => insights(stack, { roleArn }));
    expect(tasks).toContainEqual(expect.stringContaining("add this policy for telemetry to it"));
  });

  test("refuses a retention that CloudWatch Logs does not know", () => {
    expect(() => resourcesOf({ logRetentionDays: 91 })).toThrow(
      "test/ContainerInsights: `logRetentionDays` is 91, expected one of 1, 3,",
    );
  });
});
