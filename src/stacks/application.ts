import type { Construct } from "constructs";
import { LoadBalancerController } from "../../modules/load-balancer-controller";
import { type DatabaseTls, PackageManager, type Targets } from "../../modules/package-manager";
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
import { BaseStack } from "./base-stack";
import { contractFromState, contractVariables, type ContractValues } from "./contract";
import { configureAws, configureAwsOfApplication } from "./infrastructure/aws";
import { infrastructureContext } from "./infrastructure/context";
import { isApplicationOnly, stackNames } from "./names";
import { defineParts } from "./parts";
import { rdsCaBundle } from "./rds-ca";

/** Package Manager on a cluster that exists: namespace, secrets, load balancer controller, and the Helm release. */
export class ApplicationStack extends BaseStack {
  private readonly given: ContractValues;

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
  }

  /** Without an infrastructure stack, what there is to make in AWS is made here. */
  private ownParts(): ContractValues {
    const context = infrastructureContext(this, this.deployment);
    configureAws(context);
    return defineParts(context);
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
    const secret = (secretArn: string, revision: number) => ({ secretArn, revision });
    new PackageManager(this, "PackageManager", {
      ...given,
      ...this.declare(packageManagerVariables),
      ...options,
      // With Pod Identity the association gives the role, and an annotation would win over it.
      roleArn: given.packageManagerRoleArn,
      databaseMasterUsername: required(given, "databaseMasterUsername"),
      targets: this.targets(),
      databaseTls: this.databaseTls(),
      databaseMasterPassword: secret(
        required(given, "databaseMasterSecretArn"),
        required(given, "databasePasswordRevision"),
      ),
      databasePassword: secret(required(given, "databaseSecretArn"), required(given, "databasePasswordRevision")),
      encryptionKey: secret(required(given, "encryptionKeySecretArn"), required(given, "encryptionKeyRevision")),
      license:
        options.license === "evaluation"
          ? undefined
          : secret(required(given, "licenseSecretArn"), required(given, "licenseRevision")),
      clientSideKey: bucket.clientSideEncryption
        ? { arn: required(given, "clientSideKeyArn"), setting: bucket.clientSideKeySetting }
        : undefined,
      outboundProxy: options.outboundProxy
        ? { ...this.declare(outboundProxyVariables), vpcCidr: given.vpcCidr }
        : undefined,
      imagePullSecret: options.imagePullSecret ? this.declare(imagePullSecretVariables).imagePullSecret : undefined,
    });
  }

  private targets(): Targets {
    const { given, deployment } = this;
    if (deployment.loadBalancer.targets === "node") return { type: "node", nodePort: required(given, "nodePort") };
    const controller = this.declare(loadBalancerControllerVariables);
    return {
      type: "ip",
      targetGroupArn: given.targetGroupArn,
      vpcId: given.vpcId,
      sourceCidrs: given.ingressCidrs,
      controller: new LoadBalancerController(this, "LoadBalancerController", {
        chartRepository: controller.controllerChartRepository,
        chartVersion: controller.controllerChartVersion,
        imageRepository: controller.controllerImageRepository,
        imageTag: controller.controllerImageTag,
        clusterName: given.clusterName,
        region: given.region,
        vpcId: given.vpcId,
        watchNamespace: given.namespace,
        roleArn: given.loadBalancerControllerRoleArn,
      }),
    };
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

/** A field that this deployment's contract has. */
function required<K extends keyof ContractValues>(given: ContractValues, key: K): NonNullable<ContractValues[K]> {
  const value = given[key];
  if (value === undefined) throw new Error(`the contract lacks ${key}`);
  return value as NonNullable<ContractValues[K]>;
}
