import { spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(__dirname, "../..");

/** What one run of a program took. */
export interface Sample {
  /** By the clock. */
  readonly seconds: number;
  /** Most that it had in memory at once. */
  readonly mebibytes: number;
}

/** A program, as arguments for Node.js. */
export interface Program {
  readonly args: readonly string[];
  /** @default - that of this process */
  readonly environment?: NodeJS.ProcessEnv;
}

/** As CommonJS: Node.js's loader of modules would cost each program measured some milliseconds and megabytes. */
const reporter = join(__dirname, "reporter.cjs");

/** Runs a program in a process of its own. */
export function measure({ args, environment }: Program): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, ["--require", reporter, ...args], {
      cwd: root,
      env: { ...process.env, PPM_DEPLOYMENT: undefined, ...environment },
      stdio: ["ignore", "ignore", "inherit", "pipe"],
    });
    let kibibytes = "";
    child.stdio[3]?.on("data", (data: Buffer) => (kibibytes += data.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0 && kibibytes) resolve({ seconds, mebibytes: Number(kibibytes) / 1024 });
      else reject(new Error(`${args[0]} ended with exit code ${code}`));
    });
  });
}

/** Runs programs in turn, so that what else the machine does meets all of them, after one turn that fills caches. */
export async function alternate<Name extends string>(
  programs: Readonly<Record<Name, Program>>,
  runs: number,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(programs) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const sample = await measure(programs[name]);
      if (run > 0) samples[name].push(sample);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** How far values lie from their median, in the middle, as a part of it. */
export function noise(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle))) / middle;
}
