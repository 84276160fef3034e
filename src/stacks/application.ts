import type { Construct } from "constructs";
import { Check } from "../../modules/core";
import {
  type ILoadBalancerController,
  InstalledController,
  LoadBalancerController,
} from "../../modules/load-balancer-controller";
import {
  type DatabaseTls,
  PackageManager,
  type PackageManagerProps,
  type Targets,
} from "../../modules/package-manager";
import { controllerWarnings, packageManagerWarnings } from "../compatibility/rules";
import type { Deployment } from "../config/schema";
import { addBackend, readInfrastructureState, type StateLocation } from "../terraform/backend";
import { addClusterProviders } from "../terraform/providers";
import { packageManagerVariables } from "../variables/application";
import {
  databaseCaVariables,
  imagePullSecretVariables,
  loadBalancerControllerVariables,
  outboundProxyVariables,
} from "../variables/application-options";
import { runbookVariables } from "../variables/monitoring";
import { podRestartVariables, prometheusVariables } from "../variables/pod-monitoring";
import { applicationSecrets } from "./application-secrets";
import { BaseStack } from "./base-stack";
import { contractFromState, contractVariables, type ContractValues, installsController, required } from "./contract";
import { configureAws, configureAwsOfApplication } from "./infrastructure/aws";
import { infrastructureContext } from "./infrastructure/context";
import type { Monitoring } from "./infrastructure/monitoring";
import { isApplicationOnly, stackNames } from "./names";
import { defineParts } from "./parts";
import { rdsCaBundle } from "./rds-ca";
import { afterApplication } from "./what-next";

/** Package Manager on a cluster that exists: namespace, secrets, load balancer controller, and the Helm release. */
export class ApplicationStack extends BaseStack {
  private readonly given: ContractValues;
  /** Where there is no infrastructure stack. */
  private watching?: Monitoring;

  constructor(
    scope: Construct,
    private readonly deployment: Deployment,
    location: StateLocation,
  ) {
    super(scope, stackNames(deployment).application, deployment);
    addBackend(this, "application", location);
    this.given = isApplicationOnly(deployment) ? this.ownParts() : this.contract(location);
    const { given } = this;
    addClusterProviders(this, {
      clusterName: given.clusterName,
      endpoint: given.clusterEndpoint,
      certificateAuthority: given.clusterCertificateAuthority,
      region: given.region,
      login: deployment.clusterLogin,
    });
    this.packageManager();
    this.output("url", given.url, "Public address of Package Manager.");
    this.output("namespace", given.namespace, "Kubernetes namespace of Package Manager.");
    afterApplication(this, deployment, given, this.watching);
  }

  /** Without an infrastructure stack, what there is to make in AWS is made here. */
  private ownParts(): ContractValues {
    const context = infrastructureContext(this, this.deployment);
    configureAws(context);
    const { values, watching } = defineParts(context);
    this.watching = watching;
    return values;
  }

  private contract(location: StateLocation): ContractValues {
    const given = this.readContract(location);
    configureAwsOfApplication(this, this.deployment, given);
    return given;
  }

  private readContract(location: StateLocation): ContractValues {
    const { deployment } = this;
    if (deployment.handover === "variables") {
      return this.declare(contractVariables(deployment)) as unknown as ContractValues;
    }
    const state = readInfrastructureState(this, "Infrastructure", location, stackNames(deployment).infrastructure);
    return contractFromState(state, deployment);
  }

  private packageManager(): void {
    const { given, deployment } = this;
    const { packageManager: options, bucket } = deployment;
    new Check(this, "PackageManagerVersion", { assertions: packageManagerWarnings });
    new PackageManager(this, "PackageManager", {
      ...given,
      ...this.declare(packageManagerVariables),
      ...options,
      // With Pod Identity the association gives the role, and an annotation would win over it.
      roleArn: given.packageManagerRoleArn,
      secrets: applicationSecrets(this, deployment, given),
      targets: this.targets(),
      databaseTls: this.databaseTls(),
      clientSideKey: bucket.clientSideEncryption
        ? { arn: required(given, "clientSideKeyArn"), setting: bucket.clientSideKeySetting }
        : undefined,
      outboundProxy: options.outboundProxy
        ? { ...this.declare(outboundProxyVariables), vpcCidr: given.vpcCidr }
        : undefined,
      prometheus: deployment.monitoring.serviceMonitor ? this.prometheus() : undefined,
      imagePullSecret: options.imagePullSecret ? this.declare(imagePullSecretVariables).imagePullSecret : undefined,
    });
  }

  private prometheus(): PackageManagerProps["prometheus"] {
    const given = this.declare(prometheusVariables);
    return {
      labels: given.prometheusLabels,
      failedGitBuilds: given.alarmFailedGitBuilds,
      licenseDays: given.alarmLicenseDays,
      podRestarts: this.declare(podRestartVariables).alarmPodRestarts,
      ...this.declare(runbookVariables),
    };
  }

  private targets(): Targets {
    const { given, deployment } = this;
    if (deployment.loadBalancer.targets === "node") return { type: "node", nodePort: required(given, "nodePort") };
    const { targetGroupArn, vpcId, ingressCidrs: sourceCidrs } = given;
    return { type: "ip", targetGroupArn, vpcId, sourceCidrs, controller: this.controller() };
  }

  private controller(): ILoadBalancerController | undefined {
    const { given } = this;
    if (!installsController(this.deployment)) {
      new InstalledController(this, "LoadBalancerController", given);
      return undefined;
    }
    const variables = this.declare(loadBalancerControllerVariables);
    new Check(this, "LoadBalancerControllerVersion", { assertions: controllerWarnings });
    return new LoadBalancerController(this, "LoadBalancerController", {
      chartRepository: variables.controllerChartRepository,
      chartVersion: variables.controllerChartVersion,
      imageRepository: variables.controllerImageRepository,
      imageTag: variables.controllerImageTag,
      clusterName: given.clusterName,
      region: given.region,
      vpcId: given.vpcId,
      watchNamespace: given.namespace,
      roleArn: given.loadBalancerControllerRoleArn,
    });
  }

  private databaseTls(): DatabaseTls {
    const { databaseTls, databaseCa } = this.deployment.packageManager;
    if (databaseTls === "require") return { mode: "require" };
    const caBundle =
      databaseCa === "given"
        ? this.declare(databaseCaVariables).databaseCaBundle
        : rdsCaBundle(this, this.given.region);
    return { mode: "verify-full", caBundle };
  }
}
