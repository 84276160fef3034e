/**
 * Wall time and peak memory of a synth, against a floor: a program that loads the same provider modules and no more; and
 * of 1, 10 and 100 deployments in one run.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectSources, providerModules } from "./checks/sources";

const RUNS = 7;
const TARGET = 1.3;
const ROOT = join(__dirname, "..");

const FLEETS = [1, 10, 100] as const;
const FLEET_RUNS = 3;
/** One deployment more may cost at most this many times as much in the larger fleet as in the smaller; the rest is noise. */
const MOST_SLOPE = 1.5;

interface Sample {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** Loaded into each child: reports its peak memory on file descriptor 3. */
const reporter = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));',
)}`;

/** Runs a program in a process of its own. */
function measure(args: readonly string[], outputFolder: string, deploymentFile?: string): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, ["--import", reporter, ...args], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: outputFolder, PPM_DEPLOYMENT: deploymentFile },
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Synthesizes fleets of several sizes; true when each deployment costs as much in a large one as in a small one. */
async function isLinear(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "bench-fleet-"));
  const seconds: number[] = [];
  try {
    for (const size of FLEETS) {
      const file = join(folder, `${size}.yaml`);
      const names = Array.from({ length: size }, (_, i) => `  fleet-${i}: { protection: true }`);
      writeFileSync(file, ["deployments:", ...names, ""].join("\n"));
      const samples: Sample[] = [];
      for (let run = 0; run < FLEET_RUNS; run++) {
        samples.push(await measure(["scripts/ppm-eks.mjs", "synth"], join(folder, `out-${size}-${run}`), file));
      }
      const [time, memory] = [median(samples.map((s) => s.seconds)), median(samples.map((s) => s.mebibytes))];
      console.log(`${size} deployments: median ${time.toFixed(2)} s of ${FLEET_RUNS} runs, ${memory.toFixed(0)} MiB`);
      seconds.push(time);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const [one = 0, ten = 0, hundred = 0] = seconds;
  const [small, large] = [(ten - one) / 9, (hundred - ten) / 90];
  const met = large <= small * MOST_SLOPE;
  const milliseconds = (value: number) => `${(value * 1000).toFixed(0)} ms`;
  console.log(
    `one more costs ${milliseconds(small)} up to ten and ${milliseconds(large)} up to a hundred: ` +
      `${(large / small).toFixed(2)} ×, at most ${MOST_SLOPE} × ${met ? "met" : "missed"}`,
  );
  return met;
}

async function main(): Promise<void> {
  const modules = providerModules(projectSources());
  const programs = {
    // As a cdktf app in TypeScript is commonly run; and for comparison without a TypeScript loader, the least of all.
    floor: ["--import", "tsx", "scripts/bench-floor.cjs", ...modules],
    bare: ["scripts/bench-floor.cjs", ...modules],
    synth: ["scripts/ppm-eks.mjs", "synth"],
  };
  console.log(`${modules.length} provider modules; ${RUNS} runs each, alternating, after one that warms tsx's cache`);

  const names = Object.keys(programs) as (keyof typeof programs)[];
  const samples: Record<keyof typeof programs, Sample[]> = { floor: [], bare: [], synth: [] };
  const outputFolder = mkdtempSync(join(tmpdir(), "bench-synth-"));
  try {
    for (let run = 0; run <= RUNS; run++) {
      for (const name of names) {
        const sample = await measure(programs[name], outputFolder);
        if (run > 0) samples[name].push(sample);
      }
    }
  } finally {
    rmSync(outputFolder, { recursive: true });
  }

  const middle = (name: keyof typeof programs, unit: keyof Sample): number => median(samples[name].map((s) => s[unit]));
  for (const name of names) {
    const all = samples[name].map(({ seconds }) => seconds.toFixed(2)).join(" ");
    console.log(
      `${name}: median ${middle(name, "seconds").toFixed(2)} s (${all}), ${middle(name, "mebibytes").toFixed(0)} MiB`,
    );
  }
  const ratio = (unit: keyof Sample, to: "floor" | "bare"): number => middle("synth", unit) / middle(to, unit);
  const [time, memory] = [ratio("seconds", "floor"), ratio("mebibytes", "floor")];
  const met = time <= TARGET && memory <= TARGET;
  const bare = `${ratio("seconds", "bare").toFixed(2)} × and ${ratio("mebibytes", "bare").toFixed(2)} ×`;
  console.log(
    `target ${TARGET} × ${met ? "met" : "missed"}; against the bare floor, without a TypeScript loader: ${bare}`,
  );
  console.log(`time ${time.toFixed(2)} ×, memory ${memory.toFixed(2)} ×`);
  const linear = await isLinear();
  process.exitCode = met && linear ? 0 : 1;
}

void main();
