import { Token } from "cdktf";
import { expression, type PolicyCondition, type PolicyStatement } from "../core";

/** The account, and the names in it that the runs may touch. */
export interface RunScope {
  readonly partition: string;
  /** `amazonaws.com`, `amazonaws.com.cn`, … */
  readonly dnsSuffix: string;
  readonly region: string;
  readonly accountId: string;
  /** Start of the names of everything that the runs make. */
  readonly name: string;
  /** IAM path of the roles that they make. */
  readonly iamPath: string;
}

/** What a plan opens beyond AWS's policy ReadOnlyAccess: an ephemeral resource is read in each phase. */
export function planAccess(
  { partition, dnsSuffix, region, accountId, name }: RunScope,
  secretArns: readonly string[],
): PolicyStatement[] {
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}/*`, ...secretArns],
    },
    { sid: "RandomPassword", actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${region}.${dnsSuffix}`] },
      ],
    },
  ];
}

/** Who gets a role of this deployment from Terraform. */
const SERVICES = [
  "backup.amazonaws.com",
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pods.eks.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Services whose own roles AWS makes at first use. */
const LINKED_SERVICES = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  "eks.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "rds.amazonaws.com",
  "wafv2.amazonaws.com",
];

const CHANGE_ROLE = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

const KEEP_ROLE = [
  "iam:DeleteRole",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

const KEEP_OIDC_PROVIDER = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:CreateOpenIDConnectProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:GetOpenIDConnectProvider",
  "iam:ListOpenIDConnectProviderTags",
  "iam:RemoveClientIDFromOpenIDConnectProvider",
  "iam:TagOpenIDConnectProvider",
  "iam:UntagOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
];

export interface ApplyAccessOptions {
  /** Boundary that each role made by a run must have. May be null at plan: then any, or none. @default - any, or none */
  readonly permissionsBoundaryArn?: string;
  /** ARN patterns of the roles of the runs, which no run may change. */
  readonly runRoleArns: readonly string[];
}

/** What an apply does in IAM: only to roles of this deployment, and to the OIDC provider of its cluster. */
export function applyAccess(scope: RunScope, options: ApplyAccessOptions): PolicyStatement[] {
  const iam = `arn:${scope.partition}:iam::${scope.accountId}`;
  const ownRoles = [`${iam}:role${scope.iamPath}${scope.name}-*`];
  const { permissionsBoundaryArn: boundary } = options;
  return [
    {
      sid: "ChangeRoles",
      actions: CHANGE_ROLE,
      resources: ownRoles,
      ...(boundary !== undefined && { conditions: [bounded(boundary)] }),
    },
    { sid: "KeepRoles", actions: KEEP_ROLE, resources: ownRoles },
    { sid: "ClusterOidcProvider", actions: KEEP_OIDC_PROVIDER, resources: [`${iam}:oidc-provider/oidc.eks.*`] },
    passRoles("PassRoles", ownRoles),
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`${iam}:role/aws-service-role/*`],
      conditions: [{ test: "StringEquals", variable: "iam:AWSServiceName", values: LINKED_SERVICES }],
    },
    { sid: "NotItself", effect: "Deny", actions: ["iam:*"], resources: options.runRoleArns },
  ];
}

/** With a null boundary the condition always holds. */
function bounded(boundary: string): PolicyCondition {
  return {
    test: Token.asString(expression`${boundary} == null ? "StringLikeIfExists" : "StringEquals"`),
    variable: "iam:PermissionsBoundary",
    values: [Token.asString(expression`coalesce(${boundary}, "*")`)],
  };
}

/** Hands roles to the AWS services that act for this deployment. */
export function passRoles(sid: string, resources: readonly string[]): PolicyStatement {
  return {
    sid,
    actions: ["iam:PassRole"],
    resources,
    conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: SERVICES }],
  };
}
