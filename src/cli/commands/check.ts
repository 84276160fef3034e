import { Command } from "commander";
import { PropError } from "../../../modules/core";
import { UserError } from "../../config/errors";
import type { RunOrder } from "../../terraform/run-order";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";

type Options = DeploymentOption & { readonly json?: boolean };

/** `ppm-eks check` */
export function checkCommand(io: Io): Command {
  return new Command("check")
    .description("validate the deployment file and say what synth would write, without writing it")
    .addOption(deploymentOption())
    .option("--json", "print the result as JSON: { ok, problems } or { ok, stacks, files, warnings }")
    .addHelpText(
      "after",
      "\nExit codes: 0 valid, 1 not; the problems are printed on standard error, with --json on standard output.",
    )
    .action((options: Options) => check(io, options));
}

async function check(io: Io, options: Options): Promise<void> {
  try {
    await checkDeployments(io, options);
  } catch (error) {
    if (!options.json || !(error instanceof UserError || error instanceof PropError)) throw error;
    const problems = error instanceof UserError ? error.problems : [error.message];
    io.print(JSON.stringify({ ok: false, problems }, null, 2));
    io.fail();
  }
}

async function checkDeployments(io: Io, options: Options): Promise<void> {
  const { deployments, localStateFolder } = await loadDeployment(io, options);
  const [{ buildApp }, { synthesize }] = await Promise.all([import("../../app"), import("../../terraform/synthesize")]);
  if (deployments.length > 1) io.progress(`synthesizing ${deployments.length} deployments …`);
  const { files, warnings } = synthesize((outdir) => buildApp(deployments, { outdir, localStateFolder }));
  io.progress("");
  const paths = [...files.keys()].sort();
  const { create: stacks } = JSON.parse(files.get("run-order.json") ?? "") as RunOrder;
  if (options.json) {
    io.print(JSON.stringify({ ok: true, stacks, files: paths, warnings }, null, 2));
    return;
  }
  for (const warning of warnings) io.error(`warning: ${warning}`);
  io.print(`${io.colours.green("valid")}: synth would write ${paths.length} files`);
  for (const path of paths) io.print(`  ${path}`);
}
