import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { PropError } from "../core";

/** Shorter prefixes are no list of known addresses any more. */
const MIN_PREFIX_LENGTH = 8;
const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/(\d{1,2})$/;

/**
 * Checks that `cidrs`, as far as known at synth time, narrows who reaches a public endpoint.
 *
 * @throws PropError naming the prop, the value and the fix.
 */
export function requirePublicAccessCidrs(scope: IConstruct, prop: string, cidrs: readonly string[]): void {
  if (Token.isUnresolved(cidrs)) return;
  const fix = "list the addresses that your runners and administrators come from";
  if (cidrs.length === 0) throw new PropError(scope, prop, cidrs, "at least one IPv4 CIDR", fix);
  for (const cidr of cidrs) {
    if (Token.isUnresolved(cidr)) continue;
    const length = Number(CIDR.exec(cidr)?.[2]);
    if (!(length >= MIN_PREFIX_LENGTH && length <= 32)) {
      throw new PropError(scope, prop, cidr, `an IPv4 CIDR from /${MIN_PREFIX_LENGTH} to /32`, fix);
    }
  }
}
