import { type Finding, failed, passed } from "./check";
import type { NameServers } from "./outside";

/** Whether a hosted zone can have the records. */
export function judgeZone(
  zone: { readonly name: string; readonly isPrivate: boolean },
  { domain, mustBePublic }: { readonly domain: string | undefined; readonly mustBePublic: boolean },
): Finding {
  const name = zone.name.replace(/\.$/, "");
  const kind = zone.isPrivate ? "private" : "public";
  if (zone.isPrivate && mustBePublic) {
    return failed(
      `${name} is a private zone, in which ACM cannot validate a certificate`,
      "give a public hosted_zone_id",
    );
  }
  if (domain !== undefined && domain !== name && !domain.endsWith(`.${name}`)) {
    return failed(
      `domain_name is ${domain}, which is not in the zone ${name}`,
      `take a name that ends with .${name}, or another hosted_zone_id`,
    );
  }
  return passed(domain === undefined ? `${name}, ${kind}` : `${name}, ${kind}, has ${domain}`);
}

/**
 * Whether a zone is delegated to Route 53.
 *
 * @param own name servers of the hosted zone.
 * @param answered what DNS gives.
 */
export function judgeDelegation(zone: string, own: readonly string[], answered: NameServers): Finding {
  const plain = (names: readonly string[]) => names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();
  const expected = plain(own);
  const fix = `set the NS records of ${zone} at its registrar or in its parent zone to ${expected.join(", ")}`;
  if (answered === "lame") {
    return failed(
      `DNS cannot look up ${zone}: the servers that its parent zone names do not know it, or a DS record there is wrong`,
      fix,
    );
  }
  const found = plain(answered);
  if (found.length === 0) return failed(`DNS gives no name servers for ${zone}: it is not delegated`, fix);
  const strange = found.filter((name) => !expected.includes(name));
  if (strange.length > 0) {
    return failed(`DNS gives ${strange.join(", ")} for ${zone}, not the servers of the hosted zone`, fix);
  }
  return passed(`${zone} is delegated to the servers of the hosted zone`);
}
