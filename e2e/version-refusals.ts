import type { Refusal, Unreachable } from "./refusals";

const [behind, later, charts] = [
  { kubernetes_version: "1.33", kube_proxy_version: "v1.32.13-eksbuild.5", core_dns_version: "v1.14.3-eksbuild.11" },
  { kubernetes_version: "1.99", kube_proxy_version: "v1.99.0-eksbuild.1", database_engine_version: "99" },
  {
    chart_version: "0.99.0",
    controller_chart_version: "3.99.0",
    controller_image_tag: "v3.98.0",
  },
];

/** Versions that a cluster made here is warned of. */
export const clusterVersionRefusals: readonly Refusal[] = [
  {
    condition: "check.cluster_versions assert 0",
    variables: later,
    message: 'kubernetes_version is "1.99", expected one of 1.32 to ',
  },
  {
    // Ended on 2026-07-29.
    condition: "check.cluster_versions assert 1",
    variables: behind,
    message: 'kubernetes_version is "1.33", expected one under standard support',
  },
  {
    condition: "check.cluster_versions assert 2",
    variables: behind,
    message: 'kube_proxy_version is "v1.32.13-eksbuild.5", expected the minor version of kubernetes_version, 1.33;',
  },
  {
    condition: "check.cluster_versions assert 3",
    variables: behind,
    message: 'core_dns_version is "v1.14.3-eksbuild.11" with Kubernetes 1.33, expected one that was seen with it;',
  },
];

export const databaseVersionRefusal: Refusal = {
  condition: "check.database_version assert 0",
  variables: later,
  message: 'database_engine_version is "99", expected one of 15 to ',
};

export const databaseSupport: Unreachable = {
  condition: "check.database_version assert 1",
  why: "RDS supports each version that is taken for years to come; the unit tests give another day",
};

export const controllerVersionRefusals: readonly Refusal[] = [
  {
    condition: "check.load_balancer_controller_version assert 0",
    variables: charts,
    message: 'controller_chart_version is "3.99.0", expected one of 3.2.2, ',
  },
  {
    condition: "check.load_balancer_controller_version assert 1",
    variables: charts,
    message: 'controller_image_tag is "v3.98.0" with controller_chart_version 3.99.0, expected v3.99.0;',
  },
];

export const packageManagerVersionRefusals: readonly Refusal[] = [
  {
    condition: "check.package_manager_version assert 0",
    variables: charts,
    message: 'chart_version is "0.99.0", expected one of 0.5.57, ',
  },
  {
    condition: "check.package_manager_version assert 1",
    variables: { chart_version: "0.20.3" },
    message: 'image_tag is "2026.08.0-ubuntu-24.04" with chart_version 0.20.3, expected the version of Package Manager',
  },
];

/** Warnings about the version of a database that is made, for the lanes of examples. */
export const triedDatabaseVersions: readonly Unreachable[] = [...tried([databaseVersionRefusal]), databaseSupport];

/** The same of a cluster that is made. */
export const triedClusterVersions = tried(clusterVersionRefusals);

/** The same of the charts. */
export const triedControllerVersions = tried(controllerVersionRefusals);
export const triedPackageManagerVersions = tried(packageManagerVersionRefusals);

function tried(refusals: readonly Refusal[]): Unreachable[] {
  return refusals.map(({ condition }) => ({ condition, why: "tried in the lane of the reference" }));
}
