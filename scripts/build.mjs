/** Writes the whole generator as one file without dependencies, `dist/ppm-eks.cjs`, and the licenses of what is in it. */
import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const outfile = `${root}dist/ppm-eks.cjs`;

rmSync(`${root}dist`, { recursive: true, force: true });
const { metafile } = buildSync({
  absWorkingDir: root,
  entryPoints: ["main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: "none",
  metafile: true,
  banner: { js: "#!/usr/bin/env node" },
});
chmodSync(outfile, 0o755);
writeFileSync(`${root}dist/THIRD-PARTY-LICENSES.txt`, licenses(Object.keys(metafile.inputs)));

/** The license of each package that has a file in the bundle. */
function licenses(inputs) {
  const folders = new Set(inputs.map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8"));
      const file = readdirSync(`${root}${folder}`).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
      const text = file ? readFileSync(`${root}${folder}/${file}`, "utf8").trim() : "";
      return `${name} ${version} (${license})\n\n${text}`.trim();
    })
    .join(`\n\n${"=".repeat(80)}\n\n`)
    .concat("\n");
}
