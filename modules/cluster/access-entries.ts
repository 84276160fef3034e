import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Fn, TerraformIterator, Token, propertyAccess } from "cdktf";
import { Construct } from "constructs";
import { CLUSTER_ADMIN_POLICY, VIEW_POLICY } from "./permissions";

export interface AccessEntriesProps {
  readonly clusterName: string;
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  /** ARNs of IAM roles or users that administer the cluster. */
  readonly administratorArns: string[];
  /** ARN of the IAM role that only reads. @default - none, as null at plan */
  readonly viewerArn?: string;
}

/**
 * Defines who may use the Kubernetes API, one entry an ARN. Addresses carry the ARN, so a list may change its order; an
 * ARN given twice has one entry (a second would be refused by AWS), and an administrator needs none as a viewer.
 */
export class AccessEntries extends Construct {
  constructor(scope: Construct, id: string, props: AccessEntriesProps) {
    super(scope, id);
    const policies = TerraformIterator.fromMap(
      Token.asAny(
        Fn.merge([
          byArn(Fn.compact([props.viewerArn ?? ""]), VIEW_POLICY),
          byArn(props.administratorArns, CLUSTER_ADMIN_POLICY),
        ]),
      ),
    );
    const entry = new EksAccessEntry(this, "Resource", {
      forEach: policies,
      clusterName: props.clusterName,
      principalArn: policies.key,
    });
    new EksAccessPolicyAssociation(this, "Policy", {
      forEach: policies,
      clusterName: props.clusterName,
      principalArn: Token.asString(propertyAccess(entry.fqn, [policies.key, "principal_arn"])),
      policyArn: `arn:${props.partition}:eks::aws:cluster-access-policy/${policies.value}`,
      accessScope: { type: "cluster" },
    });
  }
}

/** Map from each of `arns` to `policy`, once. */
function byArn(arns: string[], policy: string): unknown {
  return TerraformIterator.fromList(arns).forExpressionForMap("val", JSON.stringify(policy));
}
