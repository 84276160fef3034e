/** Returns `value` with all of its text, keys included, kept from Terraform, which would evaluate `${…}` and `%{…}`. */
export function literal<T>(value: T): T {
  return escapeMember(value) as T;
}

function escapeMember(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{");
  if (Array.isArray(value)) return value.map(escapeMember);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [escapeMember(key) as string, escapeMember(member)]),
  );
}
