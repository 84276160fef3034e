import { type Finding, failed, passed } from "./check";

interface Certificate {
  /** As ACM calls it: `ISSUED`, `PENDING_VALIDATION`, … */
  readonly status: string;
  readonly names: readonly string[];
  readonly until?: Date;
}

/** Whether browsers would take a certificate for a domain. */
export function judgeCertificate(
  { status, names, until }: Certificate,
  domain: string | undefined,
  today: Date,
): Finding {
  if (status !== "ISSUED") {
    const fix =
      status === "PENDING_VALIDATION" ? "make the records that ACM asks for, and wait" : "have another one issued";
    return failed(`its status is ${status}, expected ISSUED`, fix);
  }
  const day = until?.toISOString().slice(0, 10);
  if (until && until <= today) return failed(`it was valid until ${day}`, "renew it");
  if (domain !== undefined && !names.some((name) => covers(name, domain))) {
    return failed(`it is for ${[...new Set(names)].join(", ")}, not for ${domain}`, "have one issued for that name");
  }
  return passed(
    ["issued", ...(domain === undefined ? [] : [`covers ${domain}`]), ...(day ? [`valid until ${day}`] : [])].join(
      ", ",
    ),
  );
}

/** A wildcard stands for one label. */
export function covers(name: string, domain: string): boolean {
  const [own, wanted] = [name.toLowerCase(), domain.toLowerCase()];
  if (own === wanted) return true;
  return own.startsWith("*.") && wanted.includes(".") && wanted.slice(wanted.indexOf(".")) === own.slice(1);
}
