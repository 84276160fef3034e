import { failed, type Finding } from "./check";

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  /** Addresses that are free. */
  readonly free: number;
}

/** The fewest free addresses that EKS asks of a subnet, and recommends twice over. */
const leastFree = 6;

/** What is wrong with the subnets of one variable. */
export function judgeSubnets(variable: string, subnets: readonly Subnet[], vpcId: string | undefined): Finding[] {
  const findings: Finding[] = [];
  const strange = subnets.filter((subnet) => vpcId !== undefined && subnet.vpcId !== vpcId);
  if (strange.length > 0) {
    const list = strange.map((subnet) => `${subnet.id} of ${subnet.vpcId}`).join(", ");
    findings.push(failed(`${variable} has ${list}, expected subnets of ${vpcId}`, `correct ${variable} or vpc_id`));
  }
  const zones = [...new Set(subnets.map(({ zone }) => zone))].sort();
  if (zones.length < 2) {
    findings.push(
      failed(`${variable} is all in ${zones.join(", ")}, expected two zones or more`, `add a subnet of another zone`),
    );
  }
  const full = subnets.filter(({ free }) => free < leastFree);
  if (full.length > 0) {
    const list = full.map(({ id, free }) => `${id} with ${free}`).join(", ");
    findings.push(
      failed(`${variable} has ${list} free addresses, expected at least ${leastFree}`, "give a subnet with more room"),
    );
  }
  return findings;
}
