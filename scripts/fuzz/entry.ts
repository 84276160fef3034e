import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDeployment } from "../../src/config/parse";

const root = join(__dirname, "../..");

/** A folder with a deployment file and the output of an earlier synth. */
export interface Entry {
  readonly folder: string;
  close(): void;
}

/** Path → contents. */
type Files = Readonly<Record<string, string>>;

export function openEntry(): Entry {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  const entry = { folder, close: () => rmSync(folder, { recursive: true }) };
  const { status, stderr } = synth(entry, "name: before");
  if (status !== 0) throw new Error(`the reference architecture: ${stderr}`);
  return entry;
}

/**
 * Runs the program itself on a file: it writes all that belongs to an accepted one, and touches nothing for one refused.
 *
 * @throws Error that says what went wrong.
 */
export function entryRun(entry: Entry, file: string): boolean {
  const before = output(entry);
  const { status, stdout, stderr } = synth(entry, file);
  const after = output(entry);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(stderr)) throw new Error(`a stack trace:\n${stderr}`);
  if (status === 0) {
    const written = [...(JSON.parse(after["generated-files.json"] ?? "[]") as string[]), "generated-files.json"];
    const paths = Object.keys(after);
    if (written.sort().join() !== paths.sort().join()) throw new Error(`wrote ${paths.join()}, not ${written.join()}`);
    if ("problems" in parseDeployment(file)) throw new Error("accepted by main.ts alone");
    return true;
  }
  if (status !== 1 || stdout !== "") throw new Error(`exit code ${status}, on standard output: ${stdout}`);
  if (!/^[^\n]+: \d+ problems?\n {2}\S|, expected .+; \S/.test(stderr)) throw new Error(`refused with: ${stderr}`);
  if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error("refused, but files were written");
  return true;
}

function synth({ folder }: Entry, file: string): { status: number | null; stdout: string; stderr: string } {
  const deployment = join(folder, "deployment.yaml");
  writeFileSync(deployment, file);
  return spawnSync(process.execPath, ["scripts/ppm-eks.mjs", "synth"], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH, PPM_DEPLOYMENT: deployment, CDKTF_OUTDIR: join(folder, "out") },
  });
}

function output({ folder }: Entry): Files {
  const files = readdirSync(join(folder, "out"), { recursive: true, withFileTypes: true });
  const paths = files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 5), readFileSync(path, "utf8")]));
}
