import { z } from "zod";
import { defaultClientSideKeySetting } from "../../modules/package-manager/owned";
import { flag, text } from "./checks";

/** Where everything runs. */
export const network = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    zones: z
      .int()
      .min(2)
      .max(6)
      .default(3)
      .describe(
        "Availability Zones, 2 to 6; each gets one subnet of every kind. Choose before the first apply: EKS takes no zone later that its cluster did not start with.",
      ),
    natGateways: z
      .enum(["perZone", "single"])
      .default("perZone")
      .describe("`single` costs less; when its zone fails, no private subnet reaches the internet."),
    interfaceEndpoints: flag(false, "Reach AWS services through interface endpoints instead of the NAT gateways."),
  }),
  z.strictObject({
    mode: z.literal("existing"),
    publicSubnets: flag(true, "Give public subnets; only an internet-facing load balancer made here needs them."),
    databaseSubnets: z
      .enum(["private", "own"])
      .default("private")
      .describe("Subnets of a database made here: the private ones, or subnets of its own."),
  }),
]);

/** The Kubernetes cluster. */
export const cluster = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    endpointAccess: z
      .enum(["private", "public"])
      .default("private")
      .describe("`public` adds a public endpoint that admits only the CIDRs in `cluster_public_access_cidrs`."),
    nodes: z
      .enum(["fixed", "autoscaling"])
      .default("fixed")
      .describe("`autoscaling` leaves the number of nodes to an autoscaler that you install."),
  }),
  z.strictObject({
    mode: z.literal("existing"),
    nodes: z
      .enum(["nodeGroup", "karpenter", "autoMode"])
      .default("nodeGroup")
      .describe("What keeps the cluster's nodes: node groups of yours, Karpenter, or EKS Auto Mode."),
    controller: z
      .enum(["install", "installed"])
      .default("install")
      .describe("Whether to install the AWS Load Balancer Controller, or use the one that the cluster has."),
  }),
]);

/** KMS keys. */
export const keys = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
  }),
  z.strictObject({
    mode: z.literal("existing"),
  }),
]);

/** IAM roles. */
export const iam = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
  }),
  z.strictObject({
    mode: z.literal("existing"),
  }),
]);

/** Passwords, encryption key and license. */
export const secrets = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
  }),
  z.strictObject({
    mode: z.literal("existing"),
  }),
  z.strictObject({
    mode: z.literal("kubernetes"),
  }),
]);

/** The PostgreSQL server. */
export const database = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
  }),
  z.strictObject({
    mode: z.literal("restore"),
    from: z
      .enum(["snapshot", "pointInTime"])
      .describe(
        "Data of the new server: a snapshot, or a server's automated backups as of a time. Counts when the server is made; go back to `create` afterwards.",
      ),
  }),
  z.strictObject({
    mode: z.literal("existing"),
    credentials: z
      .enum(["master", "application"])
      .describe(
        "Whose login the credentials secret holds: `master` of a user that makes Package Manager's role and schemas, `application` of that role itself, which then exists with both schemas.",
      ),
    securityGroup: flag(
      true,
      "Admit the cluster in the server's security group; false for a server outside of AWS, or where you make that rule.",
    ),
  }),
]);

const clientSide = {
  clientSideEncryption: flag(false, "Package Manager encrypts objects itself with a KMS key of its own."),
  clientSideKeySetting: text(
    /^[A-Za-z][A-Za-z0-9]*\.[A-Za-z][A-Za-z0-9]*$/,
    "a setting as Section.Key",
    "write it like S3Storage.KMSKeyID",
  )
    .default(defaultClientSideKeySetting)
    .describe("Setting of Package Manager, `Section.Key`, that takes the ARN of that key. Verify it for your version."),
};

/** Where packages lie. */
export const bucket = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    ...clientSide,
  }),
  z.strictObject({
    mode: z.literal("existing"),
    customerKey: flag(false, "The bucket encrypts with the customer key given by `bucket_kms_key_arn`."),
    ...clientSide,
  }),
]);

/** Backups beside those that RDS makes by itself. */
export const backup = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("none"),
  }),
  z.strictObject({
    mode: z.literal("create"),
    vaultLock: flag(
      true,
      "Keep backups from being deleted for `backup_lock_days`, but by who may change the lock (governance mode).",
    ),
    copy: z
      .enum(["none", "otherRegion"])
      .default("none")
      .describe("`otherRegion` copies every backup to the region `backup_copy_region`."),
  }),
]);

/** What tells people how it goes. */
export const monitoring = z.strictObject({
  alarms: flag(
    true,
    "Raise CloudWatch alarms, to an SNS topic, for what is made here and as far as what exists is known.",
  ),
  dashboard: flag(true, "Make a CloudWatch dashboard for whoever is on call."),
  containerInsights: flag(
    false,
    "Send the logs of all pods, and measurements of pods and nodes, to CloudWatch, by an EKS add-on. Only in a cluster made here.",
  ),
  serviceMonitor: flag(false, "Make a ServiceMonitor and alert rules for a Prometheus Operator that the cluster has."),
});

const tls = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("acm"),
  }),
  z.strictObject({
    mode: z.literal("certificate"),
    dnsRecord: flag(true, "Make the alias record in the hosted zone given by `hosted_zone_id`."),
  }),
  z.strictObject({
    mode: z.literal("none"),
  }),
]);

const targets = z
  .enum(["ip", "node"])
  .default("ip")
  .describe(
    "`ip` routes to pods and needs the AWS Load Balancer Controller; `node` routes to a NodePort and needs none.",
  );

const hostedZone = z
  .enum(["sameAccount", "otherAccount"])
  .default("sameAccount")
  .describe(
    "`otherAccount` makes the records through the role `hosted_zone_role_arn` of the account that has the zone.",
  );

/** Where clients arrive. */
export const loadBalancer = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    scheme: z
      .enum(["internetFacing", "internal"])
      .default("internetFacing")
      .describe("Where the load balancer is reached from."),
    targets,
    tls: tls
      .prefault({ mode: "acm" })
      .describe(
        "`acm` makes and validates a certificate in the hosted zone given; `certificate` takes one that exists; `none` is plain HTTP, for trials only.",
      ),
    hostedZone,
    waf: flag(false, "Put AWS WAF with AWS managed rule groups in front."),
  }),
  z.strictObject({
    mode: z.literal("existing"),
    attach: z
      .enum(["listener", "targetGroup"])
      .default("listener")
      .describe(
        "`listener` adds a rule for your host name and a target group to an HTTPS listener; `targetGroup` only fills a target group.",
      ),
    targets,
    dnsRecord: flag(
      false,
      "Make the alias record in the hosted zone given by `hosted_zone_id`; only with `attach: listener`.",
    ),
    hostedZone,
    securityGroupRules: flag(
      true,
      "Admit the load balancer to the pods, in its security groups and the cluster's; false where you make these rules, or another deployment with the same load balancer and cluster does.",
    ),
  }),
]);
