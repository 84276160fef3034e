import { z } from "zod";
import { always, refuse, text } from "./checks";

const stackName = (what: string) =>
  text(/^[A-Za-z0-9_-]{1,90}$/, "1 to 90 letters, digits, hyphens and underscores", "rename it")
    .optional()
    .describe(`Workspace of the ${what} stack. Default: the stack's name.`);

const workspaces = z
  .strictObject({
    infrastructure: stackName("infrastructure"),
    application: stackName("application"),
    workspaces: stackName("workspaces"),
  })
  .superRefine((given, ctx) => {
    const names = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    names.forEach(([key, name], i) => {
      if (names.findIndex(([, other]) => other === name) === i) return;
      refuse(ctx, [key], "a workspace of its own; two stacks in one workspace would destroy each other's resources");
    });
  }, always);

/** Keys of backends that carry secrets, which would end in the JSON. */
const secretKeys =
  /(^|_)(password|secret|secret_key|access_key|sas_token|token|credentials|client_secret|encryption_key|conn_str)$/;

const argument = text(
  /^[a-z][a-z0-9_]*$/,
  "the name of an argument of the backend: a-z, 0-9 and underscores",
  "take it from Terraform's documentation",
);

/** What Terraform would evaluate, or refuse in a backend. */
const expression = /(^|[^$])\$\{|(^|[^%])%\{/;

/** Whether JSON can say the value. */
function isJson(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value === "object") return Object.values(value).every(isJson);
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

const otherConfig = (what: string) =>
  z
    .record(argument, z.unknown())
    .superRefine((config, ctx) => {
      for (const [key, value] of Object.entries(config)) {
        if (!isJson(value)) {
          const rule = "texts, finite numbers, true, false, null, and lists and mappings of them";
          refuse(ctx, [key], `${rule}, as JSON has them; correct it`, "hidden");
          continue;
        }
        if (expression.test(JSON.stringify(value))) {
          const rule = "a value without expressions, which Terraform evaluates in no backend";
          refuse(ctx, [key], `${rule}; write it out, with $\${ for \${ and %%{ for %{ in text`, "hidden");
        }
        if (!secretKeys.test(key)) continue;
        const fix = "remove it, and give it by environment or `terraform init -backend-config`";
        refuse(ctx, [key], `no secret in the synthesized JSON; ${fix}`, "hidden");
      }
    }, always)
    .describe(`Configuration of the backend for the ${what} stack, verbatim, in Terraform's own snake_case.`);

const local = z.strictObject({
  backend: z.literal("local"),
});

const s3 = z.strictObject({
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
    /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+$/,
    "the ARN of a KMS key",
    "copy it from the KMS console",
  )
    .optional()
    .describe("ARN of the KMS key that encrypts the state. Default: the bucket's own."),
  roleArn: text(
    /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "the ARN of an IAM role",
    "copy it from the IAM console",
  )
    .optional()
    .describe("ARN of the role that Terraform assumes to reach the state."),
});

const cloud = z.strictObject({
  backend: z.literal("cloud"),
  hostname: text(
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/,
    "a host name without scheme",
    "write it like app.terraform.io",
  )
    .default("app.terraform.io")
    .describe("Host of HCP Terraform or Terraform Enterprise."),
  organization: text(
    /^[A-Za-z0-9_-]{3,40}$/,
    "the name of an organization: 3 to 40 letters, digits, hyphens and underscores",
    "copy it from HCP Terraform",
  ).describe("Organization that owns the workspaces."),
  project: text(/^[\w -]{3,40}$/, "the name of a project: 3 to 40 letters, digits, spaces, _ and -", "rename it")
    .optional()
    .describe("Project of the workspaces. Default: the organization's default project."),
  workspaces: workspaces.prefault({}).describe("Names of the workspaces, where they are not those of the stacks."),
  manage: z
    .boolean()
    .default(false)
    .describe(
      "Add a third stack, `<name>-workspaces`, that makes project, workspaces, variable sets, run trigger and the AWS roles of their runs.",
    ),
});

const other = z.strictObject({
  backend: z.literal("other"),
  type: text(
    /^(?!(local|s3|cloud|remote)$)[a-z][a-z0-9]*$/,
    "the type of a backend that has no keys of its own here, such as gcs, azurerm, http, pg, consul or kubernetes",
    "use backend: local, s3 or cloud for those",
  ).describe("Type of the backend, as Terraform calls it."),
  infrastructure: otherConfig("infrastructure").optional(),
  application: otherConfig("application"),
});

/** Where Terraform keeps its state. */
export const state = z.discriminatedUnion("backend", [local, s3, cloud, other]).superRefine((given, ctx) => {
  if (given.backend === "cloud" && given.manage && given.hostname.includes(":")) {
    const fix = "serve it on port 443, as OIDC providers in IAM need it, or set manage to false";
    refuse(ctx, ["hostname"], `a host name without port with manage: true; ${fix}`);
  }
  if (given.backend !== "other" || given.infrastructure === undefined) return;
  if (JSON.stringify(given.infrastructure) !== JSON.stringify(given.application)) return;
  const rule = "another configuration than that of the infrastructure stack, such as another key or prefix";
  refuse(ctx, ["application"], `${rule}; two stacks in one state would destroy each other's resources`, "hidden");
});
