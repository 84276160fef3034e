import { Command } from "commander";
import { deploymentOption } from "../deployment-option";
import type { Io } from "../io";
import { type SubjectOptions, subjectAndCommands } from "../subject";
import { varFileOption } from "../var-file-option";

interface Options extends SubjectOptions {
  readonly region?: string;
  readonly json?: boolean;
}

const help = `
It reads only: what has the tags of the deployment and, where AWS lists no tags, its name. It says what it cannot see.

Exit codes: 0 nothing is left, 1 wrong input, 2 something is, 3 nothing, but some could not be listed.`;

/** `ppm-eks leftovers` */
export function leftoversCommand(io: Io): Command {
  return new Command("leftovers")
    .description("list what of a deployment is in AWS, such as after a destroy")
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment, where the file has several")
    .addOption(varFileOption())
    .option("--region <region>", "region of the deployment (default: that of the tfvars files)")
    .option("--json", "print { name, regions, found, unknown, unseen } as JSON")
    .addHelpText("after", help)
    .action(async (options: Options) => {
      const { subject, commands } = await subjectAndCommands(io, options);
      await commands.leftovers(io, subject, options);
    });
}
