import { failed, type Finding } from "./check";

/** A lock, as Terraform writes it down. */
export function held(what: string, info: string): Finding {
  const { ID: id, Who: who, Operation: operation, Created: since } = parsed(info);
  const by = [who && `by ${who}`, operation && `for ${operation}`, since && `since ${since}`].filter(Boolean).join(" ");
  return failed(
    [`${what} is locked`, by].filter(Boolean).join(" "),
    `wait for that run; if it is dead, terraform force-unlock ${id ?? "ID"}`,
  );
}

function parsed(info: string): Readonly<Partial<Record<string, string>>> {
  try {
    return JSON.parse(info) as Record<string, string>;
  } catch {
    return {};
  }
}
