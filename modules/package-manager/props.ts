import type { IResolvable } from "cdktf";
import type { ILoadBalancerController } from "../load-balancer-controller";
import type { Config } from "./gcfg";
import type { PrometheusInputs } from "./prometheus";
import type { SecretsOrigin } from "./secrets-origin";

/** How the load balancer reaches the pods. */
export type Targets =
  | {
      /** To pod addresses, which the controller registers in the target group. */
      readonly type: "ip";
      readonly targetGroupArn: string;
      /** VPC of the target group. */
      readonly vpcId: string;
      /**
       * Must outlive the release: it lets go of the pods when the binding goes.
       * @default - one that the cluster has anyway
       */
      readonly controller?: ILoadBalancerController;
      /** Subnets of the load balancer: besides the pods' own node, only they reach the pods. */
      readonly sourceCidrs: string[];
    }
  | {
      /** To a port of every node. */
      readonly type: "node";
      /** 30000 to 32767. */
      readonly nodePort: number;
    };

/** How far the connections to the database are protected. */
export type DatabaseTls =
  | {
      /** Encrypted, and the server proves that it is the one meant. */
      readonly mode: "verify-full";
      /** PEM of the CA that signs the server's certificate. Empty is refused when Terraform plans. */
      readonly caBundle: string;
    }
  | {
      /** Encrypted only. */
      readonly mode: "require";
    };

/** An environment variable of the pods, read from a Kubernetes secret of the user's in the same namespace. */
export interface SecretVariable {
  readonly name: string;
  readonly secret: string;
  readonly key: string;
}

export interface PackageManagerProps {
  /** Kubernetes namespace to make. Changing it replaces everything in it. */
  readonly namespace: string;
  /** Kubernetes service account to make; IAM trusts this name. */
  readonly serviceAccountName: string;
  /**
   * IAM role for service accounts, an ARN.
   * @default - none; EKS Pod Identity gives the pods their role
   */
  readonly roleArn?: string;
  /** Region of the bucket, and the one named in messages. */
  readonly region: string;
  /** Public address, with scheme and without a trailing slash. */
  readonly url: string;
  readonly targets: Targets;
  /** Seconds for which a leaving target still gets its open requests. Pods stay up a little longer. */
  readonly deregistrationDelaySeconds: number;

  /** DNS name of the PostgreSQL server. */
  readonly databaseHost: string;
  readonly databasePort: number;
  readonly databaseName: string;
  /** Role that Package Manager logs in with; made by the init container where there is a master, and not the master. */
  readonly databaseUsername: string;
  readonly databaseTls: DatabaseTls;
  /** Connections that the server accepts. */
  readonly databaseMaxConnections: number;
  /**
   * Connections that one pod opens at most.
   * @see https://docs.posit.co/rspm/admin/appendix/configuration/#PostgresPool.MaxOpenConnections
   */
  readonly maxOpenConnections: number;

  readonly bucketName: string;
  /** Start of the keys of all objects there; may be empty. @default - none */
  readonly bucketPrefix?: string;
  /**
   * KMS key with which Package Manager encrypts objects itself, and the setting, `Section.Key`, that takes its ARN.
   * @default - none; S3 encrypts
   */
  readonly clientSideKey?: {
    readonly arn: string;
    /** @default {@link defaultClientSideKeySetting} */
    readonly setting?: string;
  };
  /** Where passwords, encryption key and license are. */
  readonly secrets: SecretsOrigin;

  /** Repository of the chart: `https://…` or `oci://…`. */
  readonly chartRepository: string;
  readonly chartVersion: string;
  /** Image without tag. */
  readonly imageRepository: string;
  readonly imageTag: string;
  /**
   * `sha256:…`; pins the image whatever the tag names. May be empty.
   * @default - none
   */
  readonly imageDigest?: string;
  /**
   * Kubernetes secret in the namespace with the registry's login.
   * @default - none
   */
  readonly imagePullSecret?: string;
  /** Image with tag that has `sh` and `psql`. */
  readonly initImage: string;

  /** Pods, each on a node of its own. */
  readonly replicas: number;
  /** `rolling` replaces pods one by one; `recreate` stops all before it starts any, as a new version needs. */
  readonly updateStrategy: string;
  /** Git builds that one pod runs at once. */
  readonly gitBuildConcurrency: number;
  readonly cpuRequestMillicores: number;
  readonly cpuLimitMillicores: number;
  readonly memoryRequestMib: number;
  readonly memoryLimitMib: number;
  readonly ephemeralStorageRequestGib: number;
  readonly ephemeralStorageLimitGib: number;
  /** Nodes, and what each has before Kubernetes' own reserve: the requests are checked against them at plan. */
  readonly nodeCount: number;
  readonly nodeCpuMillicores: number;
  readonly nodeMemoryMib: number;

  /**
   * Sandboxes Git builds. The namespace then needs the `privileged` Pod Security level, else it gets `restricted`.
   * @default true
   */
  readonly sandboxing?: boolean;
  /** Whether pods may open connections to the ports that they need only. */
  readonly restrictEgress: boolean | IResolvable;
  /** Further TCP ports that they need, on any address, such as 636 for LDAPS. */
  readonly egressTcpPorts: string[];
  /**
   * Proxy for everything outside the cluster and its VPC.
   * @default - none
   */
  readonly outboundProxy?: {
    /** Such as `http://proxy.example.com:3128`, without a login: it is stored in Terraform's state. */
    readonly httpsProxy: string;
    /** Reached directly. */
    readonly vpcCidr: string;
    /** Further names, domains with a leading dot, addresses or CIDRs that are reached directly. */
    readonly noProxy: string[];
  };
  /**
   * Lets a Prometheus Operator that the cluster has scrape the pods and raise alerts.
   * @default - not watched; the metrics are there on port 2112
   */
  readonly prometheus?: Omit<PrometheusInputs, "namespace">;
  /**
   * Further settings of rstudio-pm.gcfg. Plain text: Terraform does not evaluate it.
   * @default {}
   */
  readonly extraConfig?: Config;
  /** @default [] */
  readonly extraEnvFromSecret?: readonly SecretVariable[];
  /**
   * Further values of the chart. Plain text: Terraform does not evaluate it.
   * @default {}
   */
  readonly extraValues?: Readonly<Record<string, unknown>>;
}
