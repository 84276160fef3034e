/**
 * Writes what the package ships: the whole generator as one file, `dist/ppm-eks.cjs`, which runs alone; `dist/aws.cjs`, which
 * it loads for commands that talk to AWS; `dist/bin.cjs`, which runs it faster; and the licenses of what is in them.
 */
import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { awsFile, bundle, bundleAws } from "./bundle/bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const made = await Promise.all([
  bundle(root, {
    outfile: join(dist, "ppm-eks.cjs"),
    metafile: true,
  }),
  bundleAws(root, { outfile: join(dist, awsFile), metafile: true }),
]);
const runner = readFileSync(join(root, "scripts/bundle/run.cjs"), "utf8");
const start = 'run(join(__dirname, "ppm-eks.cjs"));';
writeFileSync(join(dist, "bin.cjs"), `#!/usr/bin/env node\n${runner.replace(/^module\.exports = .*$/m, start)}`);
for (const file of ["ppm-eks.cjs", "bin.cjs"]) chmodSync(join(dist, file), 0o755);
writeFileSync(
  join(dist, "THIRD-PARTY-LICENSES.txt"),
  licenses(made.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** The license of each package that has a file in a bundle. */
function licenses(inputs) {
  const folders = new Set(
    inputs.map((path) => /^(?:.*:)?(.*node_modules\/(@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license, repository } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    const source = (repository?.url ?? repository ?? "").replace(/^git\+|\.git$/g, "");
    const text = file
      ? readFileSync(join(root, folder, file), "utf8").trim()
      : `The package has no license text of its own, only this identifier: ${license}`;
    return `${name} ${version}\nLicense: ${license}\nSource: ${source}\n\n${text}`;
  });
  const head =
    "What dist/ppm-eks.cjs and dist/aws.cjs contain beside the work of this project, in minified form, otherwise unchanged.";
  return `${[head, ...texts].join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}
