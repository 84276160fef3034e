import { Command, Option } from "commander";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

interface Options extends DeploymentOption, VarFileOption {
  readonly format?: "svg" | "mermaid";
  readonly name?: string;
  readonly output?: string;
}

const help = `
Everything in the picture is read off the synthesized JSON; what only an apply tells, such as names of zones, is left out.
Values of variables are those of --var-file, else their defaults, or the examples where there is none. Dashed is what
you bring.

Exit codes: 0 done, 1 wrong input.

Examples:
  ppm-eks diagram --output architecture.svg
  ppm-eks diagram --format mermaid
  ppm-eks diagram --deployment examples/trial.yaml --var-file examples/trial.*.tfvars --output trial.svg
  ppm-eks diagram --deployment fleet.yaml --name staging --output staging.md`;

/** `ppm-eks diagram` */
export function diagramCommand(io: Io): Command {
  return new Command("diagram")
    .description("draw the architecture, as SVG or Mermaid")
    .addOption(deploymentOption())
    .option("-n, --name <name>", "deployment to draw, where the file has several")
    .addOption(
      new Option("-f, --format <format>", "default: svg, or by the ending of --output: .svg, .mmd, .md").choices([
        "svg",
        "mermaid",
      ]),
    )
    .addOption(varFileOption())
    .option("-o, --output <file>", "file to write (default: standard output)")
    .addHelpText("after", help)
    .action((options: Options) => diagram(io, options));
}

async function diagram(io: Io, options: Options): Promise<void> {
  const { deployments } = await loadDeployment(io, options);
  const { pictureOf } = await import("../../diagram/picture");
  const picture = pictureOf(deployments, { ...options, varFiles: readVarFiles(io, options) });
  if (options.output === undefined) {
    io.print(picture.trimEnd());
    return;
  }
  io.write(options.output, picture);
  io.print(options.output);
}
