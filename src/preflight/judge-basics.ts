import { type Finding, failed, passed, unknown } from "./check";

interface Identity {
  readonly arn: string;
  readonly account: string;
}

/** Name of the role in an ARN of IAM, or in one of a session of it; paths are left out, as in sessions. */
function roleName(arn: string): string | undefined {
  return /:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}

/** Whether who runs this is who Terraform runs as. */
export function judgeIdentity(
  { arn, account }: Identity,
  { apply, plan }: { readonly apply: string | undefined; readonly plan: string | undefined },
): Finding {
  const who = `${arn} of account ${account}`;
  if (apply === undefined) return passed(who);
  const owner = apply.split(":")[4];
  if (owner !== account) {
    return failed(
      `${who}, while apply_role_arn is of account ${owner}`,
      "log in to that account, or correct apply_role_arn",
    );
  }
  const own = roleName(arn);
  if (own !== undefined && own === roleName(apply)) return passed(`${who}, the role that applies`);
  if (own !== undefined && plan !== undefined && own === roleName(plan)) return passed(`${who}, the role that plans`);
  return unknown(
    `${who}, which is not apply_role_arn (${apply}): that role may see and do other things`,
    "run this as that role",
  );
}

const leastTerraform = [1, 11];

/** @param output of `terraform version -json` */
export function judgeTerraform(output: string): Finding {
  const version = /"terraform_version":\s*"(\d+)\.(\d+)\.([^"]+)"/.exec(output);
  if (!version) return unknown("terraform does not say its version", "run terraform version");
  const [major = 0, minor = 0] = version.slice(1).map(Number);
  const text = `Terraform ${version.slice(1).join(".")}`;
  const [leastMajor = 0, leastMinor = 0] = leastTerraform;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return passed(text);
  return failed(`${text}, expected at least ${leastTerraform.join(".")}`, "install a newer one");
}

/**
 * A region of the same partition that every account has enabled. Of a partition that is cut off from the others it is the
 * region itself.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export function homeRegion(region: string): string {
  if (region.startsWith("us-gov-")) return "us-gov-west-1";
  if (region.startsWith("cn-")) return "cn-north-1";
  return /^(us-iso|eu-iso|eusc-)/.test(region) ? region : "us-east-1";
}
