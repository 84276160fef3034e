/**
 * The least that a cdktf program with the same provider classes can cost: it loads the modules given as arguments and
 * synthesizes an empty stack. `npm run bench` derives the list from the sources.
 */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { App, TerraformStack } = require("cdktf");

for (const specifier of process.argv.slice(2)) require(specifier);

const outdir = mkdtempSync(join(tmpdir(), "bench-floor-"));
try {
  const app = new App({ outdir, stackTraces: false });
  new TerraformStack(app, "empty");
  app.synth();
} finally {
  rmSync(outdir, { recursive: true });
}
