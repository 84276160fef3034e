import { Command } from "commander";
import { deploymentOption } from "../deployment-option";
import type { Io } from "../io";
import { type SubjectOptions, subjectAndCommands } from "../subject";
import { varFileOption } from "../var-file-option";

interface Common extends SubjectOptions {
  readonly region?: string;
  readonly bucket?: string;
  readonly json?: boolean;
}

const timeHelp = `
It reads only. The instant is the time given or, of a snapshot, that of its last transaction. Rows of the database point
at objects, so both go back to the same one.

Exit codes: 0 both can go back to it, 1 wrong input, 2 one cannot.`;

const bucketHelp = `
Copies the version that was current at the time on top of each key, and puts a marker on keys that came later. It deletes
no version. Stop Package Manager first. Run it again after a failure: what is done is left alone.

Exit codes: 0 done, 1 wrong input, or old versions that are gone (nothing is changed then), 2 some keys failed.`;

/** `ppm-eks restore` */
export function restoreCommand(io: Io): Command {
  const all = new Command("restore").description("bring database and bucket back to the same instant");
  const time = common(new Command("time"))
    .description("compute and check the instant, and print the variables of the restore")
    .option("--snapshot <identifier>", "database snapshot to go back to")
    .option("--time <time>", "time to go back to, UTC, such as 2026-05-04T03:02:01Z")
    .option(
      "--source <server>",
      "resource id or name of the server, or ARN of automated backups that were copied from another region (default: the name)",
    )
    .option("--json", "print { time, findings, variables } as JSON")
    .addHelpText("after", timeHelp)
    .action(async (options: Common & { snapshot?: string; time?: string; source?: string }) => {
      const { commands, subject } = await subjectAndCommands(io, options);
      await commands.restoreTime(io, subject, options);
    });
  const bucket = common(new Command("bucket"))
    .description("bring every key of the bucket back to the version that was current at a time")
    .requiredOption("--time <time>", "time to go back to, UTC, as `restore time` prints it")
    .option("--dry-run", "only count")
    .option("--json", "print { bucket, time, dryRun, kept, copied, removed, before } as JSON")
    .addHelpText("after", bucketHelp)
    .action(async (options: Common & { time: string; dryRun?: boolean }) => {
      const { commands, subject } = await subjectAndCommands(io, options);
      await commands.restoreBucket(io, subject, options);
    });
  for (const command of [time, bucket]) all.addCommand(command);
  return all;
}

function common(command: Command): Command {
  return command
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment, where the file has several")
    .addOption(varFileOption())
    .option("--region <region>", "region of the deployment (default: that of the tfvars files)")
    .option("--bucket <name>", "bucket (default: the deployment's)");
}
