import { type Access, access, grant, linkedRole, PASSED_ROLES, passRole } from "./access";

const cluster = ["eks:cluster/{cluster}"];
const ec2 = (...kinds: string[]): string[] => kinds.map((kind) => `ec2:${kind}/*`);
/** EKS looks at the roles that it is handed in the name of who hands them. */
const LOOK_AT_ROLES = grant("iam", "GetRole ListAttachedRolePolicies", [PASSED_ROLES]);
const TAGS = "TagResource";
const UNTAG = "TagResource UntagResource";

/** Types of EKS, and what hangs on its nodes. */
export const clusterTypes: Readonly<Record<string, Access>> = {
  aws_eks_cluster: access(
    "eks",
    cluster,
    {
      read: "DescribeCluster DescribeUpdate ListTagsForResource",
      create: `CreateCluster ${TAGS}`,
      update: `UpdateClusterConfig UpdateClusterVersion AssociateEncryptionConfig ${UNTAG}`,
      delete: "DeleteCluster",
    },
    {
      create: [
        passRole("eks.amazonaws.com"),
        linkedRole("eks.amazonaws.com"),
        LOOK_AT_ROLES,
        // And at subnets and key.
        grant("ec2", "DescribeSubnets DescribeVpcs DescribeSecurityGroups"),
        grant("kms", "DescribeKey CreateGrant", ["kms:key/*"]),
      ],
    },
  ),
  aws_eks_node_group: access(
    "eks",
    [...cluster, "eks:nodegroup/{cluster}/*"],
    {
      read: "DescribeNodegroup DescribeUpdate ListTagsForResource",
      create: `CreateNodegroup ${TAGS}`,
      update: `UpdateNodegroupConfig UpdateNodegroupVersion ${UNTAG}`,
      delete: "DeleteNodegroup",
    },
    {
      create: [
        passRole("ec2.amazonaws.com", "eks.amazonaws.com"),
        linkedRole("eks-nodegroup.amazonaws.com", "autoscaling.amazonaws.com"),
        LOOK_AT_ROLES,
        grant("ec2", "DescribeSubnets DescribeLaunchTemplateVersions"),
        // EKS tries the launch template in the name of who makes the node group.
        grant("ec2", "RunInstances", [
          ...ec2("image", "instance", "launch-template", "network-interface", "security-group", "subnet", "volume"),
        ]),
        grant("ec2", "CreateTags", ec2("instance", "network-interface", "volume")),
      ],
    },
  ),
  aws_eks_addon: access(
    "eks",
    // An add-on keeps the associations that it is given.
    [...cluster, "eks:addon/{cluster}/*", "eks:podidentityassociation/{cluster}/*"],
    {
      read: "DescribeAddon DescribeUpdate ListTagsForResource",
      create: `CreateAddon ${TAGS}`,
      update: `UpdateAddon ${UNTAG}`,
      delete: "DeleteAddon",
    },
    { create: [passRole("eks.amazonaws.com", "pods.eks.amazonaws.com")] },
  ),
  aws_eks_access_entry: access("eks", [...cluster, "eks:access-entry/{cluster}/*"], {
    read: "DescribeAccessEntry ListTagsForResource",
    create: `CreateAccessEntry ${TAGS}`,
    update: `UpdateAccessEntry ${UNTAG}`,
    delete: "DeleteAccessEntry",
  }),
  aws_eks_access_policy_association: access("eks", [...cluster, "eks:access-entry/{cluster}/*"], {
    read: "ListAssociatedAccessPolicies",
    create: "AssociateAccessPolicy",
    update: "AssociateAccessPolicy DisassociateAccessPolicy",
    delete: "DisassociateAccessPolicy",
  }),
  aws_eks_pod_identity_association: access(
    "eks",
    [...cluster, "eks:podidentityassociation/{cluster}/*"],
    {
      read: "DescribePodIdentityAssociation ListTagsForResource",
      create: `CreatePodIdentityAssociation ${TAGS}`,
      update: `UpdatePodIdentityAssociation ${UNTAG}`,
      delete: "DeletePodIdentityAssociation",
    },
    { create: [passRole("pods.eks.amazonaws.com"), LOOK_AT_ROLES] },
  ),
  aws_autoscaling_attachment: {
    read: [grant("autoscaling", "DescribeAutoScalingGroups")],
    create: [grant("autoscaling", "AttachLoadBalancerTargetGroups", ["autoscaling:autoScalingGroup:*"])],
    delete: [grant("autoscaling", "DetachLoadBalancerTargetGroups", ["autoscaling:autoScalingGroup:*"])],
  },
  "data.aws_eks_addon": access("eks", [...cluster, "eks:addon/{cluster}/*"], { read: "DescribeAddon" }),
  "data.aws_eks_addon_version": access("eks", ["*"], { read: "DescribeAddonVersions" }),
  "data.aws_eks_cluster": access("eks", cluster, { read: "DescribeCluster" }),
  // A signed request to STS, which allows itself; the cluster's access entry decides what it may do.
  "ephemeral.aws_eks_cluster_auth": {},
};
