import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, Op, Token, type IResolvable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  type RoleSettings,
  ServiceRole,
  expression,
  managedPolicyArns,
  requireInteger,
  roleNameAt,
  serviceTrust,
} from "../core";
import { NODE_POLICIES } from "./permissions";

/** Nodes that the application runs on. */
export interface IClusterNodes {
  /** How many there are; the least, when they autoscale. */
  readonly count: number;
  /** CPU of one node in millicores, before Kubernetes' own reserve. */
  readonly cpuMillicores: number;
  /** Memory of one node in MiB, before Kubernetes' own reserve. */
  readonly memoryMib: number;
  /** Auto Scaling group that a target group of instances attaches to. @default - none: the nodes are in no one group */
  readonly autoscalingGroupName?: string;
}

/**
 * `fixed` keeps the number of nodes. `autoscaling` starts with the minimum and leaves the rest to an autoscaler that
 * the user installs; EKS itself puts the discovery tags of Cluster Autoscaler onto the Auto Scaling group.
 */
export type NodeScaling =
  | { readonly mode: "fixed"; readonly nodeCount: number }
  | { readonly mode: "autoscaling"; readonly minNodeCount: number; readonly maxNodeCount: number };

export interface NodeGroupProps {
  readonly clusterName: string;
  /** Nodes follow the control plane's version. */
  readonly kubernetesVersion: string;
  readonly subnetIds: string[];
  /** What must exist before nodes do, and is destroyed after them. */
  readonly dependsOn: ITerraformDependable[];
  readonly roles: RoleSettings;
  /** 1 to 57 characters; under another IAM path than `/` the role's name ends with a hash of the path. */
  readonly roleName: string;
  /** @default - a role is made */
  readonly roleArn?: string;
  readonly partition: string;
  /** DNS suffix of the partition: China's EC2 acts under its own. @default "amazonaws.com" */
  readonly dnsSuffix?: string;
  /** Start of the names of the node group, of its launch template and of the instances; 1 to 37 characters. */
  readonly namePrefix: string;
  readonly nodeInstanceType: string;
  readonly nodeScaling: NodeScaling;
  readonly nodeDiskGib: number;
  readonly nodeDetailedMonitoring: boolean | IResolvable;
  readonly tags: Readonly<Record<string, string>>;
}

/** What EKS allows in one managed node group by default. */
const NODE_COUNT = { min: 1, max: 450, unit: "nodes" };

/**
 * Defines a managed node group of Amazon Linux 2023 that replaces one node at a time, and repairs broken ones.
 *
 * Nodes carry the cluster's own security group, are reached by Session Manager only, and keep their credentials from
 * pods: IMDSv2 with one hop.
 *
 * @throws PropError when a number is out of range.
 */
export class NodeGroup extends Construct implements IClusterNodes {
  readonly resource: EksNodeGroup;
  readonly count: number;
  readonly cpuMillicores: number;
  readonly memoryMib: number;
  readonly autoscalingGroupName: string;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { nodeScaling, nodeInstanceType } = props;
    // The AMI itself needs 20 GiB; gp3 ends at 16 TiB.
    requireInteger(this, "nodeDiskGib", props.nodeDiskGib, { min: 20, max: 16384, unit: "GiB" });
    const size = scalingConfig(this, nodeScaling);

    const role = ServiceRole.define(this, "Role", {
      ...props.roles,
      roleArn: props.roleArn,
      name: roleNameAt(props.roles.iamPath, props.roleName),
      trust: serviceTrust(`ec2.${props.dnsSuffix ?? "amazonaws.com"}`),
      managedPolicyArns: managedPolicyArns(props.partition, NODE_POLICIES),
    });
    const type = new DataAwsEc2InstanceType(this, "InstanceType", { instanceType: nodeInstanceType });
    const template = new LaunchTemplate(this, "LaunchTemplate", launchTemplateConfig(props));

    this.resource = new EksNodeGroup(this, "Resource", {
      clusterName: props.clusterName,
      // Not a fixed name: when a change replaces the group, both live side by side until the new nodes serve.
      nodeGroupNamePrefix: props.namePrefix,
      nodeRoleArn: role.arn,
      subnetIds: props.subnetIds,
      version: props.kubernetesVersion,
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: [nodeInstanceType],
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: size,
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      dependsOn: [...role.dependencies, ...props.dependsOn],
      lifecycle: {
        createBeforeDestroy: true,
        ...(nodeScaling.mode === "autoscaling" && { ignoreChanges: ["scaling_config[0].desired_size"] }),
        precondition: [
          {
            condition: Token.asString(Fn.contains(type.supportedArchitectures, "x86_64")),
            errorMessage: `${this.node.path}: \`nodeInstanceType\` is ${nodeInstanceType}, expected a type with x86_64 processors; take one such as c6a.4xlarge.`,
          },
        ],
      },
    });

    this.count = size.minSize;
    this.cpuMillicores = Token.asNumber(Op.mul(type.defaultVcpus, 1000));
    this.memoryMib = type.memorySize;
    this.autoscalingGroupName = this.resource.resources.get(0).autoscalingGroups.get(0).name;
  }
}

function scalingConfig(scope: Construct, scaling: NodeScaling) {
  switch (scaling.mode) {
    case "fixed": {
      const { nodeCount } = scaling;
      requireInteger(scope, "nodeCount", nodeCount, NODE_COUNT);
      return { minSize: nodeCount, desiredSize: nodeCount, maxSize: nodeCount };
    }
    case "autoscaling": {
      const { minNodeCount, maxNodeCount } = scaling;
      requireInteger(scope, "minNodeCount", minNodeCount, NODE_COUNT);
      const atLeast = Token.isUnresolved(minNodeCount) ? NODE_COUNT.min : minNodeCount;
      requireInteger(scope, "maxNodeCount", maxNodeCount, { ...NODE_COUNT, min: atLeast });
      return { minSize: minNodeCount, desiredSize: minNodeCount, maxSize: maxNodeCount };
    }
  }
}

function launchTemplateConfig(props: NodeGroupProps) {
  // The provider's default tags reach the template itself, but not what is launched from it.
  const name = Token.asString(expression`trimsuffix(${props.namePrefix}, "-")`);
  const tags = Fn.merge([{ Name: name }, props.tags]) as unknown as Record<string, string>;
  return {
    namePrefix: props.namePrefix,
    updateDefaultVersion: true,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: { volumeType: "gp3", volumeSize: props.nodeDiskGib, encrypted: "true", deleteOnTermination: "true" },
      },
    ],
    monitoring: { enabled: props.nodeDetailedMonitoring },
    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
  };
}
