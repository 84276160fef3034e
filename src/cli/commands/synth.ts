import { Command } from "commander";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import { prepareFor } from "../engine";
import type { Io } from "../io";

/** `ppm-eks synth` */
export function synthCommand(io: Io): Command {
  return new Command("synth")
    .description("write the Terraform JSON of every stack")
    .addOption(deploymentOption())
    .option("-o, --output <folder>", "folder to write to (default: CDKTF_OUTDIR, else cdktf.out)")
    .option("--json", "print what was written as JSON")
    .action((options: DeploymentOption & { output?: string; json?: boolean }) => synth(io, options));
}

async function synth(io: Io, options: DeploymentOption & { output?: string; json?: boolean }): Promise<void> {
  const { output } = options;
  const environment = output ? { ...io.environment, CDKTF_OUTDIR: output } : io.environment;
  const loaded = await loadDeployment({ workingFolder: io.workingFolder, environment }, options);
  const { deployments, outputFolder, localStateFolder, underCdktfCli } = loaded;
  const [{ buildApp }, { synthesize }, { writeOutput }] = await Promise.all([
    import("../../app"),
    import("../../terraform/synthesize"),
    import("../../terraform/output"),
  ]);
  prepareFor(deployments);
  if (deployments.length > 1) io.progress(`synthesizing ${deployments.length} deployments …`);
  const { files, warnings } = synthesize((outdir) => buildApp(deployments, { outdir, localStateFolder }));
  const changed = writeOutput(outputFolder, files);
  io.progress("");
  if (options.json) {
    io.print(JSON.stringify({ folder: outputFolder, files: [...files.keys()].sort(), changed, warnings }, null, 2));
    return;
  }
  if (!underCdktfCli) for (const warning of warnings) io.error(`warning: ${warning}`);
  io.print(`${outputFolder}: ${files.size} files, ${changed.length} changed`);
}
