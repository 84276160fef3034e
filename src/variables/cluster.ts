import { LOG_RETENTION_DAYS } from "../../modules/core";
import { defaults } from "../compatibility/matrix";
import { kubeProxyRule, kubernetesVersionRule } from "../compatibility/rules";
import { defineVariables } from "../terraform/variables";
import { addOnVersion } from "./add-on-version";
import { instanceTypeRule, nodeCountRule } from "./cluster-rules";

const IAM_PRINCIPAL = "^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+$";
const roleFix = "copy it from the IAM console; of a session (arn:…:sts::…:assumed-role/…) give the role behind it";

/** True when every element is an IPv4 network address with its prefix, such as 10.0.0.0/8. */
const areIpv4Cidrs = (name: string) =>
  `alltrue([for cidr in var.${name} : try(can(cidrnetmask(cidr)) && cidrsubnet(cidr, 0, 0) == cidr, false)])`;

/** Control plane, access to it, nodes and add-ons. */
export const clusterVariables = defineVariables({
  section: "Cluster",
  variables: {
    kubernetesVersion: {
      type: "string",
      description:
        "Kubernetes minor version of the cluster. Raise it one minor version at a time, which upgrades in place; it cannot be lowered.",
      default: defaults.kubernetesVersion,
      rules: [kubernetesVersionRule],
    },
    applyRoleArn: {
      type: "string",
      description:
        "ARN of the IAM role (or user) that applies both stacks. It administers the cluster; whoever else creates it does not.",
      example: "arn:aws:iam::111122223333:role/terraform-apply",
      rules: [
        {
          condition: `can(regex("${IAM_PRINCIPAL}", var.apply_role_arn))`,
          expected: "the ARN of an IAM role or user",
          fix: roleFix,
        },
      ],
    },
    planRoleArn: {
      type: "string",
      description:
        "ARN of the IAM role that plans, when it is another one. It reads everything in the cluster, Kubernetes Secrets included.",
      default: null,
      example: "arn:aws:iam::111122223333:role/terraform-plan",
      rules: [
        {
          condition: `var.plan_role_arn == null || can(regex("${IAM_PRINCIPAL}", var.plan_role_arn))`,
          expected: "the ARN of an IAM role or user",
          fix: roleFix,
        },
      ],
    },
    administratorRoleArns: {
      type: "list(string)",
      description: "ARNs of further IAM roles (or users) that administer the cluster.",
      default: [],
      example: ["arn:aws:iam::111122223333:role/platform-team"],
      rules: [
        {
          condition: `alltrue([for arn in var.administrator_role_arns : can(regex("${IAM_PRINCIPAL}", arn))])`,
          expected: "ARNs of IAM roles or users",
          fix: roleFix,
        },
      ],
    },
    clusterPrivateAccessCidrs: {
      type: "list(string)",
      description:
        "IPv4 CIDRs in the VPC, or in networks connected to it, that may use the private endpoint of the Kubernetes API, such as those of the runners that apply.",
      default: [],
      example: ["10.0.0.0/16"],
      rules: [
        {
          condition: `${areIpv4Cidrs("cluster_private_access_cidrs")} && !contains(var.cluster_private_access_cidrs, "0.0.0.0/0")`,
          expected: "IPv4 network addresses with their prefix, and not 0.0.0.0/0",
          fix: "write them like 10.0.0.0/16, without host bits",
        },
      ],
    },
    clusterLogRetentionDays: {
      type: "number",
      description: "Days for which the control plane's logs are kept.",
      default: 90,
      rules: [
        {
          condition: `contains([${LOG_RETENTION_DAYS.join(", ")}], var.cluster_log_retention_days)`,
          expected: "a retention that CloudWatch Logs offers",
          fix: "choose 30, 90, 180, 365, 731 or another of its numbers",
        },
      ],
    },
    nodeInstanceType: {
      type: "string",
      description:
        "EC2 instance type of the nodes, with x86_64 processors. Changing it makes a second node group, then removes the first.",
      default: "c6a.4xlarge",
      rules: [instanceTypeRule],
    },
    nodeDiskGib: {
      type: "number",
      description:
        "Root volume of a node in GiB: images, logs and Git builds. Changing it replaces the nodes one by one.",
      default: 100,
      rules: [
        {
          condition:
            "var.node_disk_gib >= 20 && var.node_disk_gib <= 16384 && floor(var.node_disk_gib) == var.node_disk_gib",
          expected: "a whole number of GiB from 20 to 16384",
          fix: "the AMI needs 20 GiB; gp3 ends at 16384",
        },
      ],
    },
    nodeDetailedMonitoring: {
      type: "bool",
      description: "EC2 metrics of the nodes every minute instead of every five, at a price.",
      default: false,
    },
    vpcCniVersion: addOnVersion("vpc_cni_version", "vpc-cni"),
    kubeProxyVersion: addOnVersion("kube_proxy_version", "kube-proxy", kubeProxyRule),
    podIdentityAgentVersion: addOnVersion("pod_identity_agent_version", "eks-pod-identity-agent"),
    coreDnsVersion: addOnVersion("core_dns_version", "coredns"),
    metricsServerVersion: addOnVersion("metrics_server_version", "metrics-server"),
    nodeMonitoringAgentVersion: addOnVersion("node_monitoring_agent_version", "eks-node-monitoring-agent"),
  },
});

/** With `cluster.endpointAccess: public`. */
export const publicEndpointVariables = defineVariables({
  section: "Cluster",
  when: "cluster.endpointAccess: public",
  variables: {
    clusterPublicAccessCidrs: {
      type: "list(string)",
      description: "Public IPv4 CIDRs that may use the public endpoint of the Kubernetes API, 1 to 40.",
      example: ["203.0.113.0/24"],
      rules: [
        {
          condition: "length(var.cluster_public_access_cidrs) >= 1 && length(var.cluster_public_access_cidrs) <= 40",
          expected: "1 to 40 CIDRs",
          fix: "list the addresses that your runners and administrators come from; EKS allows 40",
        },
        {
          condition: areIpv4Cidrs("cluster_public_access_cidrs"),
          expected: "IPv4 network addresses with their prefix",
          fix: "write them like 203.0.113.0/24, without host bits",
        },
        {
          condition:
            'alltrue([for cidr in var.cluster_public_access_cidrs : try(tonumber(split("/", cidr)[1]) >= 8, false)])',
          expected: "no prefix shorter than /8",
          fix: "list the addresses that your runners and administrators come from; 0.0.0.0/0 is everybody",
        },
        {
          condition:
            'alltrue([for cidr in var.cluster_public_access_cidrs : !can(regex("^(10[.]|192[.]168[.]|172[.](1[6-9]|2[0-9]|3[01])[.])", cidr))])',
          expected: "public addresses",
          fix: "put private ones into cluster_private_access_cidrs; EKS refuses them here",
        },
      ],
    },
  },
});

/** With `cluster.nodes: fixed`. */
export const fixedNodeVariables = defineVariables({
  section: "Cluster",
  when: "cluster.nodes: fixed",
  variables: {
    nodeCount: {
      type: "number",
      description: "Number of nodes.",
      default: 3,
      rules: [nodeCountRule("node_count")],
    },
  },
});

/** With `cluster.nodes: autoscaling`. */
export const autoscalingNodeVariables = defineVariables({
  section: "Cluster",
  when: "cluster.nodes: autoscaling",
  variables: {
    minNodeCount: {
      type: "number",
      description: "Least number of nodes, and the number at the start.",
      default: 3,
      rules: [nodeCountRule("min_node_count")],
    },
    maxNodeCount: {
      type: "number",
      description: "Largest number of nodes.",
      default: 6,
      rules: [
        nodeCountRule("max_node_count"),
        {
          condition: "var.max_node_count >= var.min_node_count",
          expected: "at least min_node_count",
          fix: "raise it, or lower min_node_count",
        },
      ],
    },
  },
});
