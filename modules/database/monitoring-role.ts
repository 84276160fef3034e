import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "../core";

export interface MonitoringRoleProps {
  /** 1 to 64 characters. */
  readonly name: string;
  readonly partition: string;
  /** @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** @default "/" */
  readonly iamPath?: string;
}

/** Defines the role by which RDS writes measurements of the operating system to CloudWatch Logs. */
export class MonitoringRole extends Construct {
  readonly arn: string;
  /** Without it RDS refuses the role. */
  readonly attachment: IamRolePolicyAttachment;

  constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      assumeRolePolicy: policyDocument(this, "Trust", [
        {
          sid: "Service",
          actions: ["sts:AssumeRole"],
          resources: [],
          principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
        },
      ]),
      permissionsBoundary: props.permissionsBoundaryArn,
      path: props.iamPath,
    });
    this.arn = role.arn;
    this.attachment = new IamRolePolicyAttachment(this, "Policy", {
      role: role.name,
      policyArn: `arn:${props.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    });
  }
}
