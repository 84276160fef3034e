import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type IGrantee, type PolicyStatement, expression, policyDocument, requirePattern } from "../core";
import type { RunIdentity, RunPhase } from "./run-identity";

export interface RunRoleProps {
  /** 1 to 64 characters, unique in the account. Changing it replaces the role. */
  readonly name: string;
  readonly identity: RunIdentity;
  /** The only phase of a run that gets this role. */
  readonly phase: RunPhase;
  /** Bounds what the role may ever do. */
  readonly permissionsBoundaryArn: string;
  /** IAM path, such as `/terraform/`. Changing it replaces the role. */
  readonly iamPath: string;
  /** ARNs of managed policies, known at plan. */
  readonly policyArns: string[];
}

/**
 * Defines the role that one phase of Terraform's runs assumes by a token of HCP Terraform. Needs no key that lasts.
 *
 * @throws PropError when the name breaks IAM's rules.
 */
export class RunRole extends Construct implements IGrantee {
  readonly roleArn: string;
  private readonly roleName: string;

  constructor(scope: Construct, id: string, props: RunRoleProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w+=,.@-]{1,64}$/,
      expected: "1 to 64 letters, digits or _+=,.@-",
      fix: "shorten it or take the other characters out",
    });
    const role = new IamRole(this, "Resource", {
      name: props.name,
      description: `Terraform runs of Package Manager, phase ${props.phase}`,
      assumeRolePolicy: policyDocument(this, "Trust", [props.identity.trust(props.phase)]),
      permissionsBoundary: props.permissionsBoundaryArn,
      path: props.iamPath,
    });
    this.roleArn = role.arn;
    this.roleName = role.id;
    const policies = new IamRolePolicyAttachment(this, "Policies", { role: role.id, policyArn: "${each.value}" });
    policies.addOverride("for_each", expression`toset(${props.policyArns})`);
  }

  grant(id: string, statements: readonly PolicyStatement[]): void {
    const scope = new Construct(this, id);
    new IamRolePolicy(scope, "Resource", {
      name: id,
      role: this.roleName,
      policy: policyDocument(scope, "Document", statements),
    });
  }
}
