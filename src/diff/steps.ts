import {
  blocksOf,
  isObject,
  type JsonObject,
  type StackName,
  stackRoles,
  type TerraformJson,
} from "../inspect/terraform-json";
import type { Difference, NamedStacks } from "./difference";
import { handoverBetween, type Handover } from "./handover";
import { nounOf } from "./nouns";
import { some } from "./words";

/** In which stacks are applied. */
const order: readonly StackName[] = ["workspaces", "infrastructure", "application"];

/** A stack's name is that of its deployment and what it is for. */
export function roleOf(stack: string): { readonly deployment: string; readonly role: StackName | undefined } {
  const role = stackRoles.find((one) => stack.endsWith(`-${one}`));
  return { deployment: role ? stack.slice(0, -role.length - 1) : stack, role };
}

/** What to do to come from one output to the other, deployment by deployment. */
export function stepsBetween(
  before: NamedStacks,
  after: NamedStacks,
  differences: readonly Difference[],
): readonly string[] {
  const names = [...Object.keys(before), ...Object.keys(after)];
  const deployments = [...new Set(names.map((name) => roleOf(name).deployment))].sort();
  return deployments.flatMap((deployment) => new Steps(deployment, before, after, differences).list());
}

type Change = "made" | "changed" | "gone" | "same";

class Steps {
  private readonly stacks: readonly string[];
  private readonly handover: Handover;

  constructor(
    deployment: string,
    private readonly before: NamedStacks,
    private readonly after: NamedStacks,
    private readonly differences: readonly Difference[],
  ) {
    const there = (name: string) => name in before || name in after;
    // A stack of another name than this app gives stands for itself.
    this.stacks = [...order.map((role) => `${deployment}-${role}`), deployment].filter(there);
    const [infrastructure, application] = [`${deployment}-infrastructure`, `${deployment}-application`];
    this.handover = handoverBetween(
      { infrastructure: before[infrastructure], application: before[application] },
      { infrastructure: after[infrastructure], application: after[application] },
      this.of(infrastructure),
    );
  }

  list(): string[] {
    const applied = this.stacks.filter((stack) => this.needsApply(stack));
    if (this.handover.applicationFirst) swap(applied, "infrastructure", "application");
    const gone = this.stacks.filter((stack) => this.change(stack) === "gone").reverse();
    const [goneLast, goneFirst] = partition(gone, (stack) => roleOf(stack).role !== "application");
    const [workspaces, others] = partition(applied, (stack) => roleOf(stack).role === "workspaces");
    return [
      ...workspaces.map((stack) => this.apply(stack)),
      ...this.stacks.flatMap((stack) => this.unprotect(stack)),
      ...goneFirst.map(destroy),
      ...others.map((stack) => this.apply(stack)),
      ...goneLast.map(destroy),
    ];
  }

  private of(stack: string): Difference[] {
    return this.differences.filter((difference) => difference.stack === stack);
  }

  private change(stack: string): Change {
    if (!(stack in this.before)) return "made";
    if (!(stack in this.after)) return "gone";
    return this.of(stack).length > 0 ? "changed" : "same";
  }

  private needsApply(stack: string): boolean {
    const change = this.change(stack);
    const isReading = roleOf(stack).role === "application" && this.handover.changed.length > 0;
    return change === "made" || change === "changed" || (change === "same" && isReading);
  }

  private apply(stack: string): string {
    const change = this.change(stack);
    const { role, deployment } = roleOf(stack);
    const { changed, lost, applicationFirst } = this.handover;
    const infrastructure = `${deployment}-infrastructure`;
    const isApplication = role === "application";
    const copied = isApplication ? this.copied(stack) : [];
    if (copied.length > 0) {
      const copy = `copy ${listed(copied, "output")} of ${infrastructure} into the variables of ${stack}`;
      return `${copy}, and apply ${stack}${this.notes(stack)}`;
    }
    if (change === "same") {
      return `plan ${stack}, and apply it if the plan shows a change: it reads ${listed(changed, "output")} of ${infrastructure}`;
    }
    const text = `apply ${stack}${this.notes(stack)}`;
    if (isApplication && applicationFirst) {
      return `${text}; first, since it still uses what ${infrastructure} removes (${some(lost)})`;
    }
    if (role !== "infrastructure" || applicationFirst || lost.length === 0) return text;
    const window = `until the next step, ${deployment}-application uses what this removes (${some(lost)})`;
    return `${text}; ${window}: choose a time when it may be away, and back up what it holds`;
  }

  /** What an apply needs that the one before did not. */
  private notes(stack: string): string {
    const of = (address: string) => this.of(stack).find((difference) => difference.address === address);
    const isNew = this.change(stack) === "made";
    const handed = roleOf(stack).role === "application" ? this.copied(stack) : [];
    const required = this.required(stack).filter((name) => !handed.includes(name));
    const latter = this.after[stack]?.variable ?? {};
    const obsolete = Object.keys(this.before[stack]?.variable ?? {}).filter((name) => !(name in latter));
    const initialize = of("terraform.required_providers") ? ["run `terraform init -upgrade`, for other providers"] : [];
    const migrate = of("terraform.state") ? ["run `terraform init -migrate-state`: its state moves"] : [];
    const notes = [
      ...(isNew ? [] : migrate.length > 0 ? migrate : initialize),
      ...(required.length > 0 ? [`set ${listed(required, "new variable")}`] : []),
      ...(obsolete.length > 0 && !isNew ? [`remove ${listed(obsolete, "variable")} from its values`] : []),
    ];
    return notes.length > 0 ? ` (before: ${notes.join("; ")})` : "";
  }

  /** Variables that have become needed. */
  private required(stack: string): string[] {
    const former = this.before[stack]?.variable ?? {};
    return Object.entries(this.after[stack]?.variable ?? {})
      .filter(([name, body]) => !("default" in body) && !(name in former && !("default" in (former[name] ?? {}))))
      .map(([name]) => name);
  }

  /** Outputs that people bring to the application. */
  private copied(stack: string): string[] {
    const { byVariables, changed, read } = this.handover;
    if (!byVariables) return [];
    const required = this.required(stack);
    return read.filter((name) => changed.includes(name) || required.includes(name));
  }

  /** AWS refuses to delete what is protected, and a resource without configuration can no longer be changed. */
  private unprotect(stack: string): string[] {
    const removed = this.of(stack).filter(({ kind }) => kind === "removed");
    const nouns = protectedNouns(this.before[stack], new Set(removed.map(({ address }) => address)));
    if (nouns.length === 0) return [];
    const how = `with the former deployment file and \`protection: false\`, synthesize and apply ${stack}`;
    return [`${how}: so far ${some(nouns)} ${nouns.length === 1 ? "is" : "are"} protected against being destroyed`];
  }
}

function destroy(stack: string): string {
  return `destroy ${stack}: \`terraform destroy\` in its folder of the former output, and only then write the new one`;
}

/** What people call the protected resources of a stack among `addresses`. */
function protectedNouns(stack: TerraformJson = {}, addresses: ReadonlySet<string>): string[] {
  return blocksOf(stack)
    .filter(({ address, body }) => addresses.has(address) && isProtected(body))
    .map(nounOf);
}

/** Whether Terraform or AWS refuses to destroy a resource with these arguments. */
export function isProtected({ lifecycle, deletion_protection, enable_deletion_protection }: JsonObject): boolean {
  const prevents = isObject(lifecycle) && lifecycle.prevent_destroy === true;
  return prevents || deletion_protection === true || enable_deletion_protection === true;
}

function swap(stacks: string[], first: StackName, second: StackName): void {
  const [a, b] = [first, second].map((role) => stacks.findIndex((stack) => roleOf(stack).role === role));
  if (a === undefined || b === undefined || a < 0 || b < 0) return;
  [stacks[a], stacks[b]] = [stacks[b] as string, stacks[a] as string];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** `the output url`, `the outputs a and b` */
function listed(names: readonly string[], what: string): string {
  return `the ${what}${names.length === 1 ? "" : "s"} ${some(names)}`;
}
