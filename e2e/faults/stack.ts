import type { AwsContext } from "../aws-context";
import { emulatorGaps } from "../emulator-gaps";
import { infrastructureVariables } from "../fixture";
import { leaveAlone } from "../gap-proof";
import type { JsonObject } from "../json";
import { reduce } from "../reduce";
import { emulatorProvider, region, variableEnvironment } from "../settings";
import { stackFolder, synth } from "../synth";
import { TerraformFolder } from "../terraform";

const bucket = "team-terraform-states";

/**
 * The infrastructure stack with its state and lock in S3, initialized.
 *
 * @param wanted addresses to keep, with what they refer to. @default - the whole stack
 */
export async function faultyStack(context: AwsContext, wanted?: readonly string[]): Promise<TerraformFolder> {
  const { folder, environment, aws } = context;
  await aws.call("s3", "create_bucket", {
    Bucket: bucket,
    CreateBucketConfiguration: { LocationConstraint: region },
  });
  await aws.call("s3", "put_bucket_versioning", {
    Bucket: bucket,
    VersioningConfiguration: { Status: "Enabled" },
  });
  const terraform = new TerraformFolder(stackFolder(folder, "ppm-infrastructure"), {
    ...environment,
    ...variableEnvironment,
  });
  await resynthesize(context, terraform, wanted);
  terraform.setVariables(await infrastructureVariables(aws));
  await terraform.run("init", "-no-color", "-input=false");
  return terraform;
}

/** Synthesizes that stack, with more `keys` in its deployment file. */
export async function resynthesize(
  { folder }: AwsContext,
  terraform: TerraformFolder,
  wanted?: readonly string[],
  keys: JsonObject = {},
): Promise<void> {
  await synth(folder, JSON.stringify({ state: { backend: "s3", bucket, region }, ...keys }));
  if (wanted) terraform.json = reduce(terraform.json, wanted);
  terraform.override(forEmulator(terraform));
}

/** What the emulator needs of the configuration. `provider`: more arguments of the AWS provider. */
export function forEmulator(terraform: TerraformFolder, provider: JsonObject = {}): JsonObject {
  const known = terraform.json.resource as Record<string, JsonObject>;
  const gaps = emulatorGaps.filter(({ address }) => {
    const [type = "", name = ""] = address.split(".");
    return known[type]?.[name] !== undefined;
  });
  const [own] = emulatorProvider.aws as JsonObject[];
  return { provider: { aws: [{ ...own, ...provider }] }, resource: leaveAlone(gaps, terraform.json) };
}

/**
 * What is applied without `--long`: of each kind that is made in its own way, one, with what it refers to. The rest mostly
 * waits.
 */
export const part = [
  "aws_iam_role_policy.package_manager_role_bucket_key",
  "aws_launch_template.cluster_node_group_launch_template",
  "aws_route.network_internet_route",
  "aws_route_table_association.network_zone_1_public_route_table_association",
  "aws_s3_bucket_versioning.bucket_versioning",
  "aws_secretsmanager_secret_version.encryption_key_version",
  "aws_vpc_security_group_ingress_rule.load_balancer_http_ingress",
];
