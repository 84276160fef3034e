import { Command } from "commander";
import { awsCommands } from "../aws-commands";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

interface Options extends DeploymentOption, VarFileOption {
  readonly name?: string;
  readonly json?: boolean;
}

const help = `
It reads only, with the credentials of the environment or the profile, as Terraform does. Values are those of
--var-file, else the defaults of the variables.

Exit codes: 0 passed, 1 wrong input, 2 a check failed.`;

/** `ppm-eks preflight` */
export function preflightCommand(io: Io): Command {
  return new Command("preflight")
    .description("check, before an apply, that AWS is ready for a deployment")
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment to check for, where the file has several")
    .addOption(varFileOption())
    .option("--json", "print what was found as JSON")
    .addHelpText("after", help)
    .action((options: Options) => preflight(io, options));
}

async function preflight(io: Io, options: Options): Promise<void> {
  const varFiles = readVarFiles(io, options);
  const { deployments } = await loadDeployment(io, options);
  const [{ chooseDeployment }, { subjectOf }, commands] = await Promise.all([
    import("../../config/choose-deployment"),
    import("../../preflight/subject"),
    awsCommands(),
  ]);
  const subject = subjectOf(chooseDeployment(deployments, options.name), varFiles);
  await commands.preflight(io, subject, options);
}
