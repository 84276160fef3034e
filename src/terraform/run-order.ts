import type { Manifest } from "./synthesize";

/** Parts of a stack's Terraform JSON that say what the stack needs. */
interface StackJson {
  readonly terraform?: { readonly required_providers?: object };
  readonly variable?: Readonly<Record<string, object>>;
  readonly output?: object;
  readonly data?: { readonly terraform_remote_state?: object };
}

/** What has to be there before Terraform runs in a stack's folder. */
interface StackNeeds {
  /** Relative to the output folder. */
  readonly workingDirectory: string;
  /** Stacks to apply before. */
  readonly after: readonly string[];
  /** Outputs of those stacks that are read from their states. */
  readonly inputsFromState: readonly string[];
  /** Outputs of those stacks that must be copied into variables of the same name. */
  readonly inputsFromVariables: readonly string[];
  /** Other variables without a default. */
  readonly requiredVariables: readonly string[];
  /** Whom Terraform must be able to reach and to log in to. */
  readonly access: readonly string[];
}

export interface RunOrder {
  readonly create: readonly string[];
  readonly destroy: readonly string[];
  readonly stacks: Readonly<Record<string, StackNeeds>>;
}

const accessFor: Readonly<Record<string, string>> = {
  aws: "AWS API",
  kubernetes: "Kubernetes API of the cluster",
  helm: "Kubernetes API of the cluster",
  tfe: "HCP Terraform API",
};

/** Derives from what was synthesized in which order the stacks are applied and what each one needs. */
export function runOrder({ stacks }: Manifest, jsons: ReadonlyMap<string, StackJson>): RunOrder {
  const create: string[] = [];
  const visit = (name: string): void => {
    if (create.includes(name)) return;
    stacks[name]?.dependencies.forEach(visit);
    create.push(name);
  };
  Object.keys(stacks).sort().forEach(visit);

  const needs = create.map((name): [string, StackNeeds] => {
    const { workingDirectory = "", dependencies = [] } = stacks[name] ?? {};
    const outputs = new Set(dependencies.flatMap((other) => Object.keys(jsons.get(other)?.output ?? {})));
    return [name, { workingDirectory, after: [...dependencies].sort(), ...needsOf(jsons.get(name) ?? {}, outputs) }];
  });
  return { create, destroy: [...create].reverse(), stacks: Object.fromEntries(needs) };
}

function needsOf(json: StackJson, outputsBefore: ReadonlySet<string>): Omit<StackNeeds, "workingDirectory" | "after"> {
  // A stack that reads no state is large, and need not be searched.
  const text = json.data?.terraform_remote_state ? JSON.stringify(json) : "";
  const reads = text.matchAll(/\bterraform_remote_state\.\w+\.outputs\.(\w+)/g);
  const required = Object.entries(json.variable ?? {}).flatMap(([name, spec]) => ("default" in spec ? [] : [name]));
  const providers = Object.keys(json.terraform?.required_providers ?? {});
  return {
    inputsFromState: distinct([...reads].map(([, output = ""]) => output)),
    inputsFromVariables: distinct(required.filter((name) => outputsBefore.has(name))),
    requiredVariables: distinct(required.filter((name) => !outputsBefore.has(name))),
    access: distinct(providers.map((provider) => accessFor[provider] ?? provider)),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
