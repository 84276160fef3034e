import { Command } from "commander";
import { UserError } from "../../config/errors";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";

type Options = DeploymentOption & {
  readonly stack?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
};

/** `ppm-eks tfvars` */
export function tfvarsCommand(io: Io): Command {
  return new Command("tfvars")
    .description("print a terraform.tfvars with every variable of the stacks as a comment")
    .addOption(deploymentOption())
    .option("-s, --stack <name>", "only this stack: its name, or infrastructure, application or workspaces")
    .option("-o, --output <file>", "write to a file instead, which needs --stack where there are several stacks")
    .option("-f, --force", "overwrite that file")
    .option("--json", "print name, type, default, description and whether it is required, of each variable")
    .addHelpText("after", "\nTerraform warns of variables that a stack does not declare: keep a file a stack.")
    .action((options: Options) => tfvars(io, options));
}

async function tfvars(io: Io, options: Options): Promise<void> {
  const { deployments } = await loadDeployment(io, options);
  const { chooseStacks, describeVariables } = await import("../../init/tfvars");
  const stacks = chooseStacks(deployments, options.stack);
  const [first, ...more] = stacks;
  if (options.output !== undefined && more.length > 0) {
    const names = stacks.map(({ name }) => name).join(", ");
    throw new UserError(
      `--output is ${options.output} for ${stacks.length} stacks, expected one; add --stack, one of ${names}`,
    );
  }
  const text = options.json
    ? JSON.stringify(Object.fromEntries(stacks.map((stack) => [stack.name, describeVariables(stack)])), null, 2)
    : stacks.map(({ example }) => example.trimEnd()).join("\n\n");
  if (options.output === undefined || first === undefined) {
    io.print(text);
    return;
  }
  if (!options.force && io.exists(options.output)) {
    throw new UserError(
      `${options.output} exists, expected a new file; name another one, or overwrite it with --force`,
    );
  }
  io.write(options.output, `${text}\n`);
  io.print(`${options.output}: ${first.name}`);
}
