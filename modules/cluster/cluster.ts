import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations, Fn, TerraformIterator, type IResolvable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IPeer, type WorkloadIdentity, requirePattern } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import type { INetwork } from "../network";
import { AccessEntries } from "./access-entries";
import { type AddOnVersions, defineAddOnsAfterNodes, defineAddOnsBeforeNodes } from "./add-ons";
import { type ClusterLookup, ExistingCluster } from "./existing-cluster";
import { type IClusterNodes, NodeGroup, type NodeScaling } from "./node-group";
import { defineOidcProvider } from "./oidc-provider";
import { requirePublicAccessCidrs } from "./public-access";
import { type ClusterRoleProps, controlPlaneRole } from "./roles";

/** An EKS cluster with nodes, created here or brought by the user. Its security group is that of nodes and pods. */
export interface ICluster extends IConstruct, IPeer {
  readonly clusterName: string;
  /** HTTPS address of the API server. */
  readonly endpoint: string;
  /** CA of the API server: base64 of PEM. */
  readonly certificateAuthority: string;
  /** How pods get AWS permissions here. */
  readonly workloadIdentity: WorkloadIdentity;
  readonly nodes: IClusterNodes;
}

/** What is needed to use a cluster that this app does not own. */
export type ClusterAttributes = Pick<
  ICluster,
  "clusterName" | "endpoint" | "certificateAuthority" | "workloadIdentity" | "nodes" | "securityGroupId"
>;

export interface ClusterProps extends ClusterRoleProps {
  /** 1 to 100 letters, digits, `-` or `_`; unique in the region. Changing it replaces the cluster. */
  readonly clusterName: string;
  /**
   * Start of the names of the IAM roles (`…-control-plane`, `…-node`, `…-vpc-cni`), 1 to 49 characters; unique in the
   * account. Changing it replaces the cluster.
   */
  readonly roleNamePrefix: string;
  /** Start of the names of the node group and its instances, 1 to 37 characters. Changing it replaces them. */
  readonly nodeGroupNamePrefix: string;
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  /** DNS suffix of the partition. @default "amazonaws.com" */
  readonly dnsSuffix?: string;
  /** Control plane and nodes go into the private subnets, which must span two or more Availability Zones. */
  readonly network: INetwork;
  /** Minor version, such as `"1.35"`. Raising it by one upgrades in place; it cannot be lowered. */
  readonly kubernetesVersion: string;
  /**
   * Encrypts Kubernetes Secrets. The role that applies needs `kms:CreateGrant` and `kms:DescribeKey` on it. Changing it
   * replaces the cluster.
   */
  readonly secretsKey: IEncryptionKey;
  /** Encrypts the log group; its policy must admit CloudWatch Logs. */
  readonly logsKey: IEncryptionKey;
  /** Days for which control plane logs are kept; one of the numbers that CloudWatch Logs knows, such as 90. */
  readonly logRetentionDays: number;
  /** IPv4 CIDRs that may use a public endpoint beside the private one. @default - no public endpoint */
  readonly publicAccessCidrs?: string[];
  /** IPv4 CIDRs in or connected to the VPC that may use the private endpoint. @default - only nodes and pods */
  readonly privateAccessCidrs?: string[];
  /** How pods get AWS permissions; `irsa` makes an OIDC provider. @default "irsa" */
  readonly identity?: WorkloadIdentity["mode"];
  /** IAM role that applies: administers the cluster. */
  readonly applyRoleArn: string;
  /** IAM role that plans: reads everything in the cluster. @default - none, as null at plan */
  readonly planRoleArn?: string;
  /** Further IAM roles or users that administer the cluster. @default - none */
  readonly administratorRoleArns?: string[];
  /** EC2 instance type of the nodes, x86_64. Changing it makes a second node group, then removes the first. */
  readonly nodeInstanceType: string;
  readonly nodeScaling: NodeScaling;
  /** Root volume of a node in GiB, 20 to 16384. Git builds happen here. Changing it replaces the nodes one by one. @default 100 */
  readonly nodeDiskGib?: number;
  /** Metrics of the nodes every minute instead of every five, at a price. @default false */
  readonly nodeDetailedMonitoring?: boolean | IResolvable;
  /** Versions of the EKS add-ons. */
  readonly addOnVersions: AddOnVersions;
  /** For instances, volumes and network interfaces, which the provider's default tags do not reach. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

const ALL_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * Defines a private, encrypted and logged EKS cluster with one managed node group and its add-ons.
 *
 * Only the given IAM identities reach the Kubernetes API, whoever creates it. At the end of standard support EKS
 * upgrades it by itself, which avoids the price of extended support.
 *
 * @throws PropError when a name, a CIDR or a number is outside its documented range.
 */
export class Cluster extends Construct implements ICluster {
  /** Refers to an existing cluster; defines no resource. */
  static fromAttributes(scope: Construct, id: string, attrs: ClusterAttributes): ICluster {
    return new (class extends Construct implements ICluster {
      readonly clusterName = attrs.clusterName;
      readonly endpoint = attrs.endpoint;
      readonly certificateAuthority = attrs.certificateAuthority;
      readonly workloadIdentity = attrs.workloadIdentity;
      readonly nodes = attrs.nodes;
      readonly securityGroupId = attrs.securityGroupId;
    })(scope, id);
  }

  /** Finds an existing cluster by its name, and checks when Terraform plans that it is fit; defines no resource. */
  static fromLookup(scope: Construct, id: string, lookup: ClusterLookup): ICluster {
    return new ExistingCluster(scope, id, lookup);
  }

  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly workloadIdentity: WorkloadIdentity;
  readonly nodes: NodeGroup;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { publicAccessCidrs, nodeDiskGib = 100, nodeDetailedMonitoring = false, tags = {} } = props;
    this.checkNames(props);
    if (publicAccessCidrs) {
      requirePublicAccessCidrs(this, "publicAccessCidrs", publicAccessCidrs);
      Annotations.of(this).addWarning(
        "the Kubernetes API has a public endpoint: anyone at the listed CIDRs can try stolen credentials; `private` needs a runner that reaches the VPC",
      );
    }

    const { partition, permissionsBoundaryArn, iamPath } = props;
    const roles = { permissionsBoundaryArn, iamPath };
    const role = controlPlaneRole(this, "Role", {
      ...roles,
      roleArn: props.clusterRoleArn,
      name: `${props.roleNamePrefix}-control-plane`,
      partition,
    });
    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: `/aws/eks/${props.clusterName}/cluster`,
      kmsKeyId: props.logsKey.keyArn,
      retentionInDays: props.logRetentionDays,
    });
    const cluster = new EksCluster(this, "Resource", {
      name: props.clusterName,
      version: props.kubernetesVersion,
      roleArn: role.arn,
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: {
        subnetIds: props.network.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: publicAccessCidrs !== undefined,
        publicAccessCidrs,
      },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: props.secretsKey.keyArn } },
      enabledClusterLogTypes: ALL_LOGS,
      // Of use only while EKS makes the cluster. The provider reads another value when it imports one, and would replace it.
      lifecycle: {
        ignoreChanges: [
          "access_config[0].bootstrap_cluster_creator_admin_permissions",
          "bootstrap_self_managed_addons",
        ],
      },
      // EKS would make the log group itself, unencrypted and kept for ever.
      dependsOn: [...role.dependencies, logGroup],
    });

    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.workloadIdentity =
      props.identity === "podIdentity"
        ? { mode: "podIdentity", clusterName: this.clusterName }
        : { mode: "irsa", oidcProvider: defineOidcProvider(this, "OidcProvider", cluster) };

    new AccessEntries(this, "AccessEntry", {
      clusterName: this.clusterName,
      partition,
      administratorArns: Fn.concat([[props.applyRoleArn], props.administratorRoleArns ?? []]),
      viewerArn: props.planRoleArn,
    });
    if (props.privateAccessCidrs) this.allowApiFrom(props.privateAccessCidrs);

    const addOns = {
      clusterName: this.clusterName,
      kubernetesVersion: props.kubernetesVersion,
      versions: props.addOnVersions,
      workloadIdentity: this.workloadIdentity,
      vpcCniRoleName: `${props.roleNamePrefix}-vpc-cni`,
      vpcCniRoleArn: props.vpcCniRoleArn,
      partition,
      roles,
    };
    const nodes = new NodeGroup(this, "NodeGroup", {
      clusterName: this.clusterName,
      kubernetesVersion: cluster.version,
      subnetIds: props.network.privateSubnetIds,
      dependsOn: defineAddOnsBeforeNodes(this, addOns),
      roles,
      partition,
      roleName: `${props.roleNamePrefix}-node`,
      roleArn: props.nodeRoleArn,
      dnsSuffix: props.dnsSuffix,
      namePrefix: props.nodeGroupNamePrefix,
      nodeInstanceType: props.nodeInstanceType,
      nodeScaling: props.nodeScaling,
      nodeDiskGib,
      nodeDetailedMonitoring,
      tags,
    });
    defineAddOnsAfterNodes(this, addOns, nodes.resource);
    this.nodes = nodes;
  }

  /** Lets hosts outside the cluster's security group reach the private endpoint. */
  private allowApiFrom(cidrs: string[]): void {
    const each = TerraformIterator.fromList(cidrs);
    new VpcSecurityGroupIngressRule(this, "ApiAccess", {
      forEach: each,
      securityGroupId: this.securityGroupId,
      cidrIpv4: each.value,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "Kubernetes API",
    });
  }

  private checkNames(props: ClusterProps): void {
    const rule = (most: number) => ({
      pattern: new RegExp(`^[a-zA-Z0-9][\\w-]{0,${most - 1}}$`),
      expected: `1 to ${most} letters, digits, - or _, starting with a letter or digit`,
      fix: "shorten it or take the other characters out",
    });
    requirePattern(this, "clusterName", props.clusterName, rule(100));
    requirePattern(this, "roleNamePrefix", props.roleNamePrefix, rule(49));
    requirePattern(this, "nodeGroupNamePrefix", props.nodeGroupNamePrefix, rule(37));
  }
}
