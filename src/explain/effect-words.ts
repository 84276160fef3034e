import type { Effect, EffectKind } from "./effects";
import type { ChangeOf } from "./explain";

/** The gravest first. */
const order: readonly EffectKind[] = ["replace", "destroy", "restart", "update", "create", "unknown"];

/** What a change does, in few words for a table: `replaces 2 · in place 1`. */
export function shortEffect(change: ChangeOf): string {
  if (!change.known) return "unknown";
  const { changes, outputs = [] } = change;
  if (changes.length === 0) return outputs.length > 0 ? `outputs only: ${outputs.join(", ")}` : "nothing";
  const parts = order.flatMap((kind) => {
    const of = changes.filter(({ effect }) => effect === kind);
    return of.length === 0 ? [] : [words(kind, of)];
  });
  return parts.join(" · ");
}

function words(kind: EffectKind, effects: readonly Effect[]): string {
  const names = listed(effects);
  switch (kind) {
    case "replace":
      return `replaces ${names}`;
    case "destroy":
      return `destroys ${names}`;
    case "restart":
      return "restarts the pods";
    case "update":
      return `in place: ${names}`;
    case "create":
      return `makes ${names}`;
    case "unknown":
      return `unknown: ${names}`;
  }
}

const most = 3;

/** Types of the resources, the frequent ones first. */
function listed(effects: readonly Effect[]): string {
  const counts = new Map<string, number>();
  for (const { address } of effects) {
    const type = address.split(".")[0] ?? "";
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const types = [...counts].sort(([, a], [, b]) => b - a).map(([type, n]) => (n === 1 ? type : `${n} ${type}`));
  const rest = [...counts.values()]
    .sort((a, b) => b - a)
    .slice(most)
    .reduce((sum, n) => sum + n, 0);
  return rest > 0 ? `${types.slice(0, most).join(", ")} and ${rest} more` : types.join(", ");
}

/** What a change does, the gravest first: a line a resource, or, where they are many, a line an effect. */
export function effectLines(change: ChangeOf): string[] {
  if (!change.known) return [`unknown: ${change.reason}`];
  const { changes, outputs = [], note, from, to, shownBy } = change;
  const lines = order.flatMap((kind) => linesOf(changes.filter(({ effect }) => effect === kind)));
  return [
    ...(lines.length > 0 ? lines : ["nothing"]),
    ...(outputs.length > 0 ? [`outputs with another value: ${outputs.join(", ")}`] : []),
    ...(note ? [note] : []),
    `shown by a plan from ${JSON.stringify(from)} to ${JSON.stringify(to)} (${shownBy})`,
  ];
}

const verbs: Readonly<Record<EffectKind, string>> = {
  replace: "replaced",
  destroy: "destroyed",
  restart: "pods restarted by a rolling update",
  update: "in place",
  create: "made",
  unknown: "changed, how is unknown without the provider of its resource",
};

const mostLines = 6;

function linesOf(effects: readonly Effect[]): string[] {
  const [first] = effects;
  if (first === undefined) return [];
  if (effects.length <= mostLines) return effects.map(effectLine);
  const refused = effects.filter(isRefused).map(({ address }) => address);
  const isHeld = refused.length > 0 ? `; refused while protection is true for ${refused.join(", ")}` : "";
  return [`${effects.length} resources ${verbs[first.effect]}: ${listed(effects)} (--json lists each)${isHeld}`];
}

function effectLine(effect: Effect): string {
  const names = effect.arguments.length > 0 ? ` (${effect.arguments.join(", ")})` : "";
  return `${effect.address}: ${verbs[effect.effect]}${names}${isRefused(effect) ? "; refused while protection is true" : ""}`;
}

function isRefused({ effect, protected: isProtected }: Effect): boolean {
  return isProtected === true && (effect === "replace" || effect === "destroy");
}
