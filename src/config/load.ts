import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UserError, problemsIn } from "./errors";
import { parseDeployment } from "./parse";
import type { Deployment } from "./schema";

/** All that comes from outside of the program. */
export interface Loaded {
  /** One, or several by the key `deployments`. */
  readonly deployments: readonly Deployment[];
  /** Folder that the generated files go to. */
  readonly outputFolder: string;
  /** Folder of local states, the deployment file's own, relative to a stack's folder in the output. */
  readonly localStateFolder: string;
  /** cdktf-cli runs this program and prints the warnings of the manifest itself. */
  readonly underCdktfCli: boolean;
}

interface Surroundings {
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const defaultFile = "deployment.yaml";

/**
 * Reads the deployment file: the one named by `PPM_DEPLOYMENT`, else `deployment.yaml` in the working folder, else none,
 * which is the reference architecture.
 *
 * The only place that reads the environment, and the deployment file.
 *
 * @throws UserError when the file is missing, unreadable or wrong.
 */
export function load(
  { workingFolder, environment }: Surroundings = { workingFolder: process.cwd(), environment: process.env },
): Loaded {
  refuseHcl(environment);
  const named = environment.PPM_DEPLOYMENT;
  const file = resolve(workingFolder, named || defaultFile);
  const outputFolder = resolve(workingFolder, environment.CDKTF_OUTDIR || "cdktf.out");
  const parsed = parseDeployment(read(file, named) ?? "");
  if ("problems" in parsed) throw problemsIn(named || basename(file), parsed.problems);
  const stackFolder = join(outputFolder, "stacks", "any");
  const localStateFolder = relative(stackFolder, dirname(file)).split(sep).join("/");
  const underCdktfCli = environment.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  return { deployments: parsed.deployments, outputFolder, localStateFolder, underCdktfCli };
}

/** The file's text, or undefined when there is none and none was named. */
function read(file: string, named: string | undefined): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && !named) return undefined;
    const key = named ? "PPM_DEPLOYMENT" : "deployment file";
    throw new UserError(
      `${key} is ${JSON.stringify(named || defaultFile)}, expected the path of a readable file (${code}); ` +
        (code === "ENOENT"
          ? "correct the path, or unset it for the reference architecture"
          : "make it a readable file"),
    );
  }
}

/** cdktf itself heeds this variable, which `cdktf synth --hcl` sets. */
function refuseHcl({ SYNTH_HCL_OUTPUT: hcl }: Surroundings["environment"]): void {
  if (hcl !== "true") return;
  throw new UserError('SYNTH_HCL_OUTPUT is "true", expected "false"; leave out --hcl: this app writes Terraform JSON');
}
