import type { Io } from "../cli/io";
import { problemsIn, UserError } from "../config/errors";
import { isObject, type Json, type TerraformJson } from "../inspect/terraform-json";
import type { PlanJson } from "../plan/plan-check";
import { parsePlan, parseStack } from "../plan/plan-files";
import type { NamedStacks } from "./difference";

/** What an argument of `diff` can be. */
export type Side =
  { readonly is: "stacks"; readonly stacks: NamedStacks } | { readonly is: "plan"; readonly plan: PlanJson };

type Disk = Pick<Io, "read" | "list">;

const kinds = "a deployment file, an output folder, or the JSON of a plan";
const stackFile = "cdk.tf.json";

/**
 * Reads what a path of the command line names: a deployment file is synthesized in memory, of an output folder each stack
 * is read.
 *
 * @throws UserError when it is something else, or wrong.
 */
export async function readSide(disk: Disk, path: string): Promise<Side> {
  const names = disk.list(path);
  if (names) return { is: "stacks", stacks: readOutput(disk, path, names) };
  const text = disk.read(path, `${kinds}; correct the path`);
  const json = jsonIn(text);
  if (text.startsWith("PK") || (isObject(json) && "format_version" in json)) {
    return { is: "plan", plan: parsePlan(path, text) };
  }
  if (isObject(json) && "terraform" in json) {
    throw new UserError(`${path} is the JSON of one stack, expected ${kinds}; name the folder above \`stacks\``);
  }
  return { is: "stacks", stacks: await synthesizeFile(path, text) };
}

/** Reads the stack in a folder: the given one, or that of the plan, where there need be none. */
export function readStack(disk: Disk, folder: string, isGiven: boolean): TerraformJson | undefined {
  if (!isGiven && !disk.list(folder)?.includes(stackFile)) return undefined;
  const file = `${folder}/${stackFile}`;
  return parseStack(file, disk.read(file, "the synthesized JSON of the plan's stack; name the folder of that stack"));
}

function readOutput(disk: Disk, folder: string, names: readonly string[]): NamedStacks {
  const stacks = (disk.list(`${folder}/stacks`) ?? []).filter((stack) =>
    disk.list(`${folder}/stacks/${stack}`)?.includes(stackFile),
  );
  if (stacks.length === 0) {
    const fix = names.includes(stackFile) ? "name the folder above `stacks`" : "name that which `ppm-eks synth` writes";
    throw new UserError(`${folder} has no stacks/*/${stackFile}, expected ${kinds}; ${fix}`);
  }
  const read = (stack: string): TerraformJson => {
    const file = `${folder}/stacks/${stack}/${stackFile}`;
    return parseStack(file, disk.read(file, "a file that can be read; make it so"));
  };
  return Object.fromEntries(stacks.map((stack) => [stack, read(stack)]));
}

async function synthesizeFile(path: string, text: string): Promise<NamedStacks> {
  // Outputs and plans are compared without all of cdktf.
  const [{ buildApp }, { parseDeployment }, { synthesize }] = await Promise.all([
    import("../app"),
    import("../config/parse"),
    import("../terraform/synthesize"),
  ]);
  const parsed = parseDeployment(text);
  if ("problems" in parsed) throw problemsIn(path, parsed.problems);
  // Where local states lie is left out of the comparison.
  const localStateFolder = "../../..";
  const { files } = synthesize((outdir) => buildApp(parsed.deployments, { outdir, localStateFolder }));
  const stacks = [...files].flatMap(([file, contents]): [string, TerraformJson][] => {
    const name = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(file)?.[1];
    return name === undefined ? [] : [[name, JSON.parse(contents) as TerraformJson]];
  });
  return Object.fromEntries(stacks);
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
