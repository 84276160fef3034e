import { TerraformOutput, type TerraformStack } from "cdktf";
import { Bucket } from "../../modules/bucket";
import { LoadBalancer, type LoadBalancerProps } from "../../modules/load-balancer";
import { FakeNetwork, synthResources, synthStack } from "./synth";

export const PODS = { securityGroupId: "sg-pods" };
export const OWN_GROUP = "${aws_security_group.load_balancer_security_group.id}";
export const TARGET_GROUP = "${aws_lb_target_group.load_balancer_target_group.arn}";
export const ACM = { mode: "acm", domainName: "packages.example.com", hostedZoneId: "Z0PUBLIC" } as const;

/** A load balancer with a certificate of its own and pods as targets. */
export function loadBalancer(stack: TerraformStack, props: Partial<LoadBalancerProps> = {}): LoadBalancer {
  return new LoadBalancer(stack, "LoadBalancer", {
    name: "ppm",
    network: new FakeNetwork(stack, "Network"),
    allowedCidrs: ["203.0.113.0/24"],
    tls: ACM,
    targets: { mode: "ip", port: 4242 },
    healthCheckPath: "/__ping__",
    accessLogBucket: new Bucket(stack, "AccessLogs", { bucketName: "ppm-access-logs", encryption: { mode: "s3" } }),
    accountId: "111122223333",
    ...props,
  });
}

export const resourcesOf = (props: Partial<LoadBalancerProps> = {}) =>
  synthResources((stack) => loadBalancer(stack, props));

export function urlOf(props: Partial<LoadBalancerProps>): unknown {
  const json = synthStack((stack) => new TerraformOutput(stack, "url", { value: loadBalancer(stack, props).url }));
  return (json as { output?: { url: { value: unknown } } }).output?.url.value;
}
