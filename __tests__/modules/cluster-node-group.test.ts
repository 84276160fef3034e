import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { TerraformOutput, TerraformVariable } from "cdktf";
import type { ClusterProps, NodeScaling } from "../../modules/cluster";
import { CLUSTER_NAME, cluster, clusterResources, clusterStack } from "../support/cluster";
import { synthStack } from "../support/synth";

const INSTANCE_TYPE = "data.aws_ec2_instance_type.cluster_node_group_instance_type";
const TEMPLATE = "aws_launch_template.cluster_node_group_launch_template";

function outputsOf(props: Partial<ClusterProps> = {}): unknown {
  const json = synthStack((stack) => {
    const { count, cpuMillicores, memoryMib, autoscalingGroupName } = cluster(stack, props).nodes;
    new TerraformOutput(stack, "nodes", { value: { count, cpuMillicores, memoryMib, autoscalingGroupName } });
  }) as { output?: { nodes: { value: unknown } } };
  return json.output?.nodes.value;
}

describe("NodeGroup", () => {
  test("keeps its size, replaces and repairs nodes one by one, and comes after the add-ons that nodes need", () => {
    const resources = clusterResources();
    expect(resources(EksNodeGroup)).toEqual([
      {
        cluster_name: CLUSTER_NAME,
        node_group_name_prefix: "ppm-nodes-",
        node_role_arn: "${aws_iam_role.cluster_node_group_role.arn}",
        subnet_ids: ["subnet-private-1", "subnet-private-2"],
        version: "${aws_eks_cluster.cluster.version}",
        ami_type: "AL2023_x86_64_STANDARD",
        capacity_type: "ON_DEMAND",
        instance_types: ["c6a.4xlarge"],
        launch_template: { id: `\${${TEMPLATE}.id}`, version: `\${${TEMPLATE}.latest_version}` },
        scaling_config: { min_size: 3, desired_size: 3, max_size: 3 },
        update_config: { max_unavailable: 1 },
        node_repair_config: { enabled: true },
        depends_on: [
          "aws_iam_role_policy_attachment.cluster_node_group_role_worker",
          "aws_iam_role_policy_attachment.cluster_node_group_role_image_pull",
          "aws_iam_role_policy_attachment.cluster_node_group_role_session_manager",
          "aws_eks_addon.cluster_vpc_cni",
          "aws_eks_addon.cluster_kube_proxy",
          "aws_eks_addon.cluster_pod_identity_agent",
        ],
        lifecycle: {
          create_before_destroy: true,
          precondition: [
            {
              condition: `\${contains(${INSTANCE_TYPE}.supported_architectures, "x86_64")}`,
              error_message:
                "test/Cluster/NodeGroup: `nodeInstanceType` is c6a.4xlarge, expected a type with x86_64 processors; take one such as c6a.4xlarge.",
            },
          ],
        },
      },
    ]);
    expect(resources(DataAwsEc2InstanceType)).toEqual([{ instance_type: "c6a.4xlarge" }]);
  });

  test("launches nodes with IMDSv2 out of reach of pods, an encrypted disk and tags on all that they bring", () => {
    const tags = '${merge({"Name" = (trimsuffix("ppm-nodes-", "-"))}, {"CostCenter" = "4711"})}';
    expect(clusterResources({ tags: { CostCenter: "4711" } })(LaunchTemplate)).toEqual([
      {
        name_prefix: "ppm-nodes-",
        update_default_version: true,
        metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
        block_device_mappings: [
          {
            device_name: "/dev/xvda",
            ebs: { volume_type: "gp3", volume_size: 100, encrypted: "true", delete_on_termination: "true" },
          },
        ],
        monitoring: { enabled: false },
        tag_specifications: [
          { resource_type: "instance", tags },
          { resource_type: "volume", tags },
          { resource_type: "network-interface", tags },
        ],
      },
    ]);
  });

  test("takes another instance type, disk and monitoring", () => {
    const resources = clusterResources({
      nodeInstanceType: "m7i.4xlarge",
      nodeDiskGib: 200,
      nodeDetailedMonitoring: true,
    });
    expect(resources(EksNodeGroup)).toEqual([expect.objectContaining({ instance_types: ["m7i.4xlarge"] })]);
    expect(resources(LaunchTemplate)).toEqual([
      expect.objectContaining({
        block_device_mappings: [expect.objectContaining({ ebs: expect.objectContaining({ volume_size: 200 }) })],
        monitoring: { enabled: true },
      }),
    ]);
  });

  test("starts with the minimum and leaves the number to an autoscaler", () => {
    const nodeScaling = { mode: "autoscaling", minNodeCount: 2, maxNodeCount: 6 } as const;
    expect(clusterResources({ nodeScaling })(EksNodeGroup)).toEqual([
      expect.objectContaining({
        scaling_config: { min_size: 2, desired_size: 2, max_size: 6 },
        lifecycle: expect.objectContaining({ ignore_changes: ["scaling_config[0].desired_size"] }),
      }),
    ]);
    expect(outputsOf({ nodeScaling })).toMatchObject({ count: 2 });
  });

  test("says what a node has and which Auto Scaling group runs them", () => {
    expect(outputsOf()).toEqual({
      count: 3,
      cpuMillicores: `\${(${INSTANCE_TYPE}.default_vcpus * 1000)}`,
      memoryMib: `\${${INSTANCE_TYPE}.memory_size}`,
      autoscalingGroupName: "${aws_eks_node_group.cluster_node_group.resources[0].autoscaling_groups[0].name}",
    });
  });

  test.each([
    ["nodeDiskGib", 19, "GiB from 20 to 16384; set it to at least 20", { nodeDiskGib: 19 }],
    ["nodeDiskGib", 16385, "GiB from 20 to 16384; set it to at most 16384", { nodeDiskGib: 16385 }],
    ["nodeCount", 0, "nodes from 1 to 450; set it to at least 1", fixed(0)],
    ["nodeCount", 451, "nodes from 1 to 450; set it to at most 450", fixed(451)],
    ["minNodeCount", 0, "nodes from 1 to 450; set it to at least 1", autoscaling(0, 3)],
    ["maxNodeCount", 2, "nodes from 3 to 450; set it to at least 3", autoscaling(3, 2)],
    ["maxNodeCount", 451, "nodes from 3 to 450; set it to at most 450", autoscaling(3, 451)],
  ])("rejects %s %i", (prop, value, rule, props) => {
    expect(() => clusterStack(props)).toThrow(
      `test/Cluster/NodeGroup: \`${prop}\` is ${value}, expected a whole number of ${rule}`,
    );
  });

  test.each([
    { nodeDiskGib: 20 },
    { nodeDiskGib: 16384 },
    fixed(1),
    fixed(450),
    autoscaling(1, 1),
    autoscaling(3, 450),
  ])("takes %j", (props) => {
    expect(() => clusterStack(props)).not.toThrow();
  });

  test("takes tokens for every number", () => {
    const json = synthStack((stack) => {
      const n = new TerraformVariable(stack, "n", { type: "number" }).numberValue;
      cluster(stack, { nodeDiskGib: n, nodeScaling: { mode: "autoscaling", minNodeCount: n, maxNodeCount: n } });
    });
    expect(json.resource?.aws_eks_node_group?.cluster_node_group).toMatchObject({
      scaling_config: { min_size: "${var.n}", desired_size: "${var.n}", max_size: "${var.n}" },
    });
  });
});

function fixed(nodeCount: number): { nodeScaling: NodeScaling } {
  return { nodeScaling: { mode: "fixed", nodeCount } };
}

function autoscaling(minNodeCount: number, maxNodeCount: number): { nodeScaling: NodeScaling } {
  return { nodeScaling: { mode: "autoscaling", minNodeCount, maxNodeCount } };
}
