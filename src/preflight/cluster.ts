import { DescribeClusterCommand, DescribeNodegroupCommand, paginateListNodegroups } from "@aws-sdk/client-eks";
import { failed, noValue, type Run } from "./check";
import { eachNamed } from "./each";
import { judgeNodes, type NodeGroup } from "./judge-cluster";
import { textOf, valueOf } from "./values";

export const cluster: Run = ({ aws: { eks }, subject }) =>
  eachNamed(
    subject,
    ["cluster_name"],
    async (name) => {
      const { cluster: found } = await eks.send(new DescribeClusterCommand({ name }));
      if (found?.status !== "ACTIVE") {
        return failed(`${name} is ${found?.status}, expected ACTIVE`, "wait until it is, or name another");
      }
      const [own, wanted] = [found.resourcesVpcConfig?.vpcId, textOf(subject, "vpc_id")];
      if (own !== undefined && wanted !== undefined && own !== wanted) {
        return failed(`${name} is in ${own}, while vpc_id is ${wanted}`, "correct vpc_id or cluster_name");
      }
      return undefined;
    },
    () => "correct cluster_name, or region",
  );

export const nodes: Run = async ({ aws: { eks }, subject }) => {
  const clusterName = textOf(subject, "cluster_name");
  if (clusterName === undefined) return [noValue("cluster_name")];
  const groups: NodeGroup[] = [];
  for await (const { nodegroups = [] } of paginateListNodegroups({ client: eks }, { clusterName })) {
    for (const nodegroupName of nodegroups) {
      const { nodegroup = {} } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }));
      const { status = "", instanceTypes = [], scalingConfig = {} } = nodegroup;
      groups.push({ name: nodegroupName, status, types: instanceTypes, nodes: scalingConfig.desiredSize ?? 0 });
    }
  }
  const count = Number(valueOf(subject, "node_count") ?? 0);
  return [judgeNodes(groups, { count, type: textOf(subject, "node_instance_type") })];
};
