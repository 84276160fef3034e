import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { leaveToUser, readable } from "./checklist";
import { expression } from "./expression";
import { type PolicyStatement, policyDocument, policyText } from "./policy";

/** An IAM role that AWS assumes, created here or brought by the user. */
export interface IServiceRole extends IConstruct {
  readonly arn: string;
  /** Without these the role cannot do its work: who uses the role depends on them. None of a role that exists. */
  readonly dependencies: ITerraformDependable[];
}

/** What all roles of a deployment have in common. */
export interface RoleSettings {
  /** Policy that bounds the role. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** IAM path, such as `/package-manager/`. Changing it replaces the role. @default "/" */
  readonly iamPath?: string;
}

/** Who assumes a role, and what it may do then. */
export interface RolePolicies {
  /** Who may assume it. */
  readonly trust: PolicyStatement;
  /** ARNs of managed policies by id: `{ Worker: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" }` @default - none */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
  /** Inline policies by id. @default - none */
  readonly inlinePolicies?: Readonly<Record<string, InlinePolicy>>;
}

export interface InlinePolicy {
  /** Says in the IAM console what it is for. */
  readonly name: string;
  readonly statements: readonly PolicyStatement[];
}

/** What is needed to use a role that this app does not own. */
export interface ServiceRoleAttributes extends RolePolicies {
  readonly roleArn: string;
}

export interface ServiceRoleProps extends RolePolicies, RoleSettings {
  /** 1 to 64 characters, unique in the account. Changing it replaces the role. */
  readonly name: string;
  /** The IAM path counts when the role is made; another one later leaves the role where it is. @default false */
  readonly keepsPath?: boolean;
  /** Where the document of the trust policy is defined. @default - in the role, with the id Trust */
  readonly trustDocument?: { readonly scope: Construct; readonly id: string };
}

/** Defines the role of an AWS service, with managed and inline policies. */
export class ServiceRole extends Construct implements IServiceRole {
  /** Makes a role or, where `roleArn` is given, refers to that one. */
  static define(
    scope: Construct,
    id: string,
    { roleArn, ...props }: ServiceRoleProps & Partial<Pick<ServiceRoleAttributes, "roleArn">>,
  ): Construct & IServiceRole {
    if (roleArn === undefined) return new ServiceRole(scope, id, props);
    return ServiceRole.fromAttributes(scope, id, { ...props, roleArn });
  }

  /** Refers to an existing role; defines nothing, and leaves its trust and its policies to the user. */
  static fromAttributes(scope: Construct, id: string, attrs: ServiceRoleAttributes): Construct & IServiceRole {
    const role = new (class extends Construct implements IServiceRole {
      readonly arn = attrs.roleArn;
      readonly dependencies = [];
    })(scope, id);
    leaveRoleToUser(role, attrs);
    return role;
  }

  readonly arn: string;
  readonly dependencies: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { managedPolicyArns = {}, inlinePolicies = {} } = props;
    const role = defineRole(this, props);
    this.arn = role.arn;
    // By id, which is the name, but unknown while the role is made again: the policies then are, too, in the same apply.
    this.dependencies = [
      ...Object.entries(managedPolicyArns).map(
        ([policyId, policyArn]) => new IamRolePolicyAttachment(this, policyId, { role: role.id, policyArn }),
      ),
      ...Object.entries(inlinePolicies).map(
        ([policyId, { name, statements }]) =>
          new IamRolePolicy(this, policyId, {
            name,
            role: role.id,
            policy: policyDocument(this, `${policyId}Document`, statements),
          }),
      ),
    ];
  }
}

/** Defines in `scope` a role without permissions. */
export function defineRole(
  scope: Construct,
  {
    name,
    trust,
    trustDocument,
    keepsPath,
    ...settings
  }: Omit<ServiceRoleProps, "managedPolicyArns" | "inlinePolicies">,
): IamRole {
  const document = trustDocument ?? { scope, id: "Trust" };
  return new IamRole(scope, "Resource", {
    name,
    assumeRolePolicy: policyDocument(document.scope, document.id, [trust]),
    permissionsBoundary: settings.permissionsBoundaryArn,
    path: settings.iamPath,
    ...(keepsPath && { lifecycle: { ignoreChanges: ["path"] } }),
  });
}

/**
 * Returns a name that is another one under another IAM path, up to 7 characters longer. The role can then be made before
 * the former goes: `create_before_destroy` spreads to whatever a resource depends on, and names are unique in the account.
 */
export function roleNameAt(iamPath: string | undefined, name: string): string {
  if (iamPath === undefined) return name;
  return Token.asString(
    expression`${iamPath} == "/" ? ${name} : join("-", [${name}, substr(sha256(${iamPath}), 0, 6)])`,
  );
}

/** Says who must be able to assume an existing role, and which policies it must have. */
export function leaveRoleToUser(scope: IConstruct, attrs: ServiceRoleAttributes): void {
  const { trust, managedPolicyArns = {}, inlinePolicies = {} } = attrs;
  leaveToUser(scope, { what: `${unmanaged(attrs)}; its trust policy must say this`, text: textOf(scope, [trust]) });
  const arns = Object.values(managedPolicyArns);
  if (arns.length > 0) {
    leaveToUser(scope, { what: `${unmanaged(attrs)}; attach these managed policies to it`, text: arns.join("\n") });
  }
  for (const { name, statements } of Object.values(inlinePolicies)) {
    leavePolicyToUser(scope, attrs, name, statements);
  }
}

/** Says which policy an existing role must have, for what. */
export function leavePolicyToUser(
  scope: IConstruct,
  role: Pick<ServiceRoleAttributes, "roleArn">,
  name: string,
  statements: readonly PolicyStatement[],
): void {
  leaveToUser(scope, {
    what: `${unmanaged(role)}; add this policy for ${name} to it`,
    text: textOf(scope, statements),
  });
}

const unmanaged = ({ roleArn }: Pick<ServiceRoleAttributes, "roleArn">) => `The role ${roleArn} is not managed here`;

const textOf = (scope: IConstruct, statements: readonly PolicyStatement[]) =>
  JSON.stringify(policyText(readable(scope, statements)), null, 2);

/** Trust in one AWS service, such as `"eks.amazonaws.com"`. */
export function serviceTrust(service: string): PolicyStatement {
  return {
    sid: "Service",
    actions: ["sts:AssumeRole"],
    resources: [],
    principals: [{ type: "Service", identifiers: [service] }],
  };
}

/** ARNs of AWS managed policies, under the ids of their names. */
export function managedPolicyArns(
  partition: string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(names).map(([id, name]) => [id, `arn:${partition}:iam::aws:policy/${name}`]),
  );
}
