import { PropError } from "./modules/core";
import { buildApp } from "./src/app";
import { UserError } from "./src/config/errors";
import { load } from "./src/config/load";
import { writeOutput } from "./src/terraform/output";
import { synthesize } from "./src/terraform/synthesize";

try {
  const { deployments, outputFolder, localStateFolder, underCdktfCli } = load();
  const { files, warnings } = synthesize((outdir) => buildApp(deployments, { outdir, localStateFolder }));
  const changed = writeOutput(outputFolder, files);
  if (!underCdktfCli) for (const warning of warnings) console.error(`warning: ${warning}`);
  console.log(`${outputFolder}: ${files.size} files, ${changed.length} changed`);
} catch (error) {
  if (!(error instanceof UserError || error instanceof PropError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
