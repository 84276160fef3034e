import { LOG_RETENTION_DAYS } from "../../modules/core";
import { loadBalancerLimits, targetPorts, webApplicationFirewallLimits } from "../../modules/load-balancer";
import { defineVariables } from "../terraform/variables";
import { deregistrationDelaySeconds, domainName, regionRule } from "./load-balancer-rules";
import { wholeNumber } from "./whole-number";

const section = "Load balancer";

const logDays = { min: 1, max: 36500, unit: "days" };

/** Variables of every load balancer made here. */
export const loadBalancerVariables = defineVariables({
  section,
  when: "loadBalancer.mode: create",
  variables: {
    // No default: without a sign-in of its own, Package Manager gives its packages to everyone who reaches it.
    allowedCidrs: {
      type: "list(string)",
      description:
        'IPv4 CIDRs of the clients that may connect; ["0.0.0.0/0"] admits the whole internet. Clients in the VPC reach an internet-facing load balancer from the addresses of the NAT gateways.',
      example: ["203.0.113.0/24"],
      rules: [
        {
          condition: "length(var.allowed_cidrs) > 0",
          expected: "at least one CIDR",
          fix: "list your clients, or nobody can connect",
        },
        {
          condition:
            'alltrue([for cidr in var.allowed_cidrs : !strcontains(cidr, ":") && try(cidrsubnet(cidr, 0, 0) == cidr, false)])',
          expected: "IPv4 CIDRs that start with the network's own address",
          fix: "write them like 203.0.113.0/24, or 203.0.113.7/32 for one client",
        },
      ],
    },
    idleTimeoutSeconds: {
      type: "number",
      description:
        "Seconds without a byte after which the load balancer closes a connection. Must outlast the silence while a big upload is processed.",
      default: 300,
      rules: [wholeNumber("idle_timeout_seconds", loadBalancerLimits.idleTimeoutSeconds)],
    },
    deregistrationDelaySeconds,
    accessLogRetentionDays: {
      type: "number",
      description: "Days for which the load balancer's access logs are kept.",
      default: 90,
      rules: [wholeNumber("access_log_retention_days", logDays)],
    },
  },
});

/** Variables of HTTPS. */
export const httpsVariables = defineVariables({
  section,
  when: "loadBalancer.tls.mode: acm or certificate",
  variables: {
    domainName,
    tlsPolicy: {
      type: "string",
      description: "Security policy of the HTTPS listener: TLS versions and ciphers.",
      default: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      rules: [
        {
          condition:
            'can(regex("^ELBSecurityPolicy-TLS13-1-[23](-Res)?(-FIPS)?(-PQ)?-20[0-9]{2}-[0-9]{2}$", var.tls_policy))',
          expected: "a policy with TLS 1.3, nothing below TLS 1.2, and forward secrecy",
          fix: "take ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one of its kind",
        },
      ],
    },
  },
});

/** Variables of a domain whose records are made here. */
export const hostedZoneVariables = defineVariables({
  section,
  when: "loadBalancer.tls.mode: acm, or dnsRecord",
  variables: {
    hostedZoneId: {
      type: "string",
      description: "Route 53 hosted zone that gets the records of `domain_name`.",
      example: "Z0123456789ABCDEFGHIJ",
      rules: [
        {
          condition: 'can(regex("^Z[A-Z0-9]{3,31}$", var.hosted_zone_id))',
          expected: "an id such as Z0123456789ABCDEFGHIJ",
          fix: "copy it from the Route 53 console, without /hostedzone/",
        },
      ],
    },
  },
});

/** Variables of a hosted zone in another account. */
export const hostedZoneRoleVariables = defineVariables({
  section,
  when: "loadBalancer.hostedZone: otherAccount",
  variables: {
    hostedZoneRoleArn: {
      type: "string",
      description:
        "ARN of the IAM role that may read the hosted zone and change its records; assumed by whoever applies, with `awsRole: assume` by that role.",
      example: "arn:aws:iam::444455556666:role/dns",
      rules: [
        {
          condition: 'can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", var.hosted_zone_role_arn))',
          expected: "the ARN of an IAM role",
          fix: "copy it from the IAM console of the account that has the zone",
        },
      ],
    },
  },
});

/** Variables of a certificate that exists. */
export const certificateVariables = defineVariables({
  section,
  when: "loadBalancer.tls.mode: certificate",
  variables: {
    certificateArn: {
      type: "string",
      description: "ARN of an issued ACM certificate in the same region that covers `domain_name`.",
      example: "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
      rules: [
        {
          condition: 'can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$", var.certificate_arn))',
          expected: "the ARN of an ACM certificate",
          fix: "copy it from the ACM console",
        },
        regionRule("certificate_arn", "a certificate in the region of the load balancer", "request or import it there"),
      ],
    },
    certificateDomain: {
      type: "string",
      description:
        "Primary domain name of that certificate, such as *.example.com, by which each plan looks it up. Null: it is not looked up.",
      default: null,
      example: "*.example.com",
      rules: [
        {
          condition: `var.certificate_domain == null || can(regex("^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.certificate_domain))`,
          expected: "a domain name in lower case, at most with a * as its first label",
          fix: "copy it from the ACM console",
        },
      ],
    },
  },
});

/** Variables of `targets: node`. */
export const nodePortVariables = defineVariables({
  section,
  when: "loadBalancer.targets: node",
  variables: {
    nodePort: {
      type: "number",
      description:
        "Port on every node that the load balancer sends to. Changing it replaces the target group; apply both stacks soon after each other.",
      default: 30042,
      rules: [wholeNumber("node_port", targetPorts.node)],
    },
  },
});

/** Variables of the web application firewall. */
export const webApplicationFirewallVariables = defineVariables({
  section,
  when: "loadBalancer.waf: true",
  variables: {
    wafRateLimit: {
      type: "number",
      description:
        "Requests that one IP address may send in five minutes before it gets 429. An office behind one address counts as one.",
      default: 100_000,
      rules: [wholeNumber("waf_rate_limit", webApplicationFirewallLimits.rateLimit)],
    },
    wafLogRetentionDays: {
      type: "number",
      description: "Days for which the log of what the firewall blocked or counted is kept.",
      default: 90,
      rules: [
        {
          condition: `contains([${LOG_RETENTION_DAYS.join(", ")}], var.waf_log_retention_days)`,
          expected: "a number of days that CloudWatch Logs allows",
          fix: "take 30, 90, 180, 365 or another one of its list",
        },
      ],
    },
  },
});
