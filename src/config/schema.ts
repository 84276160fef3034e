import { z } from "zod";
import { always, flag, text } from "./checks";
import { refuseCombinations } from "./combinations";
import { packageManager } from "./package-manager-schema";
import {
  backup,
  bucket,
  cluster,
  database,
  iam,
  keys,
  loadBalancer,
  monitoring,
  network,
  secrets,
} from "./part-schemas";
import { state } from "./state-schema";

/** Terraform address of a resource, such as `aws_s3_bucket.bucket`, with the key of one instance where it has several. */
const address = text(
  /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(\["[^"$%]*"\])?$/,
  "the Terraform address of a resource",
  'write it like aws_s3_bucket.bucket, or aws_eks_access_entry.x["key"]',
);

const members = {
  protection: flag(true, "Keep Terraform from destroying what holds data. Set to false and apply before a destroy."),
  output: z
    .enum(["root", "module"])
    .default("root")
    .describe("`module` writes child modules, without backend and provider blocks, for a root module that you have."),
  awsRole: z
    .enum(["none", "assume"])
    .default("none")
    .describe("`assume` makes the AWS provider assume the role `assume_role_arn`."),
  network: network.prefault({ mode: "create" }).describe("`create` makes a VPC, `existing` uses one."),
  cluster: cluster.prefault({ mode: "create" }).describe("`create` makes an EKS cluster, `existing` uses one."),
  identity: z
    .enum(["irsa", "podIdentity"])
    .default("irsa")
    .describe("How pods get AWS permissions: IAM roles for service accounts, or EKS Pod Identity."),
  iam: iam
    .prefault({ mode: "create" })
    .describe("`create` makes IAM roles, `existing` takes the ARN of each, where nobody here may make them."),
  keys: keys.prefault({ mode: "create" }).describe("`create` makes KMS keys, `existing` takes the ARN of each."),
  secrets: secrets
    .prefault({ mode: "create" })
    .describe(
      "`create` makes secrets in Secrets Manager, `existing` takes their ARNs, `kubernetes` uses Kubernetes secrets that you keep in the namespace, by External Secrets say.",
    ),
  database: database
    .prefault({ mode: "create" })
    .describe(
      "`create` makes an RDS for PostgreSQL server, `restore` makes it from a backup, `existing` uses a PostgreSQL server.",
    ),
  bucket: bucket.prefault({ mode: "create" }).describe("`create` makes an S3 bucket, `existing` uses one."),
  backup: backup
    .prefault({ mode: "none" })
    .describe(
      "`create` backs database and bucket up by AWS Backup, daily; `none` leaves it at what they keep by themselves: automated backups, and old versions.",
    ),
  loadBalancer: loadBalancer
    .prefault({ mode: "create" })
    .describe("`create` makes an Application Load Balancer, `existing` shares one."),
  monitoring: monitoring.prefault({}),
  packageManager: packageManager.prefault({}),
  state: state
    .prefault({ backend: "local" })
    .describe(
      "Where Terraform keeps its state: `local` in files beside the deployment file, `s3` in a bucket, `cloud` in HCP Terraform or Terraform Enterprise, `other` in any backend of Terraform.",
    ),
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
  adopt: z
    .record(address, text(/^(?!\S*[$%]\{)\S+$/, "the id that `terraform import` takes", "copy it from AWS"))
    .default({})
    .describe("Existing resources that Terraform takes over: address → id, as `terraform import` wants it."),
};

const name = text(
  /^(?!.*--)[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
  "2 to 20 characters: a-z, 0-9 and single hyphens, starting with a letter, not ending in a hyphen",
  "shorten or rename it",
);

/** Everything that decides the shape of a deployment. Values (sizes, names, ids) are Terraform variables instead. */
export const deploymentSchema = z
  .strictObject({
    name: name
      .default("ppm")
      .describe(
        "Names the stacks, and is the default of the variable `name`. 2 to 20 characters: a-z, 0-9, single hyphens.",
      ),
    ...members,
  })
  .superRefine(refuseCombinations, always);

/** A deployment file with every default filled in. */
export type Deployment = z.output<typeof deploymentSchema>;

/** Several deployments in one file, by name. */
export const fleetSchema = z.strictObject({
  deployments: z
    .record(name, z.strictObject(members).superRefine(refuseCombinations, always))
    .describe(
      "Several deployments: name → all other keys of a deployment file. Each has stacks and states of its own.",
    ),
});
