import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/**
 * What nodes, add-ons and pods call. The NAT gateways still carry all other services, so a service is missing here
 * when only Terraform or nobody calls it from the VPC: `secretsmanager` (pods read Kubernetes secrets), `logs` (AWS
 * delivers the logs of the control plane, the database and the VPC itself), and `eks` (nodes get the cluster's address
 * in their user data; its private DNS name would also hide the OIDC issuer from everything in the VPC).
 */
const SERVICES = {
  /** Image manifests and logins; the layers come from S3. */
  EcrApi: "ecr.api",
  EcrDkr: "ecr.dkr",
  /** Network interfaces of the vpc-cni add-on. */
  ElasticComputeCloud: "ec2",
  /** IRSA. */
  Sts: "sts",
  /** EKS Pod Identity. */
  EksAuth: "eks-auth",
  /** AWS Load Balancer Controller. */
  ElasticLoadBalancing: "elasticloadbalancing",
  /** Client-side encryption of packages. */
  Kms: "kms",
  /** Session Manager, instead of SSH. */
  Ssm: "ssm",
  SsmMessages: "ssmmessages",
};

/**
 * Services whose endpoints China names `cn.com.amazonaws.REGION.X`; the others have `com.amazonaws.REGION.X` there as
 * everywhere, and so has the gateway of S3. AWS has no page on it: `aws ec2 describe-vpc-endpoint-services` says so, as
 * AWS CDK has it. GovCloud has no names of its own. Unverified is `eks-auth` in China.
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 */
const NAMED_BY_PARTITION: readonly string[] = ["ecr.api", "ecr.dkr", "ec2", "sts"];

export interface InterfaceEndpointsProps {
  readonly vpcId: string;
  /** Starts the Name tags. */
  readonly name: string;
  readonly region: string;
  /** Start of the partition's DNS names, reversed: `cn.com.amazonaws` in China. @default "com.amazonaws" */
  readonly reverseDnsPrefix?: string;
  /** One a zone: each endpoint has an address in every one. */
  readonly subnets: readonly { readonly id: string; readonly cidr: string }[];
}

/**
 * Defines private ways to AWS services for a VPC, which only the given subnets may use.
 *
 * Endpoint policies stay open: STS and the registry serve callers without or with foreign identities, and IAM decides.
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { vpcId, name, region, reverseDnsPrefix = "com.amazonaws", subnets } = props;

    // Without egress rules: endpoints only answer.
    const firewall = new SecurityGroup(this, "SecurityGroup", {
      name: `${name}-interface-endpoints`,
      description: "HTTPS from the private subnets to AWS services",
      vpcId,
      tags: { Name: `${name}-interface-endpoints` },
    });
    subnets.forEach(({ cidr }, index) => {
      new VpcSecurityGroupIngressRule(this, `FromZone${index + 1}`, {
        securityGroupId: firewall.id,
        description: `HTTPS from the private subnet of zone ${index + 1}`,
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });
    for (const [endpointId, service] of Object.entries(SERVICES)) {
      new VpcEndpoint(this, endpointId, {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `${NAMED_BY_PARTITION.includes(service) ? reverseDnsPrefix : "com.amazonaws"}.${region}.${service}`,
        subnetIds: subnets.map((subnet) => subnet.id),
        securityGroupIds: [firewall.id],
        privateDnsEnabled: true,
        tags: { Name: `${name}-${service.replaceAll(".", "-")}` },
      });
    }
  }
}
