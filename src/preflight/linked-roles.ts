import { GetRoleCommand } from "@aws-sdk/client-iam";
import { isMissing } from "../aws/errors";
import { passed, type Run, unknown } from "./check";
import { resourcesOf } from "./values";

/** Role that a service works with, and a type of resource that makes it needed. */
const roles = [
  { service: "eks.amazonaws.com", role: "AWSServiceRoleForAmazonEKS", type: "aws_eks_cluster" },
  { service: "eks-nodegroup.amazonaws.com", role: "AWSServiceRoleForAmazonEKSNodegroup", type: "aws_eks_node_group" },
  { service: "autoscaling.amazonaws.com", role: "AWSServiceRoleForAutoScaling", type: "aws_eks_node_group" },
  { service: "elasticloadbalancing.amazonaws.com", role: "AWSServiceRoleForElasticLoadBalancing", type: "aws_lb" },
  { service: "rds.amazonaws.com", role: "AWSServiceRoleForRDS", type: "aws_db_instance" },
] as const;

export const linkedRoles: Run = async ({ aws, subject }) => {
  const needed = roles.filter(({ type }) => resourcesOf(subject, type).length > 0);
  const missing: (typeof roles)[number][] = [];
  for (const role of needed) {
    try {
      await aws.iam.send(new GetRoleCommand({ RoleName: role.role }));
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing.push(role);
    }
  }
  if (missing.length === 0) return [passed(`all ${needed.length} are there`)];
  return missing.map(({ role, service }) =>
    unknown(
      `${role} is not there; AWS makes it where the role that applies may do iam:CreateServiceLinkedRole`,
      `allow it, or run aws iam create-service-linked-role --aws-service-name ${service}`,
    ),
  );
};
