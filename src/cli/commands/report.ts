import { Command, Option } from "commander";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

interface Options extends DeploymentOption, VarFileOption {
  readonly output?: string;
  readonly name?: string;
  readonly before?: string;
  readonly plan?: string;
  readonly json?: boolean;
}

const help = `
The page needs nothing else: no network, no script, no other file. All that it says is taken from the synthesized JSON;
values of variables are those of --plan, else of --var-file, else their defaults, or the examples where there is none.
What replaces or restarts something is told only with --plan: before a plan it is "unknown".

Exit codes: 0 done, 1 wrong input.

Examples:
  ppm-eks report
  ppm-eks report --deployment fleet.yaml --name staging --output staging.html
  ppm-eks report --deployment examples/trial.yaml --var-file examples/trial.*.tfvars
  ppm-eks report --before cdktf.out
  terraform show -json PLAN > plan.json && ppm-eks report --plan plan.json`;

/** `ppm-eks report` */
export function reportCommand(io: Io): Command {
  return new Command("report")
    .description("write one HTML page about a deployment, for its reviewers")
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment to report on, where the file has several")
    .option("-o, --output <file>", "file to write (default: report.html; none with --json)")
    .addOption(
      new Option("--before <path>", "deployment file or output folder as it was, to say what changes").conflicts(
        "plan",
      ),
    )
    .option(
      "--plan <file>",
      "what `terraform show -json PLAN` prints, to say what changes, with the values of the plan",
    )
    .addOption(varFileOption())
    .option("--json", "print what the page says as JSON")
    .addHelpText("after", help)
    .action((options: Options) => report(io, options));
}

async function report(io: Io, options: Options): Promise<void> {
  const loaded = await loadDeployment(io, options);
  const [{ gather }, { collectFacts, renderReport }] = await Promise.all([
    import("../../report/report"),
    import("../../report/render"),
  ]);
  const input = await gather(io, loaded, { ...options, varFiles: readVarFiles(io, options) });
  io.progress("");
  const output = options.output ?? (options.json ? undefined : "report.html");
  if (output !== undefined) io.write(output, renderReport(input));
  io.print(options.json ? JSON.stringify(collectFacts(input), null, 2) : String(output));
}
