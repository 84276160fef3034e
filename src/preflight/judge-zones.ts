import { type Finding, failed, passed } from "./check";

interface Wanted {
  /** How many zones there must be. */
  readonly count: number;
  /** Those that are given; none where Terraform chooses. */
  readonly named: readonly string[];
}

/**
 * Whether enough zones offer an instance type.
 *
 * @param offering zones that offer it.
 * @param usable zones of the region that EKS works in.
 */
export function judgeZones(
  type: string,
  offering: readonly string[],
  usable: readonly string[],
  { count, named }: Wanted,
): Finding {
  const fit = usable.filter((zone) => offering.includes(zone)).sort();
  const list = fit.length > 0 ? fit.join(", ") : "none";
  const unfit = named.filter((zone) => !fit.includes(zone));
  if (unfit.length > 0) {
    return failed(
      `${unfit.join(", ")} ${unfit.length > 1 ? "do" : "does"} not offer ${type} with EKS; those that do: ${list}`,
      "take other zones, or another node_instance_type",
    );
  }
  const found = named.length > 0 ? named.length : fit.length;
  if (found < count) {
    return failed(
      `${type} is offered in ${fit.length} zones (${list}), expected ${count}`,
      "take another node_instance_type, or set network.zones lower",
    );
  }
  return passed(`${type} is offered in ${named.length > 0 ? named.join(", ") : list}`);
}
