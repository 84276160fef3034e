import { Bucket } from "../../../modules/bucket";
import {
  type ILoadBalancer,
  LoadBalancer,
  type LoadBalancerTls,
  WebApplicationFirewall,
} from "../../../modules/load-balancer";
import {
  certificateVariables,
  httpsVariables,
  loadBalancerVariables,
  webApplicationFirewallVariables,
} from "../../variables/load-balancer";
import type { Context } from "./context";
import { hostedZone, leaveRecordToUser } from "./dns";
import { existingLoadBalancer } from "./existing-load-balancer";
import { healthCheckPath, type LoadBalancerParts, targets } from "./targets";

type CreatedLoadBalancer = Extract<Context["deployment"]["loadBalancer"], { mode: "create" }>;

/** Where clients arrive, with the way on to the pods. */
export function loadBalancer(context: Context, parts: LoadBalancerParts): ILoadBalancer {
  const { stack, deployment, account, name } = context;
  const { loadBalancer: part } = deployment;
  if (part.mode === "existing") return existingLoadBalancer(context, part, parts);
  const { accessLogRetentionDays, ...variables } = stack.declare(loadBalancerVariables);
  const domain = tls(context, part);
  const balancer = new LoadBalancer(stack, "LoadBalancer", {
    ...variables,
    name,
    network: parts.network,
    accountId: account.accountId,
    scheme: part.scheme,
    tls: domain,
    targets: targets(context, parts.cluster),
    healthCheckPath,
    accessLogBucket: new Bucket(stack, "AccessLogs", {
      ...context.bucketDefaults(),
      bucketName: `${name}-access-logs-${account.accountId}-${account.region}`,
      // Elastic Load Balancing delivers to no bucket with a customer key.
      encryption: { mode: "s3" },
      expirationDays: accessLogRetentionDays,
    }),
    protection: deployment.protection,
  });
  balancer.allowTo("Cluster", parts.cluster);
  if (domain.mode === "certificate" && domain.hostedZoneId === undefined) {
    leaveRecordToUser(stack, domain.domainName, balancer);
  }

  if (part.waf) {
    const { wafRateLimit, wafLogRetentionDays } = stack.declare(webApplicationFirewallVariables);
    new WebApplicationFirewall(stack, "WebApplicationFirewall", {
      name,
      loadBalancer: balancer,
      logEncryptionKey: context.logsKey(),
      rateLimit: wafRateLimit,
      logRetentionDays: wafLogRetentionDays,
    });
  }
  return balancer;
}

function tls(context: Context, { tls }: CreatedLoadBalancer): LoadBalancerTls {
  const { stack } = context;
  if (tls.mode === "none") return tls;
  const { domainName, tlsPolicy: policy } = stack.declare(httpsVariables);
  if (tls.mode === "acm") return { mode: "acm", domainName, policy, ...hostedZone(context) };
  return {
    mode: "certificate",
    domainName,
    policy,
    ...stack.declare(certificateVariables),
    ...(tls.dnsRecord && hostedZone(context)),
  };
}
