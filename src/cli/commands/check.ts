import { Command } from "commander";
import { PropError } from "../../../modules/core";
import { problemsIn, UserError } from "../../config/errors";
import type { Deployment } from "../../config/schema";
import type { RunOrder } from "../../terraform/run-order";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

type Options = DeploymentOption & VarFileOption & { readonly json?: boolean };

/** `ppm-eks check` */
export function checkCommand(io: Io): Command {
  return new Command("check")
    .description("validate the deployment file and say what synth would write, without writing it")
    .addOption(deploymentOption())
    .addOption(
      varFileOption("tfvars files to validate too: their values, and whether the versions in them go together"),
    )
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
  const { files, warnings: found } = synthesize((outdir) => buildApp(deployments, { outdir, localStateFolder }));
  const warnings = [...found, ...(options.varFile ? await checkVarFiles(io, options, deployments) : [])];
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

/** Warnings about the values of tfvars files. @throws UserError naming each that Terraform would refuse. */
async function checkVarFiles(io: Io, options: Options, deployments: readonly Deployment[]): Promise<string[]> {
  const varFiles = readVarFiles(io, options);
  const [{ synthesizeDeployment }, { parseVarFile }, { judgeValues, mergeValues }] = await Promise.all([
    import("../../inspect/synthesized"),
    import("../../inspect/var-file"),
    import("../../inspect/judge-values"),
  ]);
  return deployments.flatMap((deployment) => {
    const synthesized = synthesizeDeployment(deployment);
    const values = mergeValues(varFiles.map(({ path, text }) => parseVarFile(path, text, synthesized)));
    const { problems, warnings } = judgeValues(synthesized, values, io.today);
    if (problems.length > 0) throw problemsIn(varFiles.map(({ path }) => path).join(", "), problems);
    return warnings;
  });
}
