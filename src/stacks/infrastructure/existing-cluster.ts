import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { Fn, Op, Token } from "cdktf";
import { Cluster, type ICluster } from "../../../modules/cluster";
import type { INetwork } from "../../../modules/network";
import { nodeTargetVariables } from "../../variables/existing-cluster";
import type { ClusterInputs } from "./cluster";
import type { Context } from "./context";

/** A cluster that the user has. */
export function existingCluster(
  { stack, deployment }: Context,
  { variables }: Extract<ClusterInputs, { mode: "existing" }>,
  _network: INetwork,
): ICluster {
  const found = new DataAwsEksCluster(stack, "ExistingCluster", { name: variables.clusterName });
  const type = new DataAwsEc2InstanceType(stack, "NodeType", { instanceType: variables.nodeInstanceType });
  const oidc = () =>
    new DataAwsIamOpenidConnectProvider(stack, "OidcProvider", { url: found.identity.get(0).oidc.get(0).issuer });
  const provider = deployment.identity === "irsa" ? oidc() : undefined;
  return Cluster.fromAttributes(stack, "Cluster", {
    clusterName: found.name,
    endpoint: found.endpoint,
    certificateAuthority: found.certificateAuthority.get(0).data,
    workloadIdentity: provider
      ? {
          mode: "irsa",
          oidcProvider: { arn: provider.arn, issuer: Fn.replace(provider.url, "/^https?:///", "") },
        }
      : { mode: "podIdentity", clusterName: found.name },
    securityGroupId: Fn.coalesce([
      variables.nodeSecurityGroupId,
      found.vpcConfig.get(0).clusterSecurityGroupId,
    ]) as unknown as string,
    nodes: {
      count: variables.nodeCount,
      cpuMillicores: Token.asNumber(Op.mul(type.defaultVcpus, 1000)),
      memoryMib: type.memorySize,
      autoscalingGroupName:
        deployment.loadBalancer.targets === "node" ? stack.declare(nodeTargetVariables).autoscalingGroupName : "",
    },
  });
}
