import { DescribeRegionsCommand, type Region } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Aws } from "../aws/clients";
import { problemOf } from "../aws/errors";
import { type Context, failed, noValue, passed, type Run, unknown } from "./check";
import { homeRegion, judgeIdentity, judgeTerraform } from "./judge-basics";
import { textOf } from "./values";

export const values: Run = ({ subject: { missing } }) =>
  missing.length === 0 ? [passed("all that are required have a value")] : missing.map((name) => noValue(name));

export const terraform: Run = async ({ outside, io }) => {
  const program = io.environment.TERRAFORM_BINARY_NAME || "terraform";
  const result = await outside.run(program, ["version", "-json"]);
  if (!result) return [failed(`${program} is not on PATH`, "install Terraform 1.11 or newer")];
  return [judgeTerraform(result.output)];
};

export const identity: Run = async ({ aws, subject }) => {
  const { Arn: arn = "", Account: account = "" } = await aws.sts.send(new GetCallerIdentityCommand());
  return [
    judgeIdentity(
      { arn, account },
      { apply: textOf(subject, "apply_role_arn"), plan: textOf(subject, "plan_role_arn") },
    ),
  ];
};

/** A region that is not enabled, or none, cannot be asked itself. */
async function regionsFor(name: string, { aws, awsIn }: Context): Promise<readonly Region[]> {
  const all = async ({ ec2 }: Aws) => (await ec2.send(new DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [];
  try {
    return await all(awsIn(homeRegion(name)));
  } catch (error) {
    // An organization may deny what is not in its own regions.
    if (problemOf(error).kind !== "denied") throw error;
    return all(aws).catch(() => {
      throw error;
    });
  }
}

export const region: Run = async (context) => {
  const { aws, subject } = context;
  const name = textOf(subject, "region") ?? (await aws.ec2.config.region());
  const found = (await regionsFor(name, context)).find(({ RegionName }) => RegionName === name);
  if (!found) return [failed(`AWS knows no region ${name}`, "correct region")];
  const { OptInStatus: status = "opt-in-not-required" } = found;
  if (status === "not-opted-in")
    return [
      failed(`${name} is not enabled in this account`, "enable it in the account's settings, or take another region"),
    ];
  return textOf(subject, "region") === undefined
    ? [unknown(`${name} is enabled, and comes from the environment`, "give region by --var-file or TF_VAR_region")]
    : [passed(`${name} is enabled`)];
};
