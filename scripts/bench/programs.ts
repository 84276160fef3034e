import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { projectSources, providerModules } from "../checks/sources";
import { type Program, root } from "./measure";

export interface Programs {
  readonly bundled: Program;
  /** One file that loads all provider modules of the app and no more, without what makes the bundle quicker than that. */
  readonly bundledFloor: Program;
  readonly source: Program;
  /** The same, from packages, with a TypeScript loader, as cdktf apps in TypeScript are commonly run. */
  readonly sourceFloor: Program;
}

/**
 * Builds the bundle and its floor.
 *
 * @param folder for what is made.
 */
export function preparePrograms(folder: string): Programs {
  const modules = providerModules(projectSources());
  console.log(`${modules.length} provider modules`);
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });

  const floor = join(root, "scripts/bench/floor.cjs");
  const all = modules.map((specifier) => `require(${JSON.stringify(specifier)});`).join("\n");
  const start = readFileSync(floor, "utf8").replace(/^for .*$/m, "");
  const bundledFloor = join(folder, "floor.cjs");
  buildSync({
    stdin: { contents: `${all}\n${start}`, resolveDir: root, loader: "js" },
    outfile: bundledFloor,
    bundle: true,
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
  });

  const environment = { CDKTF_OUTDIR: join(folder, "cdktf.out") };
  return {
    bundled: { args: ["dist/bin.cjs", "synth"], environment },
    bundledFloor: { args: [bundledFloor] },
    source: { args: ["scripts/ppm-eks.mjs", "synth"], environment },
    sourceFloor: { args: ["--import", "tsx", floor, ...modules] },
  };
}
