import { Option } from "commander";
import type { VarFile } from "../inspect/var-file";
import type { Io } from "./io";

export interface VarFileOption {
  readonly varFile?: readonly string[];
}

/** `--var-file FILE…`, of commands that show values. */
export function varFileOption(description = "tfvars files of the deployment, in place of the defaults"): Option {
  return new Option("--var-file <file...>", description);
}

/** Reads the files that the option names. */
export function readVarFiles(io: Io, { varFile = [] }: VarFileOption): VarFile[] {
  return varFile.map((path) => ({ path, text: io.read(path, "a tfvars file; ppm-eks tfvars prints one") }));
}
