import committed from "./matrix.json";

/** An exact version, or `unknown` where it could not be looked up. Never a guess. */
export type Version = string;

/** What runs with what, as far as it was looked up. The only source of versions: defaults, rules and documents read it. */
export interface Matrix {
  readonly sources: Readonly<Record<string, { readonly from: string; readonly asOf: string }>>;
  readonly kubernetes: {
    readonly default: string;
    /** How many minor versions kube-proxy may be older than the control plane; never newer. */
    readonly kubeProxyMinorsBehind: number;
    /** Minor versions that EKS runs, oldest first, with the newest add-ons seen for each. */
    readonly versions: Readonly<Record<string, KubernetesVersion>>;
    /** Add-ons whose versions follow no minor version of Kubernetes → the newest seen. */
    readonly otherAddOns: Readonly<Record<string, Version>>;
  };
  readonly controller: {
    /** Version of the chart. */
    readonly default: string;
    readonly oldest: string;
    readonly oldestBecause: string;
    readonly kubernetesFrom: string;
    /** Charts that take the values set here, and whose controller asks no more of AWS than its policy allows. */
    readonly charts: Readonly<Record<string, { readonly image: string }>>;
  };
  readonly packageManager: {
    /** Version of the chart. */
    readonly default: string;
    /** Ends the tag of the image. */
    readonly operatingSystem: string;
    readonly kubernetes: Version;
    /** Charts that know every value that is set here, and the version of Package Manager that each is released with. */
    readonly charts: Readonly<Record<string, { readonly packageManager: string }>>;
  };
  readonly postgresql: {
    readonly default: string;
    readonly oldest: string;
    readonly oldestBecause: string;
    readonly versions: Readonly<
      Record<string, { readonly supportedUntil: string; readonly rdsStandardSupportUntil: string }>
    >;
  };
}

export interface KubernetesVersion {
  /** Day, `2027-03-27`. */
  readonly standardSupportUntil: string;
  readonly extendedSupportUntil: string;
  readonly kubeProxy: Version;
  readonly coreDns: Version;
  /** Major and minor versions of CoreDNS that were seen with it. */
  readonly coreDnsLines: readonly string[];
  readonly vpcCni: Version;
}

export const matrix: Matrix = committed;

/** Defaults of the variables. */
export const defaults = {
  kubernetesVersion: matrix.kubernetes.default,
  controllerChartVersion: matrix.controller.default,
  controllerImageTag: matrix.controller.charts[matrix.controller.default]?.image ?? "",
  chartVersion: matrix.packageManager.default,
  imageTag: `${matrix.packageManager.charts[matrix.packageManager.default]?.packageManager}-${matrix.packageManager.operatingSystem}`,
  databaseEngineVersion: matrix.postgresql.default,
} as const;

/** The oldest minor version of Kubernetes 1 that is taken, such as 32. */
export const oldestKubernetesMinor = Number(Object.keys(matrix.kubernetes.versions)[0]?.split(".")[1]);
