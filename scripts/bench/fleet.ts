import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measure, median, noise, type Sample } from "./measure";

const sizes = [1, 10, 100] as const;

/** What one deployment more costs, in seconds. */
export interface Slopes {
  /** From one to ten. */
  readonly small: number;
  /** From ten to a hundred. */
  readonly large: number;
  readonly noise: number;
}

/** Synthesizes 1, 10 and 100 deployments of one file, in `folder`. */
export async function measureFleets(folder: string, runs: number): Promise<Slopes> {
  const seconds: number[] = [];
  const noises: number[] = [];
  for (const size of sizes) {
    const file = join(folder, `${size}.yaml`);
    const names = Array.from({ length: size }, (_, i) => `  fleet-${i}: { protection: true }`);
    writeFileSync(file, ["deployments:", ...names, ""].join("\n"));
    const samples: Sample[] = [];
    for (let run = 0; run < runs; run++) {
      const environment = { PPM_DEPLOYMENT: file, CDKTF_OUTDIR: join(folder, `out-${size}-${run}`) };
      samples.push(await measure({ args: ["dist/bin.cjs", "synth"], environment }));
    }
    const times = samples.map((sample) => sample.seconds);
    const memory = median(samples.map(({ mebibytes }) => mebibytes));
    console.log(`${size} deployments: median ${median(times).toFixed(2)} s of ${runs}, ${memory.toFixed(0)} MiB`);
    seconds.push(median(times));
    noises.push(noise(times));
  }
  const [one = NaN, ten = NaN, hundred = NaN] = seconds;
  return { small: (ten - one) / 9, large: (hundred - ten) / 90, noise: Math.max(...noises) };
}
