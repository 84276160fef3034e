import { CommanderError } from "commander";
import type { PropError } from "../../modules/core";
import type { UserError } from "../config/errors";
import { type Io, processIo } from "./io";
import { program } from "./program";

/**
 * Runs a command line. What the user got wrong is printed, and the exit code is then 1; a bug is thrown on, with its stack
 * trace.
 *
 * @param args without the program's name. @default - those of this process
 */
export async function runCli(args?: readonly string[], io: Io = processIo()): Promise<void> {
  try {
    await program(io).parseAsync(args ?? io.args, { from: "user" });
  } catch (error) {
    // Commander has printed it: help, the version, or what is wrong with the arguments.
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) io.fail();
      return;
    }
    if (!isUsers(error)) throw error;
    io.error(error.message);
    io.fail();
  }
}

/**
 * By name: the class of one comes with all of cdktf, which help and a wrong argument need not load; the other is a class of
 * its own in the file for AWS.
 */
function isUsers(error: unknown): error is PropError | UserError {
  const names: readonly string[] = ["PropError" satisfies PropError["name"], "UserError" satisfies UserError["name"]];
  return error instanceof Error && names.includes(error.name);
}
