import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Fn, Lazy, Op, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  type IGrantee,
  type PolicyStatement,
  type RoleSettings,
  type ServiceAccount,
  defineAssociation,
  defineRole,
  leavePolicyToUser,
  leaveRoleToUser,
  policyDocument,
  requirePattern,
  serviceAccountTrust,
} from "../core";

/** The IAM role of one Kubernetes service account, created here or brought by the user. */
export interface IWorkloadRole extends IConstruct, IGrantee {
  readonly roleArn: string;
}

/** What is needed to use a role that this app does not own. */
export type WorkloadRoleAttributes = Pick<IWorkloadRole, "roleArn"> & {
  /**
   * Whose role it is: associated with it under Pod Identity, and named in the trust policy that is left to the user.
   * @default - the role is used already
   */
  readonly serviceAccount?: ServiceAccount;
};

export interface WorkloadRoleProps extends ServiceAccount, RoleSettings {
  /** Name of the role, 1 to 64 characters, unique in the account. Changing it replaces the role. */
  readonly name: string;
}

/**
 * What IAM allows all inline policies of a role together, in characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_INLINE_POLICY_CHARACTERS = 10_240;

/**
 * Defines the IAM role of one Kubernetes service account, without any permission until {@link IGrantee.grant}.
 *
 * Only that service account of that cluster can assume it. With Pod Identity, the association is made too; with IRSA,
 * the service account needs the annotation `eks.amazonaws.com/role-arn`.
 *
 * @throws PropError when the name, the namespace or the service account's name breaks the rules of IAM or Kubernetes.
 */
export class WorkloadRole extends Construct implements IWorkloadRole {
  /**
   * Refers to an existing role, of which it defines the association only; its trust, and what {@link IGrantee.grant}
   * would add, are left to the user.
   */
  static fromAttributes(scope: Construct, id: string, attrs: WorkloadRoleAttributes): IWorkloadRole {
    const { roleArn, serviceAccount } = attrs;
    const role = new (class extends Construct implements IWorkloadRole {
      readonly roleArn = roleArn;
      grant(grantId: string, statements: readonly PolicyStatement[]): void {
        leavePolicyToUser(this, attrs, grantId, statements);
      }
    })(scope, id);
    if (serviceAccount) {
      leaveRoleToUser(role, { roleArn, trust: serviceAccountTrust(serviceAccount) });
      defineAssociation(role, serviceAccount, roleArn);
    }
    return role;
  }

  readonly roleArn: string;
  private readonly roleName: string;
  private readonly documents: string[] = [];

  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w+=,.@-]{1,64}$/,
      expected: "1 to 64 letters, digits or _+=,.@-",
      fix: "shorten it or take the other characters out",
    });
    for (const prop of ["namespace", "serviceAccountName"] as const) {
      requirePattern(this, prop, props[prop], {
        pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        expected: "1 to 63 lower-case letters, digits or hyphens, not at either end",
        fix: "use the name that the Kubernetes object has",
      });
    }

    const role = defineRole(this, { ...props, trust: serviceAccountTrust(props) });
    defineAssociation(this, props, role.arn);
    this.roleArn = role.arn;
    // Not the name, which is known while the role is made again: its policies would only follow in a second apply.
    this.roleName = role.id;
  }

  grant(id: string, statements: readonly PolicyStatement[]): void {
    const scope = new Construct(this, id);
    const document = policyDocument(scope, "Document", statements);
    this.documents.push(document);
    new IamRolePolicy(scope, "Resource", {
      name: id,
      role: this.roleName,
      policy: document,
      lifecycle: {
        precondition: [
          {
            condition: Lazy.stringValue({ produce: () => this.fitsIam() }),
            errorMessage: `${this.node.path}: inline policies exceed ${MAX_INLINE_POLICY_CHARACTERS} characters, which IAM allows a role; grant less.`,
          },
        ],
      },
    });
  }

  /** Condition over every policy granted until synth. */
  private fitsIam(): string {
    const characters = this.documents.map((document) => Fn.lengthOf(Fn.jsonencode(Fn.jsondecode(document))));
    return Token.asString(Op.lte(characters.reduce(Op.add), MAX_INLINE_POLICY_CHARACTERS));
  }
}
