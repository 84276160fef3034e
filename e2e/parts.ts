import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { emulatorProvider, region } from "./settings";
import { TerraformFolder } from "./terraform";

/** Domain of the platform's hosted zone and certificate. */
export const platformDomain = "platform.test";

/** What the root module in `parts/` makes: what a team has before it deploys Package Manager. */
export interface Parts {
  readonly vpc_id: string;
  readonly other_vpc_id: string;
  readonly other_subnet_id: string;
  readonly other_security_group_id: string;
  readonly private_small_subnet_id: string;
  readonly public_untagged_subnet_id: string;
  readonly same_zone_subnet_id: string;
  readonly public_subnet_ids: readonly string[];
  readonly private_subnet_ids: readonly string[];
  readonly database_subnet_ids: readonly string[];
  readonly cluster_name: string;
  readonly old_cluster_name: string;
  readonly config_map_cluster_name: string;
  readonly terraform_role_arn: string;
  readonly hosted_zone_role_arn: string;
  readonly node_security_group_id: string;
  readonly package_manager_role_arn: string;
  readonly controller_role_arn: string;
  readonly database_host: string;
  readonly database_security_group_id: string;
  readonly bucket_name: string;
  readonly plain_bucket_name: string;
  readonly public_bucket_name: string;
  readonly kms_key_arn: string;
  readonly disabled_kms_key_arn: string;
  readonly listener_arn: string;
  readonly http_listener_arn: string;
  readonly old_listener_arn: string;
  readonly other_listener_arn: string;
  readonly load_balancer_security_group: string;
  readonly target_group_arn: string;
  readonly old_target_group_arn: string;
  readonly other_target_group_arn: string;
  readonly unused_target_group_arn: string;
  readonly hosted_zone_id: string;
  readonly private_hosted_zone_id: string;
  readonly secret_arns: Readonly<Record<"encryption-key" | "database" | "database-master" | "license", string>>;
}

/** Applies the parts, as whoever owns them would: in a root module and a state of their own. */
export async function makeParts({
  folder,
  environment,
}: AwsContext): Promise<{ parts: Parts; owner: TerraformFolder }> {
  const here = join(folder, "parts");
  mkdirSync(here);
  cpSync(join(__dirname, "parts"), here, { recursive: true });
  const terraform = new TerraformFolder(here, environment);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables({ region, domain: platformDomain });
  await terraform.run("init", "-no-color", "-input=false");
  await terraform.plan();
  await terraform.applyPlan();
  const { parts } = JSON.parse(await terraform.run("output", "-json")) as { parts: { value: Parts } };
  return { parts: parts.value, owner: terraform };
}
