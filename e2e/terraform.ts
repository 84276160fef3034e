import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { command, commandFailure, type CommandResult } from "./processes";
import type { Json, JsonObject } from "./json";
import { userAgent } from "./recorder";

/** What a plan would do with one resource or data source. */
export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: JsonObject;
    /** Set when the resource comes from an `import` block. */
    readonly importing?: { readonly id?: string };
    /** What forces a replacement. */
    readonly replace_paths?: readonly (readonly Json[])[];
  };
}

/** What is used here of `terraform show -json PLAN`. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: JsonObject;
}

const quiet = ["-no-color", "-input=false"];

/** Waits, not work, take the time: more at once than Terraform's 10. */
const parallelism = "-parallelism=30";

/** Several times what the slowest takes. The provider itself waits an hour for what never comes. */
const patience = 15 * 60_000;

/** Fails unless the `terraform` on PATH is 1.11 or newer, which write-only arguments need. */
export async function requireTerraform(): Promise<string> {
  const { code, stdout } = await command("terraform", ["version", "-json"]);
  if (code !== 0) throw new Error("terraform is not on PATH; install Terraform 1.11 or newer");
  const { terraform_version: version } = JSON.parse(stdout) as { terraform_version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 1 || (major === 1 && minor < 11)) {
    throw new Error(`terraform on PATH is ${version}, expected 1.11 or newer; install that`);
  }
  return version;
}

/** One synthesized stack in its folder, and Terraform at work on it. Everything that Terraform prints is kept. */
export class TerraformFolder {
  /** Every plan made here, in order. */
  readonly plans: { readonly file: string; readonly json: string }[] = [];
  private readonly printed: string[] = [];

  constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** All that Terraform has printed here so far. */
  get output(): string {
    return this.printed.join("\n");
  }

  /** The synthesized JSON. */
  get json(): JsonObject {
    return JSON.parse(readFileSync(join(this.folder, "cdk.tf.json"), "utf8")) as JsonObject;
  }

  /** Replaces the synthesized JSON. */
  set json(json: JsonObject) {
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(json, null, 2));
  }

  /** Gives variables their values, in place of all given before. */
  setVariables(values: Readonly<Record<string, Json>>): void {
    writeFileSync(join(this.folder, "e2e.auto.tfvars.json"), JSON.stringify(values, null, 2));
  }

  /** Adds arguments to the configuration without touching the synthesized JSON. */
  override(json: JsonObject): void {
    writeFileSync(join(this.folder, "e2e_override.tf.json"), JSON.stringify(json, null, 2));
  }

  /** Runs a subcommand, whatever its exit code. */
  async try(...args: string[]): Promise<CommandResult> {
    const agent = { TF_APPEND_USER_AGENT: userAgent(basename(this.folder), args[0] ?? "") };
    const env = { ...this.environment, ...agent };
    const result = await command("terraform", args, { cwd: this.folder, env, timeout: patience });
    this.printed.push(result.stdout, result.stderr);
    return result;
  }

  /** Runs a subcommand that must succeed and returns what it printed. */
  async run(...args: string[]): Promise<string> {
    const result = await this.try(...args);
    if (result.code !== 0) throw new Error(commandFailure(`terraform ${args.join(" ")}`, result));
    return result.stdout;
  }

  /** Plans into a file of its own, kept in {@link plans}. */
  async plan(...args: string[]): Promise<Plan> {
    const file = `e2e-${this.plans.length + 1}.tfplan`;
    const planned = await this.try("plan", ...quiet, "-detailed-exitcode", `-out=${file}`, ...args);
    if (planned.code !== 0 && planned.code !== 2) throw new Error(commandFailure("terraform plan", planned));
    return this.keepPlan(file);
  }

  /** Plans, and returns what Terraform complains about; it saves even a plan that it refuses to apply. */
  async refusedPlan(): Promise<string> {
    const file = `e2e-${this.plans.length + 1}.tfplan`;
    const { code, stderr } = await this.try("plan", ...quiet, `-out=${file}`);
    if (code === 0) throw new Error("terraform plan was expected to fail");
    await this.keepPlan(file);
    return stderr;
  }

  private async keepPlan(file: string): Promise<Plan> {
    const plan = await this.show(file);
    this.plans.push({ file: join(this.folder, file), json: JSON.stringify(plan) });
    return plan as Plan;
  }

  /** Applies what {@link plan} has planned last. */
  async applyPlan(): Promise<void> {
    await this.run("apply", ...quiet, parallelism, this.plans.at(-1)?.file ?? "");
  }

  /** Destroys everything, whatever the exit code. */
  destroy(): Promise<CommandResult> {
    return this.try("destroy", ...quiet, "-auto-approve", parallelism);
  }

  /** Plans without reading what exists, and returns the text of each error and of each check that does not hold. */
  async planErrors(...args: string[]): Promise<string[]> {
    const { stdout } = await this.try("plan", "-json", "-input=false", "-refresh=false", ...args);
    return stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map(
        (line) =>
          (JSON.parse(line) as { diagnostic?: { severity: string; summary: string; detail: string } }).diagnostic,
      )
      .filter((diagnostic) => diagnostic?.severity === "error" || /^Check block assert/.test(diagnostic?.summary ?? ""))
      .map((diagnostic) => `${diagnostic?.summary}: ${diagnostic?.detail}`);
  }

  /** Every resource and data source in the state. */
  async state(): Promise<StateResource[]> {
    const state = (await this.show()) as { values?: { root_module?: { resources?: StateResource[] } } };
    return state.values?.root_module?.resources ?? [];
  }

  private async show(...file: string[]): Promise<JsonObject> {
    const args = ["show", "-json", ...file];
    const result = await command("terraform", args, { cwd: this.folder, env: this.environment });
    if (result.code !== 0) throw new Error(commandFailure(`terraform ${args.join(" ")}`, result));
    return JSON.parse(result.stdout) as JsonObject;
  }
}
