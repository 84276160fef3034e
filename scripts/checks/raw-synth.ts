/**
 * Writes the JSON of a deployment file as cdktf itself writes it, before this app puts it in order, and says which
 * package that was: `node raw-synth.cjs DEPLOYMENT-FILE FOLDER STATE-FOLDER`.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildApp } from "../../src/app";
import { parseDeployment } from "../../src/config/parse";

const [file = "", outdir = "", localStateFolder = ""] = process.argv.slice(2);
const parsed = parseDeployment(readFileSync(file, "utf8"));
if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
buildApp(parsed.deployments, { outdir, localStateFolder }).synth();

const { name, version } = JSON.parse(
  readFileSync(join(dirname(require.resolve("cdktf")), "../package.json"), "utf8"),
) as { name: string; version: string };
console.log(`${name}@${version}`);
