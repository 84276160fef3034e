import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { Fn, Op, Token, conditional, propertyAccess, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface AddOnProps {
  readonly clusterName: string;
  /** EKS's own name, such as `"coredns"`. */
  readonly addOnName: string;
  /** Such as `"v1.12.4-eksbuild.1"`. Null at plan takes the newest that fits {@link kubernetesVersion}. */
  readonly version: string;
  readonly kubernetesVersion: string;
  /** What must exist before, and is destroyed after. @default - the cluster */
  readonly dependsOn?: ITerraformDependable[];
  /** IRSA role of the add-on's service account. @default - none, or an EKS Pod Identity association */
  readonly roleArn?: string;
  /** Settings in the add-on's own schema. @default - the add-on's own */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** Defines an EKS add-on that looks as written here, whatever was changed in the cluster. */
export class AddOn extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, id: string, props: AddOnProps) {
    super(scope, id);
    const newest = new DataAwsEksAddonVersion(this, "Newest", {
      // Reads nothing when the version is given.
      count: Token.asNumber(conditional(Op.eq(props.version, Token.nullValue()), 1, 0)),
      addonName: props.addOnName,
      kubernetesVersion: props.kubernetesVersion,
      mostRecent: true,
    });
    this.resource = new EksAddon(this, "Resource", {
      clusterName: props.clusterName,
      addonName: props.addOnName,
      addonVersion: Fn.coalesce([props.version, Fn.one(propertyAccess(newest.fqn, ["*", "version"]))]),
      serviceAccountRoleArn: props.roleArn,
      configurationValues: props.configuration && JSON.stringify(props.configuration),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: props.dependsOn,
    });
  }
}
