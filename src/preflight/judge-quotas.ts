import { type Finding, failed, passed, unknown } from "./check";

/** Numbers of one quota. */
export interface Usage {
  readonly quota: number;
  readonly used: number;
  /** What the deployment will add. */
  readonly needed: number;
}

/** Whether there is room. `what` is a plural, such as "Elastic IP addresses". */
export function judgeQuota(what: string, { quota, used, needed }: Usage, code: string): Finding {
  const text = `${needed} more ${what} for ${used} of ${quota} in use`;
  if (used + needed <= quota) return passed(text);
  return failed(text, `ask for a quota of at least ${used + needed} (${code}), or give some back`);
}

/** Quotas of on-demand vCPUs, by the letters of the families that count together. */
const families: readonly { readonly families: readonly string[]; readonly code: string; readonly name: string }[] = [
  { families: ["a", "c", "d", "h", "i", "m", "r", "t", "z"], code: "L-1216C47A", name: "standard" },
  { families: ["g", "vt"], code: "L-DB2E81BA", name: "G and VT" },
  { families: ["p"], code: "L-417A185B", name: "P" },
  { families: ["x"], code: "L-7295265B", name: "X" },
  { families: ["f"], code: "L-74FC7D96", name: "F" },
  { families: ["inf"], code: "L-1945791B", name: "Inf" },
];

/**
 * The quota that an instance type counts against; undefined where it is not known here.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
 */
export function vcpuQuota(type: string): { readonly code: string; readonly name: string } | undefined {
  const letters = /^[a-z]+(?=\d)/.exec(type)?.[0] ?? "";
  // Families such as `im` and `is` begin with the letter that they count as; `hpc`, `trn` and `dl` have quotas of their own.
  return families.find(({ families: own }) =>
    own.some(
      (one) =>
        letters === one || (one.length === 1 && letters.length === 2 && letters.startsWith(one) && letters !== "dl"),
    ),
  );
}

/** An instance that runs. */
export interface Running {
  readonly type: string;
  readonly vcpus: number;
  /** Cluster whose node it is. */
  readonly cluster?: string;
}

/** Nodes that are needed, and what of that quota is in use by others and by nodes of the same cluster. */
export function judgeVcpus(
  { type, count, vcpus }: { readonly type: string; readonly count: number; readonly vcpus: number },
  running: readonly Running[],
  cluster: string,
  quota: number,
): Finding {
  const counted = vcpuQuota(type);
  if (!counted)
    return unknown(`the vCPU quota of ${type} is not known here`, "look it up in the Service Quotas console");
  const same = running.filter((instance) => vcpuQuota(instance.type)?.code === counted.code);
  const sum = (some: readonly Running[]) => some.reduce((total, instance) => total + instance.vcpus, 0);
  const own = sum(same.filter((instance) => instance.cluster === cluster));
  const needed = Math.max(0, count * vcpus - own);
  return judgeQuota(`vCPUs (${count} × ${type})`, { quota, used: sum(same), needed }, counted.code);
}

/** A NAT gateway that there is. */
export interface NatGateway {
  readonly zone: string;
  /** Whether it is the deployment's. */
  readonly own: boolean;
}

/**
 * Whether the zones have room for the NAT gateways that the deployment does not have yet.
 *
 * @param zones those that it puts one into.
 */
export function judgeNatGateways(gateways: readonly NatGateway[], zones: readonly string[], quota: number): Finding {
  const own = gateways.filter((gateway) => gateway.own);
  // A network that is there keeps its zones, even where others would be chosen today.
  if (own.length >= zones.length) return passed("those of the deployment are there");
  const open = zones.filter((zone) => !own.some((gateway) => gateway.zone === zone));
  const used = (zone: string) => gateways.filter((gateway) => gateway.zone === zone).length;
  const full = open.filter((zone) => used(zone) >= quota);
  if (full.length === 0) {
    const most = Math.max(0, ...open.map(used));
    return passed(`${open.length} more NAT gateways, one a zone, for at most ${most} of ${quota} in use there`);
  }
  return failed(
    `${quota} of ${quota} NAT gateways are in use in ${full.join(", ")}`,
    `ask for a quota of at least ${quota + 1} a zone (L-FE5A380F), or name other zones in availability_zones`,
  );
}
