import { parseTemplate, type Expression } from "./expression";

/** What an expression reads, such as `["aws_db_instance", "database", "address"]`. Stops at the first computed index. */
export type Reference = readonly (string | number)[];

/** Everything that a string of a Terraform JSON file reads. Names that a `for` binds are left out. */
export function referencesIn(text: string): Reference[] {
  return /[$%]\{/.test(text) ? collect(parseTemplate(text), new Set()) : [];
}

/** Address of the block that a reference reads: `var.name`, `local.x`, `data.aws_region.current`, `aws_vpc.network`. */
export function referencedAddress(reference: Reference): string {
  const [root] = reference;
  const parts = root === "data" || root === "ephemeral" ? 3 : 2;
  return reference.slice(0, parts).join(".");
}

function collect(expression: Expression, bound: ReadonlySet<string>): Reference[] {
  const all = (...parts: (Expression | undefined)[]): Reference[] =>
    parts.flatMap((part) => (part ? collect(part, bound) : []));
  switch (expression.is) {
    case "literal":
      return [];
    case "name":
      return bound.has(expression.name) ? [] : [[expression.name]];
    case "get": {
      const chain = chainOf(expression);
      if (chain) return bound.has(String(chain[0])) ? [] : [chain];
      return all(expression.of, expression.key);
    }
    case "template":
      return all(...expression.parts);
    case "call":
    case "operation":
      return all(...expression.args);
    case "if":
      return all(expression.test, expression.then, expression.otherwise);
    case "list":
      return all(...expression.items);
    case "object":
      return all(...expression.entries.flat());
    case "for": {
      const inner = new Set([...bound, ...expression.names]);
      const parts = [expression.key, expression.value, expression.when].filter((part) => part !== undefined);
      return [...all(expression.over), ...parts.flatMap((part) => collect(part, inner))];
    }
  }
}

/** `a.b[0].c` as a list, or `undefined` when something in it is computed. */
function chainOf(expression: Expression): Reference | undefined {
  if (expression.is === "name") return [expression.name];
  if (expression.is !== "get" || expression.key.is !== "literal") return undefined;
  const { value } = expression.key;
  const start = chainOf(expression.of);
  return start && (typeof value === "string" || typeof value === "number") ? [...start, value] : undefined;
}
