import { runCli } from "./src/cli/run";

/** The end of the program. A bug rejects it. */
export const done = runCli();
