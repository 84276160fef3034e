import { Fn, Token } from "cdktf";
import { expression } from "../core";
import { releaseName, type ChartInputs, type ContainerResources } from "./chart-values";
import { fromSecret } from "./init-container";
import { literal } from "./literal";
import { defaultClientSideKeySetting } from "./owned";
import { directDestinations } from "./no-proxy";
import type { PackageManagerProps } from "./props";
import type { Secrets } from "./secrets";
import type { ChartTargets } from "./target-group-binding";

/** Kept between the end of a target's deregistration and the pod's, and for the pod's own shutdown after that. */
const preStopMarginSeconds = 5;
const shutdownSeconds = 60;

/** Names of the objects that the chart refers to. */
export interface ChartObjects {
  readonly secrets: Secrets;
  readonly scriptConfigMap: string;
  /** @default - none, when the server's certificate is not checked */
  readonly databaseCaConfigMap?: string;
}

/** Returns what the chart's values are made of: the props, with Terraform doing the arithmetic on tokens. */
export function chartInputs(props: PackageManagerProps, objects: ChartObjects): ChartInputs {
  const { extraConfig = {}, extraEnvFromSecret = [], extraValues = {}, clientSideKey, outboundProxy } = props;
  const { secrets } = objects;
  const { databaseMaster: master } = props.secrets;
  const preStopSeconds = sum(props.deregistrationDelaySeconds, preStopMarginSeconds);
  return {
    replicas: props.replicas,
    strategyType: Token.asString(expression`${props.updateStrategy} == "recreate" ? "Recreate" : "RollingUpdate"`),
    sandboxing: props.sandboxing ?? true,
    image: { repository: props.imageRepository, tag: imageTag(props), pullSecret: props.imagePullSecret },
    initImage: props.initImage,
    serviceAccount: { name: props.serviceAccountName, roleArn: props.roleArn },
    url: props.url,
    region: props.region,
    bucketName: props.bucketName,
    // The chart prints a line for each element of a list: none where the prefix is empty.
    bucketPrefix: props.bucketPrefix === undefined ? undefined : Fn.compact([props.bucketPrefix]),
    clientSideKey: clientSideKey && {
      arn: clientSideKey.arn,
      setting: clientSideKey.setting ?? defaultClientSideKeySetting,
    },
    database: {
      host: props.databaseHost,
      port: Token.asString(expression`tostring(${props.databasePort})`),
      database: props.databaseName,
      sslMode: props.databaseTls.mode,
      master: master && { user: master.username, password: secrets.databaseMasterPassword },
      applicationUser: props.databaseUsername,
      applicationPassword: secrets.databasePassword,
    },
    maxOpenConnections: props.maxOpenConnections,
    gitBuildConcurrency: props.gitBuildConcurrency,
    encryptionKey: secrets.encryptionKey,
    license: secrets.license,
    databaseCaConfigMap: objects.databaseCaConfigMap,
    scriptConfigMap: objects.scriptConfigMap,
    secretsRevision: secrets.revision,
    requests: quantities(props.cpuRequestMillicores, props.memoryRequestMib, props.ephemeralStorageRequestGib),
    limits: quantities(props.cpuLimitMillicores, props.memoryLimitMib, props.ephemeralStorageLimitGib),
    preStopSeconds,
    terminationGracePeriodSeconds: sum(preStopSeconds, shutdownSeconds),
    targets: chartTargets(props),
    proxy: outboundProxy && {
      httpsProxy: outboundProxy.httpsProxy,
      noProxy: Token.asString(
        expression`join(",", concat(${directDestinations(props.region, outboundProxy.vpcCidr)}, ${outboundProxy.noProxy}))`,
      ),
    },
    prometheus: props.prometheus && { ...props.prometheus, namespace: props.namespace },
    extraConfig: literal(extraConfig),
    extraEnvironment: extraEnvFromSecret.map(({ name, secret, key }) => fromSecret(name, { name: secret, key })),
    extraValues: literal(extraValues),
  };
}

/** `repository:tag@digest` is pulled by its digest; the chart knows no digest, but prints the tag as it is. */
function imageTag({ imageTag, imageDigest }: PackageManagerProps): string {
  return imageDigest === undefined ? imageTag : Fn.join("@", Fn.compact([imageTag, imageDigest]));
}

function chartTargets({ targets, namespace }: PackageManagerProps): ChartTargets {
  if (targets.type === "node") return targets;
  const { targetGroupArn, vpcId } = targets;
  const bindingName = expression`join("-", [${releaseName}, substr(sha256(${targetGroupArn}), 0, 8)])`;
  return { type: "ip", namespace, bindingName: Token.asString(bindingName), targetGroupArn, vpcId };
}

function quantities(cpuMillicores: number, memoryMib: number, ephemeralStorageGib: number): ContainerResources {
  return {
    cpu: `${Token.asString(cpuMillicores)}m`,
    memory: `${Token.asString(memoryMib)}Mi`,
    ephemeralStorage: `${Token.asString(ephemeralStorageGib)}Gi`,
  };
}

function sum(a: number, b: number): number {
  return Token.asNumber(expression`${a} + ${b}`);
}
