import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "../processes";
import { cacheFolder } from "../work-folder";

const binaries = join(cacheFolder, "kubernetes");
const modules = [__dirname, join(__dirname, "kwok")];

/** A program of the control plane. */
export function binary(name: string): string {
  return join(binaries, name);
}

/** Builds what the two `go.mod` here name as tools, unless what is there was built from the same. */
export async function buildBinaries(): Promise<void> {
  const stamp = join(binaries, "built-from");
  const wanted = modules.map((folder) => readFileSync(join(folder, "go.sum"), "utf8")).join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(binaries, { recursive: true });
  const env = { ...process.env, GOBIN: binaries, GOFLAGS: "-buildvcs=false" };
  for (const cwd of modules) await succeed("go", ["install", "tool"], { cwd, env });
  // Go names a program after its module, without the version.
  renameSync(binary("server"), binary("etcd"));
  writeFileSync(stamp, wanted);
}
