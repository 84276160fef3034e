import { Release } from "@cdktf/provider-helm/lib/release";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Annotations, Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type Assertion, expression, leaveToUser, requireInteger } from "../core";
import { capacityPreconditions } from "./capacity";
import { chartInputs } from "./chart-inputs";
import { chartValues, releaseName } from "./chart-values";
import { databaseCaFile } from "./init-container";
import { networkPolicy } from "./network-policy";
import { checkPassThrough } from "./pass-through";
import type { PackageManagerProps } from "./props";
import { sameVersionPrecondition } from "./running-version";
import { administratorSql, schemaScript } from "./schema-script";
import { Secrets } from "./secrets";

/**
 * Helm waits this long for the pods: longer than one may take to start, and, with the controller's release before it,
 * shorter than the 15 minutes that the cluster's login lives.
 */
export const releaseTimeoutSeconds = 600;

/**
 * Defines Package Manager in a namespace of its own: secrets, network policy, and the Helm release.
 *
 * Passwords, key and license are copied from Secrets Manager without passing through JSON, plan or state, or are Kubernetes
 * secrets of the user's. A change of any of them, or of a setting, replaces the pods.
 *
 * @throws PropError when `extraConfig`, `extraEnvFromSecret` or `extraValues` set what other props decide.
 */
export class PackageManager extends Construct {
  constructor(scope: Construct, id: string, props: PackageManagerProps) {
    super(scope, id);
    this.check(props);
    const { targets } = props;

    const namespace = this.namespace(props);
    const secrets = new Secrets(this, "Secrets", {
      origin: props.secrets,
      namespace,
      namespaceName: props.namespace,
    });
    const script = new ConfigMapV1(this, "SchemaScript", {
      metadata: { name: "ppm-database-schemas", namespace },
      data: { ...schemaScript },
    });
    const ca = this.databaseCa(props, namespace);
    networkPolicy(this, "NetworkPolicy", namespace, props);

    const inputs = chartInputs(props, {
      secrets,
      scriptConfigMap: script.metadata.name,
      databaseCaConfigMap: ca?.metadata.name,
    });
    const values = new TerraformLocal(this, "ChartValues", chartValues(inputs));
    new Release(this, "Resource", {
      name: releaseName,
      namespace,
      repository: props.chartRepository,
      chart: "rstudio-pm",
      version: props.chartVersion,
      values: [Fn.yamlencode(values.expression)],
      wait: true,
      timeout: releaseTimeoutSeconds,
      // Its rollback would wait a second time, beyond the life of the cluster's login.
      atomic: false,
      cleanupOnFail: true,
      upgradeInstall: true,
      maxHistory: 10,
      dependsOn: [
        ...secrets.resources,
        ...(targets.type === "ip" && targets.controller ? [targets.controller.release] : []),
      ],
      lifecycle: {
        precondition: [
          ...capacityPreconditions(this, props),
          ...otherThanMaster(props),
          sameVersionPrecondition(this, props),
        ],
      },
    });
  }

  private check(props: PackageManagerProps): void {
    requireInteger(this, "replicas", props.replicas, { min: 1, max: 100, unit: "pods" });
    checkPassThrough(this, props);
    if (props.sandboxing === false) {
      Annotations.of(this).addWarning(
        "sandboxing is off: code from Git repositories runs unconfined in Package Manager's container, beside its secrets",
      );
    }
    if (props.databaseTls.mode === "require") {
      Annotations.of(this).addWarning(
        "databaseTls is require: connections are encrypted, but another server could pose as the database",
      );
    }
    if (!props.secrets.databaseMaster) {
      leaveToUser(this, {
        what:
          `The database ${props.databaseName} must have the role ${props.databaseUsername} with its password, and two schemas ` +
          "that it owns. A database administrator runs there, once, and then gives the role the password of its secret " +
          "(in psql: \\password)",
        text: administratorSql(props.databaseUsername, props.databaseName).join("\n"),
      });
    }
  }

  private namespace(props: PackageManagerProps): string {
    const level = props.sandboxing === false ? "restricted" : "privileged";
    const namespace = new NamespaceV1(this, "Namespace", {
      metadata: {
        name: props.namespace,
        labels: {
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/warn": level,
          "pod-security.kubernetes.io/audit": level,
          // A pod of an update counts as ready only when the load balancer has it.
          ...(props.targets.type === "ip" && { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }),
        },
      },
    });
    return namespace.metadata.name;
  }

  private databaseCa({ databaseTls, region }: PackageManagerProps, namespace: string): ConfigMapV1 | undefined {
    if (databaseTls.mode !== "verify-full") return undefined;
    return new ConfigMapV1(this, "DatabaseCa", {
      metadata: { name: "ppm-database-ca", namespace },
      data: { [databaseCaFile]: databaseTls.caBundle },
      lifecycle: {
        precondition: [
          {
            condition: expression`trimspace(${databaseTls.caBundle}) != ""`,
            errorMessage: `region is ${region}, expected one whose database certificates come with this app; set packageManager.databaseCa to given and database_ca_bundle to AWS's bundle of the region, or packageManager.databaseTls to require.`,
          },
        ],
      },
    });
  }
}

function otherThanMaster({ databaseUsername, secrets: { databaseMaster } }: PackageManagerProps): Assertion[] {
  if (!databaseMaster) return [];
  return [
    {
      condition: expression`${databaseUsername} != ${databaseMaster.username}`,
      errorMessage: `database_username is ${databaseUsername}, expected another name than the master user's; rename it.`,
    },
  ];
}
