/**
 * Throws random deployment files at the loader. Those accepted must synthesize JSON that the providers' schemas accept;
 * the others must be refused with messages that name keys, and nothing written.
 *
 * `npm run test:fuzz -- --seed=N --runs=N --seconds=N --entry=N`: the seed of a failure repeats it. Seconds and entry limit
 * what is synthesized, here and by the program itself.
 */
import { join } from "node:path";
import fc from "fast-check";
import { parseDeployment } from "../src/config/parse";
import { findSchemas } from "./checks/schema-sources";
import { deploymentFiles, topLevelKeys } from "./fuzz/deployment-files";
import { faultsOf } from "./fuzz/messages";
import { entryRun, openEntry } from "./fuzz/entry";
import { synthesizeFile } from "./fuzz/synthesis";
import { Tally } from "./checks/tally";

const LEAST_ACCEPTED = 0.3;
const SLOWEST_SECONDS = 5;

const option = (name: string, otherwise: number): number => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};
const seed = option("seed", Date.now() % 2 ** 31);
const runs = option("runs", 5000);
const seconds = option("seconds", 120);
const entryRuns = option("entry", 40);

const tally = new Tally();

/** One part of the test: counts its runs, prints the smallest file that fails. */
async function part(
  name: string,
  numRuns: number,
  check: (file: string) => boolean | Promise<boolean>,
): Promise<boolean> {
  const start = Date.now();
  let count = 0;
  const property = fc.asyncProperty(deploymentFiles, async (file) => {
    if (await check(file)) count++;
  });
  const result = await fc.check(property, { seed, numRuns });
  const took = ((Date.now() - start) / 1000).toFixed(0);
  if (!result.failed) {
    tally.count(true, count);
    console.log(`${name}: ${count} files, ${took} s`);
    return true;
  }
  tally.count(false);
  const [file = ""] = result.counterexample ?? [];
  console.error(
    `✗ ${name}: run ${result.numRuns}, shrunk ${result.numShrinks} times, seed ${seed}, path ${result.counterexamplePath}`,
  );
  console.error(`--- deployment.yaml\n${file}\n---\n${JSON.stringify(file)}`);
  console.error(result.errorInstance instanceof Error ? result.errorInstance.stack : result.errorInstance);
  return false;
}

function parse(file: string): ReturnType<typeof parseDeployment> {
  const start = Date.now();
  const parsed = parseDeployment(file);
  const took = (Date.now() - start) / 1000;
  if (took > SLOWEST_SECONDS) throw new Error(`parsed in ${took} s`);
  return parsed;
}

async function main(): Promise<void> {
  console.log(`seed ${seed}; again: npm run test:fuzz -- --seed=${seed} --runs=${runs}`);
  const statistics = { accepted: 0, refused: 0, messages: 0 };

  const sound = await part("loader", runs, (file) => {
    const parsed = parse(file);
    if (!("problems" in parsed)) return (statistics.accepted += 1) > 0;
    statistics.refused++;
    if (parsed.problems.length === 0) throw new Error("refused without a message");
    for (const problem of parsed.problems) {
      statistics.messages++;
      const faults = faultsOf(problem, file, topLevelKeys);
      if (faults.length > 0) throw new Error(`${faults.join(", ")}: ${problem}`);
    }
    return true;
  });
  if (sound) {
    const share = statistics.accepted / (statistics.accepted + statistics.refused);
    const enough = share >= LEAST_ACCEPTED;
    tally.count(enough);
    const shown = `${(share * 100).toFixed(1)} % accepted, expected at least ${LEAST_ACCEPTED * 100} %`;
    console.log(`${enough ? "✓" : "✗"} ${shown}; ${statistics.messages} messages`);
  }

  if (seconds > 0) {
    const { schemas } = findSchemas(join(__dirname, "../../shared/schemas"));
    const sample = synthesizeFile(schemas, Date.now() + seconds * 1000);
    await part("synthesis", runs, (file) => sample.check(file));
    console.log(
      `${sample.stacks()} stacks, ${sample.blocks()} blocks, ${sample.refusals()} refused by their addresses to adopt`,
    );
  }

  const entry = openEntry();
  try {
    await part("main.ts", entryRuns, (file) => entryRun(entry, file));
  } finally {
    entry.close();
  }

  tally.finish();
}

void main();
