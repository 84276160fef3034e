import type { TerraformJson } from "../inspect/terraform-json";
import type { Difference } from "./difference";
import { type Entry, entriesOf, Readers } from "./entries";

/** What of the infrastructure the application reads, and what of it is not as it was. */
export interface Handover {
  /** Outputs that the application reads from now on and that are new, or come from something new or changed. */
  readonly changed: readonly string[];
  /** Outputs that the application read and that came from nothing but what is removed. */
  readonly lost: readonly string[];
  /** Whether the application must let go before the infrastructure removes, and needs nothing new of it. */
  readonly applicationFirst: boolean;
  /** Every output that the application reads from now on. */
  readonly read: readonly string[];
  /** Whether people copy the outputs into variables, rather than Terraform reading a state. */
  readonly byVariables: boolean;
}

interface Pair {
  readonly infrastructure: TerraformJson | undefined;
  readonly application: TerraformJson | undefined;
}

/** @param differences of the infrastructure */
export function handoverBetween(before: Pair, after: Pair, differences: readonly Difference[]): Handover {
  const [former, latter] = [readOutputs(before), readOutputs(after)];
  const kinds = new Map(differences.filter(reachesOutputs).map(({ address, kind }) => [address, kind]));
  const [formerSources, latterSources] = [sources(before.infrastructure), sources(after.infrastructure)];
  const changed = latter.names.filter((name) => {
    return kinds.has(`output.${name}`) || latterSources(name).some(({ address }) => kinds.has(address));
  });
  const lost = former.names.filter((name) => {
    const from = formerSources(name).filter(({ isResource }) => isResource);
    return from.length > 0 && from.every(({ address }) => kinds.get(address) === "removed");
  });
  const givesNew = latter.names.some((name) => kinds.has(`output.${name}`));
  const { names: read, byVariables } = latter;
  return { changed, lost, applicationFirst: lost.length > 0 && !givesNew, read, byVariables };
}

/** Whether a difference can change what a resource gives: protection cannot. */
function reachesOutputs({ kind, arguments: changes }: Difference): boolean {
  const protection = /^(lifecycle\b|deletion_protection$|enable_deletion_protection$|force_destroy$)/;
  return kind !== "changed" || changes.length === 0 || !changes.every(({ path }) => protection.test(path));
}

/** Outputs of the infrastructure that the application reads: from its state, else by variables of the same name. */
function readOutputs({ infrastructure, application = {} }: Pair): { names: string[]; byVariables: boolean } {
  const reads = JSON.stringify(application).matchAll(/\bterraform_remote_state\.\w+\.outputs\.(\w+)/g);
  const fromState = [...new Set([...reads].map(([, name = ""]) => name))].sort();
  if (fromState.length > 0) return { names: fromState, byVariables: false };
  const outputs = Object.keys(infrastructure?.output ?? {});
  const names = outputs.filter((name) => Object.hasOwn(application.variable ?? {}, name)).sort();
  return { names, byVariables: names.length > 0 };
}

/** Where an output comes from. */
function sources(stack: TerraformJson = {}): (output: string) => Entry[] {
  const readers = new Readers(entriesOf(stack));
  return (output) => readers.sourcesOf(`output.${output}`);
}
