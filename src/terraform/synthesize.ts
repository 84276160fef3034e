import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, TerraformStack } from "cdktf";
import { problemsIn } from "../config/errors";
import { tasksOf } from "../../modules/core";
import { BaseStack } from "../stacks/base-stack";
import { checklist } from "./checklist";
import { normalizeStack, stableJson } from "./normalize";
import type { OutputFiles } from "./output";
import { runOrder } from "./run-order";
import { tfvarsExample } from "./tfvars";

/** What cdktf writes into `manifest.json`, as far as it is used here. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, StackManifest>>;
}

export interface StackManifest {
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly { constructPath: string; level: string; message: string }[];
}

export interface Synthesis {
  readonly files: OutputFiles;
  /** One line each, with the construct's path. */
  readonly warnings: readonly string[];
}

/**
 * Synthesizes an app in a temporary folder and returns the files of the output folder, without writing there.
 *
 * @param build makes the app, which must write to `outdir`.
 * @throws UserError when a construct reports errors; `PropError` as constructs throw it.
 */
export function synthesize(build: (outdir: string) => App): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), "package-manager-on-eks-"));
  try {
    const app = build(outdir);
    refuseErrors(app);
    app.synth();
    return collect(app, outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * Reports what constructs refuse, before cdktf throws the same as a plain Error. Validations of a stack itself are
 * cdktf's own (a missing provider, say): those are bugs of this app.
 */
function refuseErrors(app: App): void {
  const problems = app.node
    .findAll()
    .filter((construct) => !TerraformStack.isStack(construct))
    .flatMap(({ node }) => [
      ...node.metadata.filter(({ type }) => type === "@cdktf/error").map(({ data }) => `${node.path}: ${data}`),
      ...node.validate().map((message) => `${node.path}: ${message}`),
    ]);
  if (problems.length > 0) throw problemsIn("deployment", problems);
}

function collect(app: App, outdir: string): Synthesis {
  const readJson = (path: string) => JSON.parse(readFileSync(join(outdir, path), "utf8")) as object;
  const manifest = readJson("manifest.json") as Manifest;
  const stacks = app.node.children.filter((child) => child instanceof BaseStack);
  const jsons = new Map(stacks.map(({ node }) => [node.id, readJson(stackOf(manifest, node.id).synthesizedStackPath)]));
  const files = new Map([
    // Without cdktf's version; cdktf-cli reads the stacks only.
    ["manifest.json", stableJson({ stacks: manifest.stacks })],
    ["run-order.json", stableJson(runOrder(manifest, jsons))],
  ]);
  for (const stack of stacks) {
    const { workingDirectory, synthesizedStackPath } = stackOf(manifest, stack.node.id);
    files.set(synthesizedStackPath, normalizeStack(jsons.get(stack.node.id) ?? {}));
    files.set(`${workingDirectory}/terraform.tfvars.example`, tfvarsExample(stack.node.id, stack.catalogs));
    for (const [path, contents] of stack.files) files.set(`${workingDirectory}/${path}`, contents);
    const list = checklist(stack.node.id, tasksOf(stack));
    if (list !== undefined) files.set(`${workingDirectory}/checklist.md`, list);
  }
  return { files, warnings: warnings(manifest) };
}

function stackOf(manifest: Manifest, id: string): StackManifest {
  const stack = manifest.stacks[id];
  if (!stack) throw new Error(`cdktf's manifest has no stack ${id}`);
  return stack;
}

function warnings({ stacks }: Manifest): string[] {
  return Object.values(stacks).flatMap(({ annotations }) =>
    annotations
      .filter(({ level }) => level === "@cdktf/warn")
      .map(({ constructPath, message }) => `${constructPath}: ${message}`),
  );
}
