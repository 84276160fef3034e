import { Command, Option } from "commander";
import { allPermissions, type CheckName, checkNames } from "../../preflight/catalog";
import { awsCommands } from "../aws-commands";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

interface Options extends DeploymentOption, VarFileOption {
  readonly name?: string;
  readonly license?: string;
  readonly only?: readonly CheckName[];
  readonly resolver?: string;
  readonly policy?: boolean;
  readonly json?: boolean;
}

const help = `
It only reads: as the role assume_role_arn where there is one, else with the credentials of the environment or the
profile, as Terraform does. Values are those of --var-file, else of TF_VAR_…, else the defaults of the variables.
✓ passed, ✗ failed, ? could not be decided, with the reason and what to do.

Exit codes: 0 all passed, 1 wrong input, 2 a check failed, 3 none failed, but some could not be decided.

Examples:
  ppm-eks preflight --var-file ppm-infrastructure.tfvars --license 2027-01-31_rspm_example_key.lic
  ppm-eks preflight --only hosted-zone delegation --resolver 9.9.9.9
  ppm-eks preflight --policy

What each check looks at: docs/preflight-checks.md`;

/** `ppm-eks preflight` */
export function preflightCommand(io: Io): Command {
  return new Command("preflight")
    .description("check, before an apply, that AWS and all else is ready for a deployment")
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment to check for, where the file has several")
    .addOption(varFileOption())
    .option("--license <file>", "license file, under the name that it came with, which has its date")
    .addOption(new Option("--only <check...>", "only these checks").choices(checkNames))
    .option("--resolver <address>", "DNS server to ask for the delegation (default: this machine's)")
    .option("--policy", "print the IAM policy that lets an identity make all checks, and do nothing else")
    .option("--json", "print { deployment, passed, failed, unknown, checks } as JSON")
    .addHelpText("after", help)
    .action((options: Options) => preflight(io, options));
}

async function preflight(io: Io, options: Options): Promise<void> {
  if (options.policy) {
    io.print(JSON.stringify(policy(), null, 2));
    return;
  }
  const varFiles = readVarFiles(io, options);
  const loaded = await loadDeployment(io, options);
  const [{ chooseDeployment }, { subjectOf }, commands] = await Promise.all([
    import("../../config/choose-deployment"),
    import("../../preflight/subject"),
    awsCommands(),
  ]);
  const deployment = chooseDeployment(loaded.deployments, options.name);
  const subject = subjectOf(deployment, loaded, { varFiles, environment: io.environment });
  await commands.preflight(io, subject, options);
}

/** Most of these actions are of lists, which take no narrower resource. */
function policy(): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "Preflight", Effect: "Allow", Action: allPermissions(), Resource: "*" }],
  };
}
