/**
 * Time and memory of a synth against floors, what deployments cost in one file, and the type check, as ratios: machines
 * differ, ratios hardly. Fails where one is over `bench/budget.json` by more than noise.
 *
 * `--budget` runs fewer times, for CI. Without it, the unit tests are timed, too.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import budget from "./bench/budget.json";
import { measureFleets } from "./bench/fleet";
import { alternate, measure, median, noise, root, type Sample } from "./bench/measure";
import { type Programs, preparePrograms } from "./bench/programs";
import { Tally } from "./checks/tally";

type Measured = keyof typeof budget;

const tally = new Tally();

/** Rounds of the budget's runs: what is over it in the first may be what else the machine did. */
const MOST_ROUNDS = 3;

type Samples = Record<keyof Programs, Sample[]>;

/** Runs all programs; once more, and then once more again, while a ratio is over its budget by more than noise. */
async function measurePrograms(programs: Programs, runs: number): Promise<Samples> {
  const samples = await alternate(programs, runs);
  for (let round = 1; round < MOST_ROUNDS && comparisons(samples).some((one) => !one.met); round++) {
    console.log(`over the budget in ${samples.bundled.length} runs: ${runs} more`);
    const more = await alternate(programs, runs);
    for (const name of Object.keys(samples) as (keyof Programs)[]) samples[name].push(...more[name]);
  }
  return samples;
}

interface Comparison {
  readonly name: Measured;
  readonly ratio: number;
  readonly noise: number;
  readonly met: boolean;
}

/** Compares a ratio with its budget. */
function compared(name: Measured, ratio: number, noise: number): Comparison {
  return { name, ratio, noise, met: ratio <= budget[name].most * (1 + noise) };
}

function judge({ name, ratio, noise, met }: Comparison): void {
  tally.count(met);
  const { to, most } = budget[name];
  const allowed = `budget ${most} ×, noise ${(noise * 100).toFixed(0)} %`;
  console.log(`${met ? "✓" : "✗"} ${name}: ${ratio.toFixed(2)} × ${to} (${allowed})`);
}

function comparisons({ bundled, bundledFloor, source, sourceFloor }: Samples): Comparison[] {
  const compare = (name: Measured, of: readonly Sample[], to: readonly Sample[], unit: keyof Sample) => {
    const [a, b] = [of, to].map((samples) => samples.map((sample) => sample[unit])) as [number[], number[]];
    return compared(name, median(a) / median(b), noise(a) + noise(b));
  };
  return [
    compare("bundled synth, time", bundled, bundledFloor, "seconds"),
    compare("bundled synth, memory", bundled, bundledFloor, "mebibytes"),
    compare("source synth, time", source, sourceFloor, "seconds"),
    compare("source synth, memory", source, sourceFloor, "mebibytes"),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { budget: { type: "boolean", default: false } } });
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const samples = await measurePrograms(preparePrograms(folder), values.budget ? 5 : 9);
    for (const [name, all] of Object.entries(samples)) {
      const times = all.map(({ seconds }) => seconds.toFixed(2)).join(" ");
      const [seconds, mebibytes] = [median(all.map((s) => s.seconds)), median(all.map((s) => s.mebibytes))];
      console.log(`${name}: median ${seconds.toFixed(2)} s (${times}), ${mebibytes.toFixed(0)} MiB`);
    }
    comparisons(samples).forEach(judge);

    const slopes = await measureFleets(folder, values.budget ? 2 : 3);
    judge(compared("a deployment more, up to a hundred", slopes.large / slopes.small, slopes.noise));

    const check = await measure({ args: [join(root, "node_modules/typescript/bin/tsc")] });
    console.log(`type check: ${check.seconds.toFixed(1)} s, ${check.mebibytes.toFixed(0)} MiB`);
    const floors = samples.sourceFloor.map(({ seconds }) => seconds);
    judge(compared("type check, time", check.seconds / median(floors), noise(floors)));
    if (!values.budget) timeTests(median(floors));
  } finally {
    rmSync(folder, { recursive: true });
  }
  tally.finish();
}

/** Not budgeted: it depends on the number of cores. */
function timeTests(floor: number): void {
  const start = process.hrtime.bigint();
  execFileSync("npm", ["test", "--silent", "--", "--silent"], { cwd: root, stdio: "ignore" });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(`npm test: ${seconds.toFixed(0)} s, ${(seconds / floor).toFixed(0)} × the source floor`);
}

void main();
