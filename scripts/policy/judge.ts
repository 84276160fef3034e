import type { Finding } from "./checkov";

/** A check that does not apply to some resources. */
export interface Skip {
  readonly check: string;
  readonly addresses: readonly string[];
  /** Plans that it is about. @default - all */
  readonly plans?: readonly string[];
  /** Why the resources are right as they are. */
  readonly reason: string;
}

/** What is wrong: findings that no skip covers, and what is skipped although it does not fail. One line each. */
export function judge(findings: readonly Finding[], skips: readonly Skip[]): string[] {
  const failed = findings.filter(({ passed }) => !passed);
  const unused = skips.flatMap((skip) => {
    const covered = failed.filter((finding) => covers(skip, finding));
    const line = (what: string) => `skip of ${skip.check} for ${what}: nothing fails there; remove it`;
    return [
      ...skip.addresses.filter((address) => !covered.some((finding) => finding.address === address)).map(line),
      ...(skip.plans ?? []).filter((plan) => !covered.some((finding) => finding.plan === plan)).map(line),
    ];
  });
  return [...grouped(failed.filter((finding) => !skips.some((skip) => covers(skip, finding)))), ...unused];
}

export function covers(skip: Skip, { check, address, plan }: Finding): boolean {
  return skip.check === check && skip.addresses.includes(address) && (skip.plans?.includes(plan) ?? true);
}

/** The same finding in many plans is one line. */
function grouped(failed: readonly Finding[]): string[] {
  const plans = new Map<string, string[]>();
  for (const { check, address, title, plan } of failed) {
    const line = `${check} ${address}: ${title}`;
    plans.set(line, [...(plans.get(line) ?? []), plan]);
  }
  return [...plans].map(([line, names]) => `${line} (${[...new Set(names)].join(", ")})`).sort();
}

/** How many checks were evaluated for each type of resource, the most first. */
export function evaluated(findings: readonly Finding[]): [type: string, checks: number][] {
  const counts = new Map<string, number>();
  for (const { address } of findings) {
    const type = /^(?:data\.)?[a-z0-9_]+/.exec(address)?.[0] ?? address;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
