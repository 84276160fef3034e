import { Command } from "commander";
import { version } from "../../package.json";
import { checkCommand } from "./commands/check";
import { explainCommand } from "./commands/explain";
import { importsCommand } from "./commands/imports";
import { initCommand } from "./commands/init";
import { leftoversCommand } from "./commands/leftovers";
import { preflightCommand } from "./commands/preflight";
import { restoreCommand } from "./commands/restore";
import { sizeCommand } from "./commands/size";
import { reportCommand } from "./commands/report";
import { synthCommand } from "./commands/synth";
import { tfvarsCommand } from "./commands/tfvars";
import { diagramCommand } from "./commands/diagram";
import { diffCommand } from "./commands/diff";
import type { Io } from "./io";

/** Every command of the program. What a command needs beyond its options is loaded when it runs. */
export function program(io: Io): Command {
  const { colours } = io;
  const all = new Command("ppm-eks")
    .description("Posit Package Manager on Amazon EKS, as Terraform")
    .version(version)
    .showSuggestionAfterError()
    .configureHelp({ styleTitle: colours.bold, sortSubcommands: false })
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), writeErr: (text) => io.error(text.trimEnd()) })
    .exitOverride()
    .addHelpText("after", `\nExit codes: 0 done, 1 wrong input or a check that failed (a bug prints a stack trace).`);
  for (const command of [
    synthCommand,
    checkCommand,
    tfvarsCommand,
    explainCommand,
    initCommand,
    diffCommand,
    sizeCommand,
    reportCommand,
    diagramCommand,
    preflightCommand,
    restoreCommand,
    leftoversCommand,
    importsCommand,
  ])
    all.addCommand(inherit(command(io), all));
  return all;
}

function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}
