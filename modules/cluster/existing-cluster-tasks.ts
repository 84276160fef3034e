import type { IConstruct } from "constructs";
import { leaveToUser, type Task } from "../core";
import type { ClusterLookup, NodeKeeper } from "./existing-cluster";
import { CLUSTER_ADMIN_POLICY, VIEW_POLICY } from "./permissions";

/** Leaves to the user what has to be so in and around an existing cluster, and cannot be looked up. */
export function leaveClusterToUser(scope: IConstruct, props: ClusterLookup): void {
  const tasks = [access(props), nodes(props), securityGroup(props), networkPolicy(props), ...identity(props)];
  for (const task of tasks) leaveToUser(scope, task);
}

function access({ clusterName, partition }: ClusterLookup): Task {
  const entry = (principal: string, policy: string) => [
    `aws eks create-access-entry --cluster-name ${clusterName} --principal-arn ${principal}`,
    `aws eks associate-access-policy --cluster-name ${clusterName} --principal-arn ${principal}` +
      ` --access-scope type=cluster --policy-arn arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
  ];
  return {
    what:
      `The role that applies must administer the cluster ${clusterName}, and the role that plans, when it is another ` +
      "one, must read all of it. With your own ARNs for the capitals",
    text: [...entry("APPLY_ROLE_ARN", CLUSTER_ADMIN_POLICY), ...entry("PLAN_ROLE_ARN", VIEW_POLICY)].join("\n"),
  };
}

const keepers: Readonly<Record<NodeKeeper, string>> = {
  nodeGroup: "must be in its node groups",
  karpenter: "must come out of a NodePool of Karpenter",
  autoMode: "must come out of a NodePool of Auto Mode, as of its own general-purpose",
};

/** Requirements that a NodePool has, for Karpenter and Auto Mode alike. */
const nodePool = (instanceType: string): string =>
  [
    "# NodePool, spec.template.spec, where it has requirements; with your larger types, if any",
    "requirements:",
    "  - { key: kubernetes.io/arch, operator: In, values: [amd64] }",
    `  - { key: node.kubernetes.io/instance-type, operator: In, values: ["${instanceType}"] }`,
  ].join("\n");

const nodeSelector = [
  "# In the deployment file, where the cluster has arm64 nodes too",
  "packageManager:",
  "  extraValues:",
  "    nodeSelector:",
  "      kubernetes.io/arch: amd64",
].join("\n");

function nodes({ nodes: keeper, nodeInstanceType, nodeCount, clusterName }: ClusterLookup): Task {
  const moves = keeper === "nodeGroup" ? "" : "; pods may be moved one at a time, so nothing has to keep them from it";
  return {
    what:
      `Room for Package Manager in the cluster ${clusterName}: ${nodeCount} nodes with x86_64 processors, of the type ` +
      `${nodeInstanceType} or larger, in two or more zones, ${keepers[keeper]}${moves}`,
    text: keeper === "nodeGroup" ? nodeSelector : `${nodePool(nodeInstanceType)}\n\n${nodeSelector}`,
  };
}

function securityGroup({ clusterName }: ClusterLookup): Task {
  return {
    what:
      `Nodes and pods of the cluster ${clusterName} must carry its own security group, or the one that ` +
      "node_security_group_id names: the rules of database and load balancer are about that one",
  };
}

function networkPolicy({ clusterName, nodes: keeper }: ClusterLookup): Task {
  return {
    what: `The cluster ${clusterName} must enforce network policies, or Package Manager's has no effect`,
    text:
      keeper === "autoMode"
        ? "kubectl create configmap amazon-vpc-cni --namespace kube-system --from-literal enable-network-policy-controller=true"
        : [
            "# With what its configuration says already; another network plugin has a setting of its own",
            `aws eks update-addon --cluster-name ${clusterName} --addon-name vpc-cni --resolve-conflicts PRESERVE` +
              ` --configuration-values '{"enableNetworkPolicy":"true"}'`,
          ].join("\n"),
  };
}

function identity({ clusterName, identity: mode, nodes: keeper }: ClusterLookup): Task[] {
  if (mode === "irsa") {
    return [
      {
        what: `IAM must have an OIDC provider for the issuer of the cluster ${clusterName}, with the audience sts.amazonaws.com`,
        text: [
          `ISSUER=$(aws eks describe-cluster --name ${clusterName} --query cluster.identity.oidc.issuer --output text)`,
          'aws iam create-open-id-connect-provider --url "$ISSUER" --client-id-list sts.amazonaws.com',
        ].join("\n"),
      },
    ];
  }
  if (keeper === "autoMode") return [];
  return [
    {
      what: `The agent of EKS Pod Identity must run in the cluster ${clusterName}`,
      text: `aws eks create-addon --cluster-name ${clusterName} --addon-name eks-pod-identity-agent`,
    },
  ];
}
