/** A resource that has another address than before. */
export interface Move {
  /** Address that states in use may still have, such as `aws_s3_bucket.packages`. */
  readonly from: string;
  /** Its address now. */
  readonly to: string;
}

/**
 * Every renamed or moved resource, oldest first. Entries stay: a state may be as old as the first of them. One that was
 * renamed twice has two entries, a → b and b → c.
 */
export const moves: readonly Move[] = [];

/**
 * Returns the `moved` blocks of a stack that defines `addresses`: each move that leads to one of them. A move from an
 * address that the stack still defines is left out, since Terraform refuses it.
 */
export function movedBlocks(list: readonly Move[], addresses: ReadonlySet<string>): Move[] {
  const leadsHere = (to: string, seen: readonly string[] = []): boolean =>
    addresses.has(to) ||
    list.some((next) => next.from === to && !seen.includes(to) && leadsHere(next.to, [...seen, to]));
  return list.filter(({ from, to }) => !addresses.has(from) && leadsHere(to));
}
