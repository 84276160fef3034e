import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { infrastructureVariables } from "./fixture";
import { asObject, type Json, type JsonObject } from "./json";
import { standIn } from "./offline-kubernetes";
import { planCheck } from "./plan-check";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder, type Plan } from "./terraform";

const names = { infrastructure: "ppm-module-infrastructure", application: "ppm-module-application" };

/** The two child modules in a root module of a team's own, `module-root/`. */
export async function checkModule(context: AwsContext): Promise<void> {
  const { lane, folder, environment, aws } = context;
  await lane.step("synthesizes child modules", () =>
    synth(folder, "name: ppm-module\noutput: module\nhandover: variables\n"),
  );
  await lane.check("leaves backend and providers to the root", () => {
    for (const name of Object.values(names)) equal(rootBlocks(jsonOf(folder, name)), []);
  });
  standInForApplication(folder);

  const root = new TerraformFolder(folder, { ...environment, ...variableEnvironment });
  cpSync(join(__dirname, "module-root"), folder, { recursive: true });
  root.override({ provider: emulatorProvider });
  const calls = { ppm: await infrastructureCall(context), package_manager: applicationCall(folder) };
  writeFileSync(join(folder, "modules.tf.json"), JSON.stringify({ module: calls }, null, 2));
  await lane.step("both initialize in a root module", () => root.run("init", "-no-color", "-input=false"));
  await lane.step("both are valid there, the outputs of one passed to the other", () =>
    root.run("validate", "-no-color"),
  );

  writeFileSync(join(folder, "modules.tf.json"), JSON.stringify({ module: { ppm: calls.ppm } }, null, 2));
  await root.run("init", "-no-color", "-input=false");
  await lane.check("the infrastructure plans below the module's name, all of it", async () => {
    const plan = await root.plan();
    equal(outside(plan), []);
    const planned = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
    equal(
      planned.filter(({ change }) => change.actions.join() !== "create").map(({ address }) => address),
      [],
    );
    const defined = Object.entries(asObject(jsonOf(folder, names.infrastructure).resource)).flatMap(([type, named]) =>
      Object.keys(asObject(named)).map((name) => `module.ppm.${type}.${name}`),
    );
    // Resources with for_each and count that have no instance are not in a plan.
    const found = new Set(planned.map(({ address }) => address.replace(/\[.*$/, "")));
    ok(found.size > 0.9 * defined.length, `${found.size} of ${defined.length}`);
    equal(
      [...found].filter((address) => !defined.includes(address)),
      [],
    );
  });
  await lane.check("plan:check looks into the module", async () => {
    const { code, stdout } = await planCheck(root, stackFolder(folder, names.infrastructure));
    equal(code, 0, stdout);
    ok(!stdout.includes(" 0 protected"), stdout);
  });
  await lane.check("its keys and secrets apply there, with the root's tags", async () => {
    await root.plan(
      "-target=module.ppm.aws_kms_alias.secrets_key_alias",
      "-target=module.ppm.aws_secretsmanager_secret_version.license_version",
    );
    await root.applyPlan();
    const { SecretList } = await aws.call<{ SecretList: { Name: string; Tags: JsonObject[] }[] }>(
      "secretsmanager",
      "list_secrets",
    );
    equal(
      SecretList.map(({ Name }) => Name.replace(/-\d+$/, "")),
      ["ppm-module/license"],
    );
    ok(SecretList[0]?.Tags.some(({ Key, Value }) => Key === "Owner" && Value === "platform-team"));
  });
}

/** What belongs to a root module only. */
function rootBlocks({ terraform, provider, import: imports }: JsonObject): string[] {
  const { backend, cloud } = asObject(terraform);
  return Object.entries({ backend, cloud, provider, imports })
    .filter(([, block]) => block !== undefined)
    .map(([name]) => name);
}

function outside({ resource_changes: changes = [] }: Plan): string[] {
  return changes.map(({ address }) => address).filter((address) => !address.startsWith("module.ppm."));
}

async function infrastructureCall({ aws }: AwsContext): Promise<JsonObject> {
  return {
    source: `./cdktf.out/stacks/${names.infrastructure}`,
    ...(await infrastructureVariables(aws)),
    license: "${var.license}",
  };
}

/** Passes on what the run order says must be copied. */
function applicationCall(folder: string): JsonObject {
  const { stacks } = JSON.parse(readFileSync(join(folder, "cdktf.out", "run-order.json"), "utf8")) as {
    stacks: Record<string, { inputsFromVariables: string[]; requiredVariables: string[] }>;
  };
  const { inputsFromVariables = [], requiredVariables = [] } = stacks[names.application] ?? {};
  equal(requiredVariables, [], "the application module needs nothing but what the other one gives");
  ok(inputsFromVariables.length > 10, inputsFromVariables.join());
  const passed = inputsFromVariables.map((name): [string, Json] => [name, `\${module.ppm.${name}}`]);
  return { source: `./cdktf.out/stacks/${names.application}`, ...Object.fromEntries(passed) };
}

function standInForApplication(folder: string): void {
  const captures = join(folder, "captures");
  mkdirSync(captures);
  const module = new TerraformFolder(stackFolder(folder, names.application), {});
  module.json = standIn(module.json, captures).json;
}

function jsonOf(folder: string, name: string): JsonObject {
  return new TerraformFolder(stackFolder(folder, name), {}).json;
}
