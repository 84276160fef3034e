import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "./processes";
import { projectFolder } from "./work-folder";

/**
 * Synthesizes the project as a user does in `folder`: its `deployment.yaml` decides, the output goes to its
 * `cdktf.out`, and local states will lie beside.
 *
 * @param deployment contents of the deployment file. @default - no file: the reference architecture
 */
export async function synth(folder: string, deployment?: string): Promise<void> {
  const file = join(folder, "deployment.yaml");
  rmSync(file, { force: true });
  if (deployment !== undefined) writeFileSync(file, deployment);
  await succeed(process.execPath, [join(projectFolder, "scripts", "ppm-eks.mjs"), "synth"], {
    cwd: folder,
    env: { ...process.env, PPM_DEPLOYMENT: undefined, CDKTF_OUTDIR: undefined },
  });
}

/** Where {@link synth} has put a stack. */
export function stackFolder(folder: string, stack: string): string {
  return join(folder, "cdktf.out", "stacks", stack);
}
