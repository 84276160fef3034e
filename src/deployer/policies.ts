import { type Grant, grant, type Operation } from "./access";
import { type Naming, named, namingOf, unknownRole } from "./naming";
import { stateGrants } from "./state";
import { accessByType } from "./table";
import { unnarrowable } from "./unnarrowable";

/** What is read of a stack's JSON. */
export interface StackJson {
  readonly terraform?: { readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
}
type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the deployer of a stack does. An apply plans, too. */
export type Phase = "plan" | "apply";
const OPERATIONS: Readonly<Record<Phase, readonly Operation[]>> = {
  plan: ["read"],
  apply: ["read", "create", "update", "delete"],
};

/** Characters that IAM allows a managed policy, white space not counted. */
export const MOST_CHARACTERS = 6144;

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Grant["when"];
}

export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * What whoever plans or applies a stack needs in AWS, as managed policies that IAM takes. Generated from the types of what
 * is in the stack; regions, accounts and ids are `*`.
 *
 * @param name start of the names of everything that the deployment makes.
 * @param before the stacks that this one builds on, which say what of theirs has the deployment's own name.
 */
export function deployerPolicies(phase: Phase, stack: StackJson, name: string, before: readonly StackJson[]): Policy[] {
  const grants = typesOf(withoutOtherAccess(stack)).flatMap((type) =>
    OPERATIONS[phase].flatMap((operation) => accessByType[type]?.[operation] ?? []),
  );
  const also = phase === "apply" ? privateNames(stack) : [];
  const all = [...grants, ...also, ...assumedRoles(stack), ...stateGrants(phase, stack)];
  return packed(statements(all, namingOf(name, stack, before)));
}

/** The policies of a stack's deployer, by path in its folder: `deployer/plan-1.json`, … */
export function deployerFiles(stackName: string, stack: StackJson, before: readonly StackJson[]): [string, Policy][] {
  const name = stackName.replace(/-(infrastructure|application|workspaces)$/, "");
  return (["plan", "apply"] as const).flatMap((phase) =>
    deployerPolicies(phase, stack, name, before).map((one, i): [string, Policy] => [
      `deployer/${phase}-${i + 1}.json`,
      one,
    ]),
  );
}

/** Every type of the stack that AWS's provider knows, as in {@link accessByType}. */
export function typesOf({ resource = {}, data = {}, ephemeral = {} }: StackJson): string[] {
  const kinds: [string, Blocks][] = [
    ["", resource],
    ["data.", data],
    ["ephemeral.", ephemeral],
  ];
  return kinds.flatMap(([prefix, blocks]) =>
    Object.keys(blocks)
      .filter((type) => type.startsWith("aws_"))
      .map((type) => prefix + type),
  );
}

/** A provider that works under another role has that one's rights. */
function withoutOtherAccess(stack: StackJson): StackJson {
  const { provider = {} } = stack;
  const assuming = (provider.aws ?? [])
    .filter(({ alias, assume_role }) => alias !== undefined && assume_role !== undefined)
    .map(({ alias }) => `aws.${String(alias)}`);
  const own = (blocks: Blocks = {}): Blocks =>
    Object.fromEntries(
      Object.entries(blocks)
        .map(([type, byName]): [string, Blocks[string]] => [
          type,
          Object.fromEntries(Object.entries(byName).filter(([, block]) => !assuming.includes(providerOf(block)))),
        ])
        .filter(([, byName]) => Object.keys(byName).length > 0),
    );
  return { ...stack, resource: own(stack.resource), data: own(stack.data), ephemeral: own(stack.ephemeral) };
}

function providerOf(block: unknown): string {
  return String((block as { provider?: unknown }).provider);
}

/** An interface endpoint takes over AWS's name of its service in the network by a zone that EC2 makes for it. */
function privateNames({ resource = {} }: StackJson): Grant[] {
  const endpoints = Object.values(resource.aws_vpc_endpoint ?? {}) as { private_dns_enabled?: unknown }[];
  return endpoints.some((endpoint) => endpoint.private_dns_enabled === true)
    ? [grant("route53", "AssociateVPCWithHostedZone", ["route53:hostedzone/*"])]
    : [];
}

/** A provider that works under another role starts from the deployer's. Whose it is, only a variable says. */
function assumedRoles({ provider = {} }: StackJson): Grant[] {
  return (provider.aws ?? [])
    .filter(({ assume_role }) => assume_role !== undefined)
    .map(({ alias }) => ({
      actions: ["sts:AssumeRole"],
      on: [unknownRole(alias === undefined ? "assumed_role" : "hosted_zone_role")],
    }));
}

/** One statement for all actions on the same resources under the same condition. */
function statements(grants: readonly Grant[], naming: Naming): Statement[] {
  const merged = new Map<string, { actions: Set<string>; on: string[]; when?: Grant["when"] }>();
  for (const { actions, on, when } of grants) {
    for (const action of actions) {
      const where = unnarrowable.has(action) ? ["*"] : on.flatMap((arn) => named(arn, naming));
      // A stack that neither makes a role nor is given one hands on none.
      if (where.length === 0) continue;
      const resources = [...new Set(where)].sort();
      const key = JSON.stringify([resources, when]);
      const known = merged.get(key) ?? { actions: new Set(), on: resources, ...(when && { when }) };
      known.actions.add(action);
      merged.set(key, known);
    }
  }
  const sorted = [...merged.values()].map(({ actions, on, when }) => ({ actions: [...actions].sort(), on, when }));
  const first = ({ on, actions }: (typeof sorted)[number]) => `${on[0] === "*" ? "" : actions[0]} ${on.join()}`;
  return sorted
    .sort((a, b) => (first(a) < first(b) ? -1 : 1))
    .map(({ actions, on, when }, i) => ({
      Sid: sid(actions, on, i),
      Effect: "Allow",
      Action: actions,
      Resource: on,
      ...(when && { Condition: when }),
    }));
}

/** Letters and digits: the service, and a number that makes it unique. */
function sid(actions: readonly string[], on: readonly string[], index: number): string {
  const service = on[0] === "*" ? "anything" : (actions[0] ?? "").replace(/:.*/, "").replace(/\W/g, "");
  return `${service}${index + 1}`;
}

/** As few documents as they fit into, in order. */
function packed(all: readonly Statement[]): Policy[] {
  const documents: Statement[][] = [];
  const empty = JSON.stringify(policy([])).length;
  let size = 0;
  for (const statement of all) {
    const { length } = JSON.stringify(statement);
    const last = documents.at(-1);
    const comma = 1;
    if (last && size + comma + length <= MOST_CHARACTERS) {
      last.push(statement);
      size += comma + length;
    } else {
      documents.push([statement]);
      size = empty + length;
    }
  }
  return documents.map(policy);
}

function policy(Statement: readonly Statement[]): Policy {
  return { Version: "2012-10-17", Statement };
}
