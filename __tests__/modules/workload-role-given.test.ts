import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { WorkloadRole } from "../../modules/workload-role";
import { synthStack, warningsOf } from "../support/synth";

const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/E";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const READ = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] };
const LIST = { sid: "List", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::b"] };

describe("WorkloadRole.fromAttributes", () => {
  const roleArn = "arn:aws:iam::111122223333:role/theirs";

  test("defines nothing, and warns with the policy to add", () => {
    const grant = (stack: TerraformStack) => {
      const bucket = new S3Bucket(stack, "Bucket", {});
      const theirs = WorkloadRole.fromAttributes(stack, "Role", { roleArn });
      expect(theirs.roleArn).toBe(roleArn);
      theirs.grant("Listing", [
        {
          ...LIST,
          resources: [bucket.arn],
          conditions: [
            { test: "StringLike", variable: "s3:prefix", values: ["a/*"] },
            { test: "StringLike", variable: "s3:delimiter", values: ["/"] },
          ],
        },
        { ...READ, effect: "Deny" },
      ]);
    };
    const json = synthStack(grant);
    expect([Object.keys(json.resource ?? {}), json.data]).toEqual([["aws_s3_bucket"], undefined]);
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "List",
          Effect: "Allow",
          Action: ["s3:ListBucket"],
          Resource: ["${aws_s3_bucket.bucket.arn}"],
          Condition: { StringLike: { "s3:prefix": ["a/*"], "s3:delimiter": ["/"] } },
        },
        { Sid: "Read", Effect: "Deny", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::b/*"] },
      ],
    };
    expect(warningsOf(grant)).toEqual([
      `The role ${roleArn} is not managed here; add this policy for Listing to it: ${JSON.stringify(policy, null, 2)}`,
    ]);
  });

  test("warns of nothing until something is granted", () => {
    expect(warningsOf((stack) => WorkloadRole.fromAttributes(stack, "Role", { roleArn }))).toEqual([]);
  });

  const trusted = (stack: TerraformStack, mode: "irsa" | "podIdentity") => {
    const namespace = new TerraformVariable(stack, "namespace", { type: "string" }).stringValue;
    const identity =
      mode === "irsa"
        ? { mode, oidcProvider: { arn: PROVIDER, issuer: ISSUER } }
        : { mode, clusterName: new EksCluster(stack, "Cluster", CLUSTER).name };
    const serviceAccount = { identity, namespace, serviceAccountName: "rstudio-pm" };
    WorkloadRole.fromAttributes(stack, "Role", { roleArn, serviceAccount });
  };
  const CLUSTER = { name: "ppm", roleArn: "arn:role", vpcConfig: { subnetIds: ["subnet-1"] } };
  const trustWarning = (statement: object) =>
    `The role ${roleArn} is not managed here; its trust policy must say this: ` +
    JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);

  test("is associated under Pod Identity, with its trust left to the user", () => {
    const build = (stack: TerraformStack) => trusted(stack, "podIdentity");
    expect(synthStack(build)).toMatchObject({
      resource: {
        aws_eks_pod_identity_association: {
          role_association: {
            cluster_name: "${aws_eks_cluster.cluster.name}",
            namespace: "${var.namespace}",
            service_account: "rstudio-pm",
            role_arn: roleArn,
          },
        },
      },
    });
    expect(Object.keys(synthStack(build).resource ?? {}).filter((type) => type.startsWith("aws_iam_"))).toEqual([]);
    expect(warningsOf(build)).toEqual([
      trustWarning({
        Sid: "ServiceAccount",
        Effect: "Allow",
        Principal: { Service: ["pods.eks.amazonaws.com"] },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": ["${aws_eks_cluster.cluster.name}"],
            "aws:RequestTag/kubernetes-namespace": ["${var.namespace}"],
            "aws:RequestTag/kubernetes-service-account": ["rstudio-pm"],
          },
        },
      }),
    ]);
  });

  test("has all of its trust left to the user under IRSA", () => {
    const build = (stack: TerraformStack) => trusted(stack, "irsa");
    expect(synthStack(build)).not.toHaveProperty("resource");
    expect(warningsOf(build)).toEqual([
      trustWarning({
        Sid: "ServiceAccount",
        Effect: "Allow",
        Principal: { Federated: [PROVIDER] },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: ["sts.amazonaws.com"],
            [`${ISSUER}:sub`]: ["system:serviceaccount:${var.namespace}:rstudio-pm"],
          },
        },
      }),
    ]);
  });
});
