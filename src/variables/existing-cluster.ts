import { defineVariables } from "../terraform/variables";
import { instanceTypeRule, nodeCountRule } from "./cluster-rules";

/** A cluster that exists. */
export const existingClusterVariables = defineVariables({
  section: "Cluster",
  when: "cluster.mode: existing",
  variables: {
    clusterName: {
      type: "string",
      description: "Name of the EKS cluster that runs Package Manager.",
      example: "platform",
      rules: [
        {
          condition: 'can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.cluster_name))',
          expected: "the name of an EKS cluster, not its ARN",
          fix: "copy it from 'aws eks list-clusters'",
        },
      ],
    },
    nodeInstanceType: {
      type: "string",
      description:
        "Smallest EC2 instance type of the nodes that Package Manager's pods may run on: their requests are checked against it.",
      default: "c6a.4xlarge",
      rules: [instanceTypeRule],
    },
    nodeCount: {
      type: "number",
      description:
        "Nodes of that size, or larger, that Package Manager's pods find: its replicas are checked against it.",
      default: 3,
      rules: [nodeCountRule("node_count")],
    },
  },
});

/** The nodes and pods in rules of security groups. */
export const nodeSecurityGroupVariables = defineVariables({
  section: "Cluster",
  when: "cluster.mode: existing, where loadBalancer.securityGroupRules or database.securityGroup is true",
  variables: {
    nodeSecurityGroupId: {
      type: "string",
      description: "Security group of the nodes and pods. Null: the cluster's own, which managed node groups carry.",
      default: null,
      example: "sg-0a1b2c3d4e5f67890",
      rules: [
        {
          condition:
            'var.node_security_group_id == null || can(regex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$", var.node_security_group_id))',
          expected: "an id such as sg-0a1b2c3d4e5f67890",
          fix: "copy it from the EC2 console",
        },
      ],
    },
  },
});

/** The nodes as targets of a load balancer. */
export const nodeTargetVariables = defineVariables({
  section: "Cluster",
  when: "cluster.mode: existing and loadBalancer.targets: node",
  variables: {
    autoscalingGroupName: {
      type: "string",
      description: "Auto Scaling group of the nodes that the load balancer sends to.",
      example: "eks-nodes-0a1b2c3d",
      rules: [
        {
          condition: "length(var.autoscaling_group_name) >= 1 && length(var.autoscaling_group_name) <= 255",
          expected: "the name of an Auto Scaling group",
          fix: "copy it from 'aws eks describe-nodegroup', resources.autoScalingGroups",
        },
      ],
    },
  },
});
