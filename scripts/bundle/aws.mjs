/** Writes the bundle of the commands that talk to AWS to the path given. */
import { renameSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleAws } from "./bundle.mjs";

const [, , path] = process.argv;
const made = `${path}.${process.pid}`;
await bundleAws(fileURLToPath(new URL("../..", import.meta.url)), { outfile: made });
renameSync(made, path);
