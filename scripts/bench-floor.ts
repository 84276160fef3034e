/**
 * The least that a cdktf program with the same provider classes can cost: it loads the modules given as arguments and
 * synthesizes an empty stack. `npm run bench` derives the list from the sources.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";

const load = createRequire(__filename);
for (const specifier of process.argv.slice(2)) load(specifier);

const outdir = mkdtempSync(join(tmpdir(), "bench-floor-"));
try {
  const app = new App({ outdir, stackTraces: false });
  new TerraformStack(app, "empty");
  app.synth();
} finally {
  rmSync(outdir, { recursive: true });
}
