import { DataAwsAutoscalingGroup } from "@cdktf/provider-aws/lib/data-aws-autoscaling-group";
import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEksAddon } from "@cdktf/provider-aws/lib/data-aws-eks-addon";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { Fn, Op, type Postcondition, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";
import { Check, type WorkloadIdentity, expression } from "../core";
import type { INetwork } from "../network";
import type { ICluster } from "./cluster";
import { leaveClusterToUser } from "./existing-cluster-tasks";
import type { IClusterNodes } from "./node-group";
import { withoutScheme } from "./oidc-provider";

/** What keeps the nodes of a cluster: node groups, Karpenter, or EKS Auto Mode. */
export type NodeKeeper = "nodeGroup" | "karpenter" | "autoMode";

/** Where to find a cluster that this app does not own, and what it is going to be used for. */
export interface ClusterLookup {
  /** Name of the cluster in the provider's account and region. */
  readonly clusterName: string;
  /** Where the cluster must be. */
  readonly network: INetwork;
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  /** How pods are to get AWS permissions. `irsa` needs the cluster's OIDC provider in IAM, `podIdentity` an agent. */
  readonly identity: WorkloadIdentity["mode"];
  /**
   * What keeps the nodes. The controller of Auto Mode looks after target group bindings of `eks.amazonaws.com` only; the
   * AWS Load Balancer Controller, whose kind is of `elbv2.k8s.aws`, runs beside it.
   */
  readonly nodes: NodeKeeper;
  /** The oldest minor version of Kubernetes 1 that is taken, such as 32. */
  readonly oldestKubernetesMinor: number;
  /** Smallest EC2 instance type that pods may land on, x86_64. */
  readonly nodeInstanceType: string;
  /** How many nodes of that type or larger the pods find. */
  readonly nodeCount: number;
  /** Security group of nodes and pods. @default - the cluster's own, also where it is null at plan */
  readonly nodeSecurityGroupId?: string;
  /** Auto Scaling group that a target group of instances attaches to. @default - none is used */
  readonly autoscalingGroupName?: string;
}

/**
 * Refers to a cluster by its name; defines no resource. The plan fails where the cluster cannot run what it is meant
 * for, warns of what may be wrong, and all that nobody can look up is left to the user.
 */
export class ExistingCluster extends Construct implements ICluster {
  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly workloadIdentity: WorkloadIdentity;
  readonly nodes: IClusterNodes;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClusterLookup) {
    super(scope, id);
    const cluster = new DataAwsEksCluster(this, "Resource", {
      name: props.clusterName,
      lifecycle: { postcondition: clusterConditions(props) },
    });
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = securityGroupOf(cluster, props);
    this.workloadIdentity = this.findIdentity(props, cluster);
    this.nodes = this.findNodes(props);
    this.checkAuthenticationMode(cluster);
    leaveClusterToUser(this, props);
  }

  private findIdentity({ identity, nodes }: ClusterLookup, cluster: DataAwsEksCluster): WorkloadIdentity {
    if (identity === "podIdentity") {
      // Auto Mode has the agent built in.
      if (nodes !== "autoMode") this.findPodIdentityAgent();
      return { mode: "podIdentity", clusterName: this.clusterName };
    }
    const provider = new DataAwsIamOpenidConnectProvider(this, "OidcProvider", {
      url: cluster.identity.get(0).oidc.get(0).issuer,
    });
    return { mode: "irsa", oidcProvider: { arn: provider.arn, issuer: withoutScheme(provider.url) } };
  }

  private findNodes(props: ClusterLookup): IClusterNodes {
    const { nodeInstanceType, autoscalingGroupName } = props;
    const type = new DataAwsEc2InstanceType(this, "NodeType", {
      instanceType: nodeInstanceType,
      lifecycle: {
        postcondition: [
          {
            condition: expression`contains(${TerraformSelf.getAny("supported_architectures")}, "x86_64")`,
            errorMessage: `node_instance_type is ${Fn.jsonencode(nodeInstanceType)}, expected a type with x86_64 processors; name the smallest such type that the pods may land on, such as c6a.4xlarge.`,
          },
        ],
      },
    });
    return {
      count: props.nodeCount,
      cpuMillicores: Token.asNumber(Op.mul(type.defaultVcpus, 1000)),
      memoryMib: type.memorySize,
      // Looked up, so that a name that does not exist fails at plan.
      ...(autoscalingGroupName !== undefined && {
        autoscalingGroupName: new DataAwsAutoscalingGroup(this, "AutoscalingGroup", { name: autoscalingGroupName })
          .name,
      }),
    };
  }

  /** Fails by itself where the cluster has no such add-on; the checklist says how to add it. */
  private findPodIdentityAgent(): void {
    new DataAwsEksAddon(this, "PodIdentityAgent", {
      clusterName: this.clusterName,
      addonName: "eks-pod-identity-agent",
    });
  }

  private checkAuthenticationMode(cluster: DataAwsEksCluster): void {
    const mode = cluster.accessConfig.get(0).authenticationMode;
    new Check(this, "AuthenticationMode", {
      assertions: [
        {
          condition: expression`${mode} != "CONFIG_MAP"`,
          errorMessage: `cluster_name is ${Fn.jsonencode(this.clusterName)} with the authentication mode CONFIG_MAP, expected API or API_AND_CONFIG_MAP; run 'aws eks update-cluster-config --name ${this.clusterName} --access-config authenticationMode=API_AND_CONFIG_MAP', or map the roles that plan and apply in the ConfigMap aws-auth of kube-system.`,
        },
      ],
    });
  }
}

function securityGroupOf(cluster: DataAwsEksCluster, { nodeSecurityGroupId: given }: ClusterLookup): string {
  const own = cluster.vpcConfig.get(0).clusterSecurityGroupId;
  return given === undefined ? own : Token.asString(expression`coalesce(${given}, ${own})`);
}

/** What the cluster must be, in terms of itself. */
function clusterConditions({ clusterName, network, nodes, oldestKubernetesMinor }: ClusterLookup): Postcondition[] {
  const self = {
    version: TerraformSelf.getString("version"),
    status: TerraformSelf.getString("status"),
    // cdktf has no path into a block of `self`.
    vpcId: Token.asString(expression`self.vpc_config[0].vpc_id`),
  };
  const name = Fn.jsonencode(clusterName);
  const versionPart = (part: number) => expression`tonumber(split(".", ${self.version})[${part}])`;
  return [
    {
      condition: expression`${self.status} == "ACTIVE"`,
      errorMessage: `cluster_name is ${name} in the state ${self.status}, expected ACTIVE; wait until it is, or name another cluster.`,
    },
    {
      condition: expression`${versionPart(0)} == 1 && ${versionPart(1)} >= ${oldestKubernetesMinor}`,
      errorMessage: `cluster_name is ${name} with Kubernetes ${self.version}, expected 1.${oldestKubernetesMinor} or later; upgrade it, one minor version at a time.`,
    },
    {
      condition: expression`${self.vpcId} == ${network.vpcId}`,
      errorMessage: `cluster_name is ${name} in the VPC ${self.vpcId}, expected one in the VPC of vpc_id, ${network.vpcId}; set vpc_id and the subnets to those of the cluster, or name another cluster.`,
    },
    ...(nodes === "autoMode"
      ? [
          {
            condition: expression`try(self.compute_config[0].enabled, false)`,
            errorMessage: `cluster_name is ${name} without EKS Auto Mode, expected a cluster with it, as cluster.nodes says; turn it on, or set cluster.nodes to what keeps the nodes: nodeGroup or karpenter.`,
          },
        ]
      : []),
  ];
}
