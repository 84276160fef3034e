import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deploymentKeys } from "../src/config/json-schema";
import type { Effect } from "../src/explain/effects";
import {
  alternatives,
  companions,
  existingPart,
  keyAlternatives,
  untriedKeys,
  untriedVariables,
} from "./effects/alternatives";
import { type EffectRecord, effectsJson } from "./effects/record";
import { type ConfiguredPlan, effectsOf } from "./effects/changes";
import { protection } from "./effects/protected";
import { baseDeployment, Measurement, reasonOf } from "./effects/measurement";
import { type AwsContext, withAws } from "./aws-context";
import { installEmulator } from "./emulator";
import type { Json, JsonObject } from "./json";
import { type Lane, Report } from "./report";
import { requireTerraform } from "./terraform";
import { projectFolder, workFolder } from "./work-folder";

const file = join(projectFolder, "src/explain/effects.json");

/**
 * Applies the reference architecture on the emulator, plans each variable and key with another value, and writes what the
 * plans do to `src/explain/effects.json`. `--only=NAME,…` renews some and keeps the rest; `--from=FOLDER` reads the plans
 * that a run with `--keep` has left again, without making any.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, keep: { type: "boolean", default: false }, from: { type: "string" } },
  });
  const only = values.only?.split(",");
  if (values.from !== undefined) return readAgain(values.from);
  const report = new Report();
  const lane = report.lane("effects");
  await lane.run(async () => {
    const terraform = await requireTerraform();
    await lane.step("installs the emulator", installEmulator);
    await withAws(lane, workFolder(values.keep), values.keep, async (context) => {
      const record = effectsJson(only && existsSync(file) ? readFileSync(file, "utf8") : undefined);
      const measurement = new Measurement(context);
      await measurement.apply();
      record.terraform = terraform;
      record.providers = measurement.providers();
      await measure(lane, measurement, record, await trials(context, measurement), only);
      await measurement.stop();
      noteUntried(record);
      writeFileSync(file, record.text());
    });
  });
  return report.finish();
}

/** Takes the changes of every trial from plans that are there. */
function readAgain(folder: string): boolean {
  const record = effectsJson(readFileSync(file, "utf8"));
  const plan = (name: string, stack: Effect["stack"]) => {
    const path = join(folder, "plans", `${name}.${stack}.json`);
    return existsSync(path) ? effectsOf(JSON.parse(readFileSync(path, "utf8")) as ConfiguredPlan, stack) : [];
  };
  const markProtected = protection();
  record.eachTrial((name) => markProtected([...plan(name, "infrastructure"), ...plan(name, "application")]));
  noteUntried(record);
  writeFileSync(file, record.text());
  return true;
}

interface Try {
  readonly kind: "variables" | "keys";
  readonly name: string;
  readonly from: Json;
  readonly to: Json;
  readonly deployment: JsonObject;
  readonly variables: JsonObject;
}

async function trials({ aws }: AwsContext, measurement: Measurement): Promise<Try[]> {
  const ofVariables = Object.entries(await alternatives(aws)).map(([name, to]): Try => {
    const from = measurement.valueOf(name);
    return {
      kind: "variables",
      name,
      from,
      to,
      deployment: baseDeployment,
      variables: { ...companions[name], [name]: to },
    };
  });
  const ofKeys = Object.entries(keyAlternatives).map(([name, { from, to, variables = {} }]): Try => {
    return { kind: "keys", name, from, to, deployment: withKey(name, to), variables };
  });
  return [...ofVariables, ...ofKeys];
}

/** A plan that Terraform refuses is noted as such. */
async function measure(
  lane: Lane,
  measurement: Measurement,
  record: EffectRecord,
  all: readonly Try[],
  only: readonly string[] | undefined,
): Promise<void> {
  const markProtected = protection();
  for (const { kind, name, from, to, deployment, variables } of all) {
    if (only && !only.includes(name)) continue;
    await lane.check(name, async () => {
      try {
        const trial = await measurement.trial(name, deployment, variables);
        record.set(kind, name, { from, to, ...trial, changes: markProtected(trial.changes) });
      } catch (error) {
        record.set(kind, name, `Terraform refused the plan: ${reasonOf(error)}`);
        lane.note(`${name}: ${reasonOf(error)}`);
      }
      writeFileSync(file, record.text());
    });
  }
}

function noteUntried(record: EffectRecord): void {
  for (const [name, reason] of Object.entries(untriedVariables)) record.set("variables", name, reason);
  for (const { path, onlyWith, byDefault } of deploymentKeys()) {
    if (record.knows("keys", path)) continue;
    const elsewhere = onlyWith && !byDefault && `only with ${onlyWith}, which the reference architecture does not have`;
    const reason = untriedKeys[path] ?? (elsewhere || (path.endsWith(".mode") ? existingPart : undefined));
    if (reason) record.set("keys", path, reason);
  }
}

/** The reference architecture without protection, with one key set. */
function withKey(key: string, value: Json): JsonObject {
  const path = key.split(".");
  const [part, ...rest] = path;
  const nested = (names: readonly string[]): Json =>
    names.length === 0 ? value : { [names[0] ?? ""]: nested(names.slice(1)) };
  const created = ["network", "cluster", "bucket", "loadBalancer"];
  if (rest.length === 0) return { ...baseDeployment, [key]: value };
  const inner = nested(rest) as JsonObject;
  return { ...baseDeployment, [part ?? ""]: created.includes(part ?? "") ? { mode: "create", ...inner } : inner };
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
