import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Trial } from "../../src/explain/effects";
import type { AwsContext } from "../aws-context";
import { emulatorGaps } from "../emulator-gaps";
import { infrastructureVariables } from "../fixture";
import { asObject, type Json, type JsonObject } from "../json";
import { standIn } from "../offline-kubernetes";
import { emulatorProvider, variableEnvironment } from "../settings";
import { stackFolder, synth } from "../synth";
import { type Plan, TerraformFolder } from "../terraform";
import { attachProvider, type AttachedProvider } from "./attached-provider";
import { changedOutputs, type ConfiguredPlan, effectsOf } from "./changes";

/** Without it, Terraform refuses to plan that what holds data is replaced. */
export const baseDeployment: JsonObject = { protection: false };

interface State {
  readonly outputs: Record<string, { value: Json; type: Json }>;
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { attributes: Record<string, Json> }[];
  }[];
}

/** Both stacks of the reference architecture, applied, and plans of what a change would do to them. */
export class Measurement {
  private readonly infrastructure: TerraformFolder;
  private readonly application: TerraformFolder;
  private readonly stateFile: string;
  private readonly environment: NodeJS.ProcessEnv;
  private provider: AttachedProvider | undefined;
  private variables: JsonObject = {};
  private deployment: JsonObject | undefined;
  private name = "";

  constructor(private readonly context: AwsContext) {
    const { folder, environment } = context;
    this.environment = { ...environment, ...variableEnvironment };
    const of = (stack: string) => new TerraformFolder(stackFolder(folder, stack), this.environment);
    this.infrastructure = of("ppm-infrastructure");
    this.application = of("ppm-application");
    this.stateFile = join(folder, "terraform.ppm-infrastructure.tfstate");
  }

  /** Makes the reference architecture, once. */
  async apply(): Promise<void> {
    const { lane, aws } = this.context;
    this.variables = await infrastructureVariables(aws);
    await lane.step("synthesizes", () => this.shape(baseDeployment));
    for (const terraform of [this.infrastructure, this.application]) {
      terraform.setVariables(this.inputs(terraform, {}));
      await lane.step("initializes", () => terraform.run("init", "-no-color", "-input=false"));
      await lane.step("applies", async () => {
        await terraform.plan();
        await terraform.applyPlan();
      });
    }
    await lane.step("puts into the state what the emulator forgot", async () => {
      this.restore(await this.infrastructure.plan());
    });
    this.provider = await attachProvider(this.infrastructure.folder, { ...this.environment });
    this.environment.TF_REATTACH_PROVIDERS = this.provider.reattach;
    await lane.step("has nothing left to change", async () => {
      const { changes } = await this.trial("nothing", baseDeployment, {});
      if (changes.length > 0) throw new Error(JSON.stringify(changes, null, 2));
    });
  }

  /** Plans the stacks with another shape or other variables, on the state that {@link apply} left. */
  async trial(
    name: string,
    deployment: JsonObject,
    variables: JsonObject,
  ): Promise<Pick<Trial, "changes" | "outputs" | "note">> {
    this.name = name;
    await this.shape(deployment);
    const given = this.fromState(variables);
    const plan = this.concerns(this.infrastructure, given)
      ? await this.plan(this.infrastructure, this.inputs(this.infrastructure, given))
      : {};
    const outputs = changedOutputs(plan);
    const changes = effectsOf(plan, "infrastructure");
    if (outputs.length === 0 && !this.concerns(this.application, given)) return { changes };
    const before = readFileSync(this.stateFile, "utf8");
    try {
      const open = this.setOutputs(plan);
      changes.push(
        ...effectsOf(await this.plan(this.application, this.inputs(this.application, given)), "application"),
      );
      const note =
        open.length > 0 &&
        `The application stack was planned without the new ${open.join(", ")}, known after the apply only.`;
      return { changes, ...(outputs.length > 0 && { outputs }), ...(note && { note }) };
    } catch (error) {
      const note = `The application stack was not planned: ${reasonOf(error)}`;
      return { changes, ...(outputs.length > 0 && { outputs }), note };
    } finally {
      writeFileSync(this.stateFile, before);
    }
  }

  /** What a variable has been applied with: the value given, else its default. */
  valueOf(name: string): Json {
    const declared = [this.infrastructure, this.application].map(({ json }) => asObject(asObject(json.variable)[name]));
    return (
      this.variables[name] ?? declared.map(({ default: value }) => value).find((value) => value !== undefined) ?? null
    );
  }

  /** Version of each provider, by its source. */
  providers(): Record<string, string> {
    const locked = readFileSync(join(this.infrastructure.folder, ".terraform.lock.hcl"), "utf8");
    const entries = locked.matchAll(/provider "[^/]+\/([^"]+)" \{\s*version\s*=\s*"([^"]+)"/g);
    return Object.fromEntries([...entries].map(([, source = "", version = ""]) => [source, version]));
  }

  async stop(): Promise<void> {
    await this.provider?.stop();
  }

  private async shape(deployment: JsonObject): Promise<void> {
    if (JSON.stringify(deployment) === JSON.stringify(this.deployment)) return;
    await synth(this.context.folder, stringify(deployment));
    this.deployment = deployment;
    this.infrastructure.override({ provider: emulatorProvider });
    this.application.json = standIn(this.application.json, this.context.folder).json;
    this.application.override({ provider: emulatorProvider });
  }

  /** Of the variables, those that the stack declares; what it asks for without a default comes from the outputs. */
  private inputs({ json }: TerraformFolder, more: JsonObject): JsonObject {
    const given: JsonObject = { ...this.variables, ...more };
    const declared = Object.entries(asObject(json.variable));
    const outputs = this.deployment === undefined ? {} : this.outputs();
    return Object.fromEntries(
      declared.flatMap(([name, spec]): [string, Json][] => {
        const value = given[name] ?? ("default" in asObject(spec) ? undefined : outputs[name]);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  /** Whether a plan can differ from the empty one: another shape, or a variable of the stack. */
  private concerns({ json }: TerraformFolder, variables: JsonObject): boolean {
    const names = Object.keys(variables);
    const isBase = JSON.stringify(this.deployment) === JSON.stringify(baseDeployment);
    return !isBase || names.length === 0 || names.some((name) => name in asObject(json.variable));
  }

  private async plan(terraform: TerraformFolder, variables: JsonObject): Promise<ConfiguredPlan> {
    terraform.setVariables(variables);
    const plan = (await terraform.plan("-refresh=false")) as ConfiguredPlan;
    terraform.plans.pop(); // Some hundred plans would fill the memory.
    this.keep(terraform === this.infrastructure ? "infrastructure" : "application", plan);
    return plan;
  }

  /** Leaves what a plan changes in the work folder, for a look with `--keep`. */
  private keep(stack: string, { resource_changes = [], output_changes, configuration }: ConfiguredPlan): void {
    const changes = resource_changes.filter(({ change }) => change.actions.join() !== "no-op");
    const folder = join(this.context.folder, "plans");
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify({ resource_changes: changes, output_changes, configuration });
    writeFileSync(join(folder, `${this.name}.${stack}.json`), text);
  }

  /** Texts that name an attribute in the state, such as `aws_acm_certificate.x.arn`, become its value. */
  private fromState(variables: JsonObject): JsonObject {
    const entries = Object.entries(variables).map(([name, value]): [string, Json] => {
      const [, type, own, attribute] = /^(aws_\w+)\.(\w+)\.(\w+)$/.exec(String(value)) ?? [];
      const found = this.state().resources.find(
        (one) => one.mode === "managed" && one.type === type && one.name === own,
      );
      return [name, found?.instances[0]?.attributes[attribute ?? ""] ?? value];
    });
    return Object.fromEntries(entries);
  }

  /** What the emulator answers without, the next plan would set again; AWS keeps it. */
  private restore(plan: Plan): void {
    const state = this.state();
    for (const gap of emulatorGaps) {
      if ("follows" in gap) continue;
      const { address, attribute } = gap;
      const change = plan.resource_changes?.find((one) => one.address === address)?.change;
      const resource = state.resources.find((one) => `${one.type}.${one.name}` === address);
      const attributes = resource?.instances[0]?.attributes;
      const wanted = change?.after?.[attribute];
      if (attributes && wanted !== undefined) attributes[attribute] = wanted;
    }
    writeFileSync(this.stateFile, JSON.stringify(state, null, 2));
  }

  /** Lets the application stack see the outputs that the plan knows. @returns those that it does not know. */
  private setOutputs(plan: Plan): string[] {
    const state = this.state();
    const open: string[] = [];
    const changes = (plan.output_changes ?? {}) as Record<
      string,
      { actions: readonly string[]; after?: Json; after_unknown?: Json }
    >;
    for (const [name, { actions, after, after_unknown }] of Object.entries(changes)) {
      if (actions.join() === "no-op") continue;
      if (actions.join() === "delete") delete state.outputs[name];
      else if (after_unknown || after === undefined) {
        open.push(name);
        state.outputs[name] ??= { value: "known after apply", type: "string" };
      } else state.outputs[name] = { value: after, type: typeOf(after) };
    }
    writeFileSync(this.stateFile, JSON.stringify(state, null, 2));
    return open.sort();
  }

  private outputs(): JsonObject {
    try {
      return Object.fromEntries(Object.entries(this.state().outputs).map(([name, { value }]) => [name, value]));
    } catch {
      return {}; // Before the first apply.
    }
  }

  private state(): State {
    return JSON.parse(readFileSync(this.stateFile, "utf8")) as State;
  }
}

function typeOf(value: Json): Json {
  if (Array.isArray(value)) return ["tuple", value.map((item: Json) => typeOf(item))];
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "bool" : "string";
}

/** First error of Terraform's, in one line. */
export function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/^[╷│╵]\s?/gm, "");
  const [, first = text] = /Error: ([\s\S]*)/.exec(text) ?? [];
  return (
    first
      .split(/\n\s*Error: /)[0]
      ?.replace(/\s+/g, " ")
      .trim()
      .slice(0, 300) ?? ""
  );
}
