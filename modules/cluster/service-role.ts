import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "../core";

/** What all roles of the cluster have in common. */
export interface RoleSettings {
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  /** @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** @default "/" */
  readonly iamPath?: string;
}

export interface ServiceRoleProps extends RoleSettings {
  readonly name: string;
  /** Service that assumes the role, such as `"eks.amazonaws.com"`. */
  readonly service: string;
  /** AWS managed policies by id: `{ Worker: "AmazonEKSWorkerNodePolicy" }` */
  readonly managedPolicies: Readonly<Record<string, string>>;
}

/** Defines the role of an AWS service with AWS managed policies. */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** Without these the role cannot do its work: who uses the role depends on them. */
  readonly attachments: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      assumeRolePolicy: policyDocument(this, "Trust", [
        {
          sid: "Service",
          actions: ["sts:AssumeRole"],
          resources: [],
          principals: [{ type: "Service", identifiers: [props.service] }],
        },
      ]),
      permissionsBoundary: props.permissionsBoundaryArn,
      path: props.iamPath,
    });
    this.arn = role.arn;
    this.attachments = Object.entries(props.managedPolicies).map(([policyId, policy]) =>
      attachManagedPolicy(this, policyId, role, props.partition, policy),
    );
  }
}

/** Attaches an AWS managed policy. */
export function attachManagedPolicy(
  scope: Construct,
  id: string,
  role: IamRole,
  partition: string,
  policy: string,
): IamRolePolicyAttachment {
  return new IamRolePolicyAttachment(scope, id, {
    role: role.name,
    policyArn: `arn:${partition}:iam::aws:policy/${policy}`,
  });
}
