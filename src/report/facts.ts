import { judge } from "../conformance/judge";
import type { Comparison } from "../diff/compare";
import type { Synthesized } from "../inspect/synthesized";
import { isObject, type Json, type StackName } from "../inspect/terraform-json";
import type { CapacityCheck } from "../sizing/capacity";
import type { Cost } from "../sizing/cost";
import { stackNames } from "../stacks/names";
import { checklistsOf, type Task } from "./checklist";
import { atRestOf, type AtRest, inTransitOf, type InTransit } from "./encryption";
import { type Exposure, exposuresOf, type Rule, rulesOf, type SubnetFacts, subnetsOf } from "./exposure";
import { type Access, accessOf, type ResourcePolicy, resourcePoliciesOf, type RoleFacts, rolesOf } from "./identity";
import { Model } from "./model";
import { type Protection, protectionsOf } from "./protections";
import { type SecretFacts, secretsOf, secretsReadOf } from "./secrets";
import { type PartFacts, partsOf } from "./settings";
import { inWords } from "./value";
import { type VariableFacts, variablesOf } from "./variables";

/** What the report is made of besides the stacks themselves. */
export interface FactsInput {
  readonly synthesized: Synthesized;
  readonly cost: Cost;
  readonly capacity: readonly CapacityCheck[];
  /** What changed, and in comparison to what. @default - nothing was compared */
  readonly changes?: Changes;
  /** The plan and the tfvars files that the values are from. @default - defaults, and examples where there are none */
  readonly valuesFrom?: string;
}

export interface Changes extends Comparison {
  /** What was compared to what, such as `cdktf.out, before, to this deployment`. */
  readonly title: string;
}

export interface StackFacts {
  readonly stack: StackName;
  readonly name: string;
  readonly resources: number;
  readonly dataSources: number;
  /** `hashicorp/aws >= 5.100.0, < 7.0.0` */
  readonly providers: readonly string[];
  readonly terraform: string;
  /** Where the state is. */
  readonly state: string;
  /** What the stack gives to others. */
  readonly outputs: readonly { readonly name: string; readonly description: string; readonly value: string }[];
}

/** How one requirement of the reference page is met. */
export interface ConformanceFacts {
  readonly id: string;
  readonly quote: string;
  /** `yours`: parts that are brought decide it. */
  readonly verdict: "met" | "differs" | "yours";
  readonly reasons: readonly string[];
}

/** Everything that a report says, as data. */
export interface ReportFacts {
  readonly name: string;
  /** Region that the values are of. */
  readonly region?: string;
  /** Address of Package Manager. */
  readonly url?: string;
  readonly valuesFrom?: string;
  /** One sentence. */
  readonly exposure: string;
  readonly stacks: readonly StackFacts[];
  readonly parts: readonly PartFacts[];
  readonly security: {
    readonly exposures: readonly Exposure[];
    readonly rules: readonly Rule[];
    readonly subnets: readonly SubnetFacts[];
    readonly atRest: readonly AtRest[];
    readonly inTransit: readonly InTransit[];
    readonly roles: readonly RoleFacts[];
    readonly resourcePolicies: readonly ResourcePolicy[];
    readonly access: readonly Access[];
    readonly secrets: readonly SecretFacts[];
    readonly secretsRead: readonly { readonly stack: StackName; readonly address: string; readonly secret: string }[];
    readonly protections: readonly Protection[];
  };
  readonly conformance: readonly ConformanceFacts[];
  readonly variables: readonly { readonly stack: StackName; readonly variables: readonly VariableFacts[] }[];
  readonly cost: Cost;
  readonly capacity: readonly CapacityCheck[];
  readonly checklists: readonly { readonly stack: StackName; readonly tasks: readonly Task[] }[];
  readonly warnings: readonly string[];
  readonly changes?: Changes;
}

/** Collects what a report says of a deployment. */
export function collectFacts(input: FactsInput): ReportFacts {
  const { synthesized, cost, capacity, changes, valuesFrom } = input;
  const model = new Model(synthesized);
  const exposures = exposuresOf(model);
  const region = synthesized.inputs.infrastructure.region ?? synthesized.inputs.application.region;
  const url = model.stacks.infrastructure.output?.url?.value ?? synthesized.inputs.application.url;
  return {
    name: synthesized.deployment.name,
    ...(region !== undefined && { region: inWords(region) }),
    ...(url !== undefined && { url: inWords(url) }),
    ...(valuesFrom !== undefined && { valuesFrom }),
    exposure: inOneSentence(exposures),
    stacks: synthesized.names.map((stack) => stackFacts(model, stack)),
    parts: partsOf(model),
    security: {
      exposures,
      rules: rulesOf(model),
      subnets: subnetsOf(model),
      atRest: atRestOf(model),
      inTransit: inTransitOf(model),
      roles: rolesOf(model),
      resourcePolicies: resourcePoliciesOf(model),
      access: accessOf(model),
      secrets: secretsOf(model),
      secretsRead: secretsReadOf(model).map(({ secret, ...rest }) => ({ ...rest, secret: inWords(secret) })),
      protections: protectionsOf(model),
    },
    conformance: conformanceOf(synthesized),
    variables: synthesized.names.map((stack) => ({ stack, variables: variablesOf(synthesized.stacks, stack) })),
    cost,
    capacity,
    checklists: checklistsOf(synthesized),
    warnings: synthesized.warnings,
    ...(changes && { changes }),
  };
}

function conformanceOf(synthesized: Synthesized): ConformanceFacts[] {
  return judge(synthesized).map(({ id, quote, yours, problems }) => {
    if (yours.length > 0) return { id, quote, verdict: "yours", reasons: yours };
    return { id, quote, verdict: problems.length > 0 ? "differs" : "met", reasons: problems.map(inWords) };
  });
}

function inOneSentence(exposures: readonly Exposure[]): string {
  const named = (wanted: Exposure["open"]) => exposures.filter(({ open }) => open === wanted);
  const say = ({ what, detail }: Exposure) => `${what} (${detail})`;
  const parts = [
    ...named("internet").map((one) => `open to the whole internet: ${say(one)}`),
    ...named("listed").map((one) => `open to listed addresses: ${say(one)}`),
    ...named("unknown").map((one) => `decided elsewhere: ${say(one)}`),
  ];
  if (parts.length === 0) return "Nothing that is made here can be reached from the internet.";
  const sentence = parts.join("; ");
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}. Nothing else that is made here is public.`;
}

function stackFacts(model: Model, stack: StackName): StackFacts {
  const { terraform = {}, output = {} } = model.stacks[stack];
  const own = model.blocks.filter((block) => block.stack === stack);
  const providers = isObject(terraform.required_providers) ? Object.values(terraform.required_providers) : [];
  return {
    stack,
    name: stackNames(model.synthesized.deployment)[stack],
    resources: own.filter(({ kind }) => kind === "resource").length,
    dataSources: own.filter(({ kind }) => kind === "data").length,
    providers: providers.filter(isObject).map(({ source, version }) => `${inWords(source)} ${inWords(version)}`),
    terraform: inWords(terraform.required_version),
    state: stateOf(terraform),
    outputs: Object.entries(output).map(([name, { description, value, sensitive }]) => ({
      name,
      description: inWords(description),
      value: sensitive === true ? "(sensitive)" : inWords(value),
    })),
  };
}

function stateOf({ backend, cloud }: Readonly<Record<string, Json>>): string {
  if (isObject(cloud)) return `HCP Terraform: ${inWords(cloud)}`;
  const [kind, settings] = Object.entries(isObject(backend) ? backend : {})[0] ?? [];
  return kind === undefined ? "the root module's" : `${kind}: ${inWords(settings)}`;
}
