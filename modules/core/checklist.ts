import { Annotations, DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** Something that must be done by hand, since it concerns what this app does not own. */
export interface Task {
  /** One sentence: what has to be so, on which thing. */
  readonly what: string;
  /** Exactly what to add: a policy, a rule, a tag, a record or a command. @default - `what` says it all */
  readonly text?: string;
}

/** Type of the metadata under which a construct keeps its tasks. */
const metadataType = "checklist";

/**
 * Leaves a task to the user: a warning at synth, and a line in the checklist beside the stack's JSON. References in it
 * are written as Terraform shows them.
 */
export function leaveToUser(scope: IConstruct, task: Task): void {
  const { what, text } = readable(scope, task);
  Annotations.of(scope).addWarning(text === undefined ? what : `${what}: ${text}`);
  scope.node.addMetadata(metadataType, { what, ...(text !== undefined && { text }) });
}

/** The tasks of `scope` and of everything below it, with the path of the construct that left each. */
export function tasksOf(scope: IConstruct): (Task & { readonly path: string })[] {
  return scope.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === metadataType)
        .map(({ data }) => ({ ...(data as Task), path: node.path })),
    );
}

/** `value` with references written as Terraform shows them, such as `${var.vpc_id}`. */
export function readable<T>(scope: IConstruct, value: T): T {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as T;
}
