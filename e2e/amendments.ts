import type { AwsClient } from "./aws-client";
import { clusterUpdate } from "./cluster-updates";
import { databaseFilter } from "./database-filter";
import { aboutInstanceTypes } from "./instance-types";
import { Placement } from "./placement";
import type { Exchange } from "./recorder";
import { RememberedAlarms } from "./remembered-alarms";

/** Answers in place of the emulator; undefined where its own stands. */
export type Amendment = (exchange: Exchange) => string | undefined;

/**
 * Where the emulator cannot answer at all, the test does, in AWS's form: numbers of instance types, the security
 * group that EKS makes with a cluster, which the emulator names but does not make, one server among several, how
 * the update of an add-on goes, where things are, and the settings of alarms.
 */
export async function amendments(aws: AwsClient): Promise<Amendment> {
  const { GroupId } = await aws.call<{ GroupId: string }>("ec2", "create_security_group", {
    GroupName: "eks-cluster",
    Description: "Stands for the group that EKS makes with the cluster",
  });
  const placement = new Placement();
  const alarms = new RememberedAlarms();
  const cluster = (exchange: Exchange): string | undefined => {
    const response = placement.amend(exchange) ?? exchange.response;
    if (exchange.service !== "eks" || !response.includes('"clusterSecurityGroupId"')) {
      return response === exchange.response ? undefined : response;
    }
    return response.replace(/("clusterSecurityGroupId":\s*")[^"]+/g, `$1${GroupId}`);
  };
  return (exchange) =>
    aboutInstanceTypes(exchange) ??
    databaseFilter(exchange) ??
    clusterUpdate(exchange) ??
    alarms.amend(exchange) ??
    cluster(exchange);
}
