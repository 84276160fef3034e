import { z } from "zod";
import { defaultClientSideKeySetting } from "../../modules/package-manager/owned";
import { always, refuse, text } from "./checks";
import { extraConfig, extraEnvFromSecret, extraValues, proxyVariables } from "./pass-through";

const flag = (fallback: boolean, text: string) => z.boolean().default(fallback).describe(text);
const part = <S extends z.ZodType>(schema: S) => schema.prefault({} as never);

const network = z.discriminatedUnion("mode", [
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
]);

const cluster = z.discriminatedUnion("mode", [
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
]);

const database = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
  }),
]);

const bucket = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    clientSideEncryption: flag(false, "Package Manager encrypts objects itself with a KMS key of its own."),
    clientSideKeySetting: text(
      /^[A-Za-z][A-Za-z0-9]*\.[A-Za-z][A-Za-z0-9]*$/,
      "a setting as Section.Key",
      "write it like S3Storage.KMSKeyID",
    )
      .default(defaultClientSideKeySetting)
      .describe(
        "Setting of Package Manager, `Section.Key`, that takes the ARN of that key. Verify it for your version.",
      ),
  }),
]);

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

const loadBalancer = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("create"),
    scheme: z
      .enum(["internetFacing", "internal"])
      .default("internetFacing")
      .describe("Where the load balancer is reached from."),
    targets: z
      .enum(["ip", "node"])
      .default("ip")
      .describe(
        "`ip` routes to pods and needs the AWS Load Balancer Controller; `node` routes to a NodePort and needs none.",
      ),
    tls: tls
      .prefault({ mode: "acm" })
      .describe(
        "`acm` makes and validates a certificate in the hosted zone given; `certificate` takes one that exists; `none` is plain HTTP, for trials only.",
      ),
    waf: flag(false, "Put AWS WAF with AWS managed rule groups in front."),
  }),
]);

const packageManager = z
  .strictObject({
    license: z
      .enum(["variable", "existingSecret", "evaluation"])
      .default("variable")
      .describe(
        "`variable` takes the file's contents; `existingSecret` takes a Secrets Manager ARN; `evaluation` runs without.",
      ),
    encryptionKey: z
      .enum(["generate", "given"])
      .default("generate")
      .describe("`given` takes your own key from the variable `encryption_key`."),
    sandboxing: flag(true, "Sandbox Git builds; needs the `privileged` Pod Security level for the namespace."),
    databaseTls: z
      .enum(["verify-full", "require"])
      .default("verify-full")
      .describe("`require` encrypts without checking the server's certificate."),
    databaseCa: z
      .enum(["rds", "given"])
      .default("rds")
      .describe(
        "`given` takes the CA bundle from the variable `database_ca_bundle`, for regions without a shipped bundle.",
      ),
    outboundProxy: flag(false, "Reach the internet through the proxy given by `https_proxy`."),
    imagePullSecret: flag(
      false,
      "Pull images with the Kubernetes secret named by `image_pull_secret`; make it in the namespace while the release waits.",
    ),
    extraConfig: extraConfig.default({}).describe("Further settings of rstudio-pm.gcfg, as Section → Key → value."),
    extraEnvFromSecret: extraEnvFromSecret
      .default([])
      .describe("Environment variables read from Kubernetes secrets of yours."),
    extraValues: extraValues.default({}).describe("Further values of the rstudio-pm chart."),
  })
  .superRefine((given, ctx) => {
    if (given.databaseTls === "require" && given.databaseCa === "given") {
      refuse(
        ctx,
        ["databaseCa"],
        '"rds" with databaseTls: require, which checks no certificate; remove one of the two',
      );
    }
    if (given.outboundProxy !== true || !Array.isArray(given.extraEnvFromSecret)) return;
    given.extraEnvFromSecret.forEach((reference, i) => {
      if (!proxyVariables.includes(reference?.name?.toUpperCase?.())) return;
      const path = ["extraEnvFromSecret", i, "name"];
      refuse(ctx, path, "a variable that outboundProxy: true does not set; remove it, or set outboundProxy to false");
    });
  }, always);

const state = z.discriminatedUnion("backend", [
  z.strictObject({
    backend: z.literal("local"),
  }),
  z.strictObject({
    backend: z.literal("s3"),
    bucket: text(
      /^(?!.*\.\.)(?!\d+(\.\d+){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "the name of an S3 bucket: 3 to 63 characters a-z, 0-9, hyphen and dot",
      "copy it from the S3 console",
    ).describe("Bucket that holds the state of both stacks."),
    region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region code such as eu-central-1", "take that of the bucket").describe(
      "Region of that bucket.",
    ),
    keyPrefix: text(
      /^$|^[A-Za-z0-9!_.*'()-][A-Za-z0-9!_.*'()/-]{0,511}$/,
      "up to 512 letters, digits and safe marks, not starting with /",
      "write it like package-manager/",
    )
      .default("")
      .describe("Put before `<stack>.tfstate`, such as `package-manager/`."),
    kmsKeyId: text(
      /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/,
      "the ARN of a KMS key",
      "copy it from the KMS console",
    )
      .optional()
      .describe("ARN of the KMS key that encrypts the state. Default: the bucket's own."),
    roleArn: text(/^arn:[a-z-]+:iam::\d{12}:role\/.+$/, "the ARN of an IAM role", "copy it from the IAM console")
      .optional()
      .describe("ARN of the role that Terraform assumes to reach the state."),
  }),
]);

/** Everything that decides the shape of a deployment. Values (sizes, names, ids) are Terraform variables instead. */
export const deploymentSchema = z.strictObject({
  name: text(
    /^(?!.*--)[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
    "2 to 20 characters: a-z, 0-9 and single hyphens, starting with a letter, not ending in a hyphen",
    "shorten or rename it",
  )
    .default("ppm")
    .describe(
      "Names the stacks, and is the default of the variable `name`. 2 to 20 characters: a-z, 0-9, single hyphens.",
    ),
  protection: flag(true, "Keep Terraform from destroying what holds data. Set to false and apply before a destroy."),
  network: network.prefault({ mode: "create" }).describe("`create` makes a VPC."),
  cluster: cluster.prefault({ mode: "create" }).describe("`create` makes an EKS cluster."),
  identity: z
    .enum(["irsa", "podIdentity"])
    .default("irsa")
    .describe("How pods get AWS permissions: IAM roles for service accounts, or EKS Pod Identity."),
  database: database.prefault({ mode: "create" }).describe("`create` makes an RDS for PostgreSQL server."),
  bucket: bucket.prefault({ mode: "create" }).describe("`create` makes an S3 bucket."),
  loadBalancer: loadBalancer.prefault({ mode: "create" }).describe("`create` makes an Application Load Balancer."),
  packageManager: part(packageManager),
  state: state
    .prefault({ backend: "local" })
    .describe("Where Terraform keeps its state: `local` in files beside the deployment file, `s3` in a bucket."),
  handover: z
    .enum(["remoteState", "variables"])
    .default("remoteState")
    .describe("How the application stack learns what the infrastructure stack made."),
  clusterLogin: z
    .enum(["token", "exec"])
    .default("token")
    .describe(
      "`token` needs nothing on the runner; `exec` needs the AWS CLI there, and allows applies over 15 minutes.",
    ),
});

/** A deployment file with every default filled in. */
export type Deployment = z.output<typeof deploymentSchema>;
