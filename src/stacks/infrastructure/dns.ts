import type { TerraformProvider } from "cdktf";
import { leaveToUser } from "../../../modules/core";
import type { DnsTarget } from "../../../modules/load-balancer";
import { addHostedZoneProvider } from "../../terraform/providers";
import { hostedZoneRoleVariables, hostedZoneVariables } from "../../variables/load-balancer";
import type { BaseStack } from "../base-stack";
import type { Context } from "./context";

/** The hosted zone that gets the records, and what works in its account when that is another one. */
export function hostedZone(context: Context): { hostedZoneId: string; dnsProvider?: TerraformProvider } {
  const { stack, deployment, account } = context;
  const { hostedZoneId } = stack.declare(hostedZoneVariables);
  if (deployment.loadBalancer.hostedZone === "sameAccount") return { hostedZoneId };
  // A child module is given the provider, and with it the role, by its root module.
  const roleArn = stack.isModule ? undefined : stack.declare(hostedZoneRoleVariables).hostedZoneRoleArn;
  return {
    hostedZoneId,
    dnsProvider: addHostedZoneProvider(stack, { region: account.region, roleArn, assumeRole: context.assumedRole() }),
  };
}

/** Says which record the user has to make. */
export function leaveRecordToUser(stack: BaseStack, domainName: string, { dnsName, dnsZoneId }: DnsTarget): void {
  const record = {
    name: domainName,
    type: "CNAME",
    value: dnsName,
    alias: { type: "A", name: dnsName, zone_id: dnsZoneId },
  };
  stack.output(
    "dns_record",
    record,
    "DNS record to make: `name` as a CNAME for `value` or, in Route 53, and at the top of a domain, as an alias.",
  );
  leaveToUser(stack, {
    what: "Clients find the load balancer by a DNS record that is not made here, with the values of the output dns_record: a CNAME or, in Route 53, an A record as alias of the second name in the hosted zone given",
    text: [`${domainName} CNAME ${dnsName}`, `${domainName} A ALIAS ${dnsName} ${dnsZoneId}`].join("\n"),
  });
}
