import type { Exchange } from "./recorder";

/**
 * Remembers from the traffic what is where, and answers with it where the emulator does not know: the VPC of a cluster
 * or a load balancer, which follows from its subnets, the load balancer of a target group, which follows from listeners
 * and their rules, and the address of a NAT gateway.
 */
export class Placement {
  private readonly vpcOfSubnet = new Map<string, string>();
  private readonly loadBalancerOfListener = new Map<string, string>();
  private readonly loadBalancerOfTargetGroup = new Map<string, string>();
  private readonly addressOfNatGateway = new Map<string, string>();

  /** Takes in one exchange, and returns its response with what it lacks; undefined where it lacks nothing. */
  amend(exchange: Exchange): string | undefined {
    this.remember(exchange);
    if (exchange.service === "eks") return this.withVpc(exchange.response);
    if (/^(Create|Describe)LoadBalancers?$/.test(exchange.action)) return this.withVpcs(exchange.response);
    if (exchange.action === "DescribeTargetGroups") return this.withLoadBalancers(exchange.response);
    if (exchange.action === "DescribeNatGateways") return this.withAddresses(exchange.response);
    return undefined;
  }

  private remember({ action, request, response }: Exchange): void {
    const sent = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(request)?.[1] ?? "";
    const targetGroup = /^(?:Default)?Actions\.member\.1\.TargetGroupArn=(.+)$/m.exec(request)?.[1];
    switch (action) {
      case "CreateSubnet":
        this.vpcOfSubnet.set(/<subnetId>([^<]+)/.exec(response)?.[1] ?? "", sent("VpcId"));
        break;
      case "CreateNatGateway":
        this.addressOfNatGateway.set(/<natGatewayId>([^<]+)/.exec(response)?.[1] ?? "", sent("AllocationId"));
        break;
      case "CreateListener":
        this.loadBalancerOfListener.set(/<ListenerArn>([^<]+)/.exec(response)?.[1] ?? "", sent("LoadBalancerArn"));
        if (targetGroup) this.loadBalancerOfTargetGroup.set(targetGroup, sent("LoadBalancerArn"));
        break;
      case "CreateRule": {
        const loadBalancer = this.loadBalancerOfListener.get(sent("ListenerArn"));
        if (targetGroup && loadBalancer) this.loadBalancerOfTargetGroup.set(targetGroup, loadBalancer);
        break;
      }
    }
  }

  private withAddresses(response: string): string {
    return response.replace(
      /(<natGatewayId>([^<]+)<[\s\S]*?)<natGatewayAddressSet\/>/g,
      (text, before: string, gateway: string) => {
        const address = this.addressOfNatGateway.get(gateway);
        if (address === undefined) return text;
        const item = `<item><allocationId>${address}</allocationId><isPrimary>true</isPrimary></item>`;
        return `${before}<natGatewayAddressSet>${item}</natGatewayAddressSet>`;
      },
    );
  }

  private withVpc(response: string): string | undefined {
    const subnet = /"subnetIds":\s*\[\s*"([^"]+)"/.exec(response)?.[1];
    const vpc = subnet && this.vpcOfSubnet.get(subnet);
    return vpc ? response.replace(/("vpcId":\s*")[^"]*/g, `$1${vpc}`) : undefined;
  }

  private withVpcs(response: string): string {
    return response.replace(/<VpcId>[^<]*(<[\s\S]*?<SubnetId>([^<]+))/g, (text, rest: string, subnet: string) => {
      const vpc = this.vpcOfSubnet.get(subnet);
      return vpc ? `<VpcId>${vpc}${rest}` : text;
    });
  }

  private withLoadBalancers(response: string): string {
    return response.replace(/<TargetGroupArn>([^<]+)<[\s\S]*?<LoadBalancerArns>(?=<)/g, (text, arn: string) => {
      const loadBalancer = this.loadBalancerOfTargetGroup.get(arn);
      return loadBalancer ? `${text}<member>${loadBalancer}</member>` : text;
    });
  }
}
