import type { Assertion } from "../../modules/core";
import type { VariableRule } from "../terraform/variables";
import { matrix, oldestKubernetesMinor } from "./matrix";

/*
 * What cannot work is refused, by rules of variables. What was not looked up, or is old, draws a warning in each plan, by
 * `check` blocks: a version that came out after the matrix may well work.
 *
 * Conditions are Terraform expressions; `try(…, true)` passes over what is null or has another form.
 */

const [kubernetes, controllers, charts, postgresql] = [
  matrix.kubernetes.versions,
  matrix.controller.charts,
  matrix.packageManager.charts,
  matrix.postgresql.versions,
];

/** `{ "1.35" = "2027-03-27", … }` */
function hclMap<T>(entries: Readonly<Record<string, T>>, value: (of: T) => unknown): string {
  const pairs = Object.entries(entries).map(([key, of]) => `${JSON.stringify(key)} = ${JSON.stringify(value(of))}`);
  return `{ ${pairs.join(", ")} }`;
}

/** `1.32 to 1.36` */
function range(versions: Readonly<Record<string, unknown>>): string {
  const all = Object.keys(versions);
  return `${all[0]} to ${all.at(-1)}`;
}

const known = (versions: Readonly<Record<string, unknown>>, name: string) =>
  `contains(${JSON.stringify(Object.keys(versions))}, var.${name})`;

/** True until the day that `until` gives for the version. */
const before = (untilDays: string, name: string) =>
  `try(timecmp(plantimestamp(), format("%sT00:00:00Z", ${untilDays}[var.${name}])) < 0, true)`;

const shown = (name: string) => `${name} is \${jsonencode(var.${name})}`;

/** Pattern of the numbers of two digits from `least` on, 10 to 89. */
function fromOn(least: number): string {
  const tens = Math.floor(least / 10);
  return `(${tens}[${least % 10}-9]|[${tens + 1}-9][0-9])`;
}

/** Rule of `kubernetes_version`. */
export const kubernetesVersionRule: VariableRule = {
  condition: `can(regex("^1[.]${fromOn(oldestKubernetesMinor)}$", var.kubernetes_version))`,
  expected: `a minor version from 1.${oldestKubernetesMinor} on, such as ${matrix.kubernetes.default}`,
  fix: "choose one that the EKS documentation lists under standard support",
};

const proxyMinor = 'tonumber(split(".", var.kube_proxy_version)[1])';
const clusterMinor = 'tonumber(split(".", var.kubernetes_version)[1])';

/** Rule of `kube_proxy_version`. */
export const kubeProxyRule: VariableRule = {
  condition: `var.kube_proxy_version == null || try(${proxyMinor} <= ${clusterMinor} && ${proxyMinor} >= ${clusterMinor} - ${matrix.kubernetes.kubeProxyMinorsBehind}, true)`,
  expected: `the minor version of kubernetes_version, \${var.kubernetes_version}, or one of the ${matrix.kubernetes.kubeProxyMinorsBehind} before it`,
  fix: "Kubernetes supports no other pair; raise or lower it, or leave it out",
};

/** Rules of `controller_chart_version`, and of `controller_image_tag` where it has the form of a version. */
export const controllerChartRule = oldestControllerRule("controller_chart_version", "");
export const controllerImageRule = oldestControllerRule("controller_image_tag", "v");

function oldestControllerRule(name: string, prefix: string): VariableRule {
  const [major = 0, minor = 0, patch = 0] = matrix.controller.oldest.split(".").map(Number);
  const number = (list: string) =>
    `tonumber(${list}[0]) * 1000000 + tonumber(${list}[1]) * 1000 + tonumber(${list}[2])`;
  const parts = `regex("^${prefix}([0-9]+)[.]([0-9]+)[.]([0-9]+)$", var.${name})`;
  return {
    condition: `try(${number(parts)} >= ${major * 1000000 + minor * 1000 + patch}, true)`,
    expected: `${prefix}${matrix.controller.oldest} or newer`,
    fix: `raise it: ${matrix.controller.oldestBecause}`,
  };
}

/** Rule of `database_engine_version`. */
export const databaseEngineRule: VariableRule = {
  condition: `can(regex("^${fromOn(Number(matrix.postgresql.oldest))}$", var.database_engine_version))`,
  expected: `a PostgreSQL major version from ${matrix.postgresql.oldest} on, such as ${matrix.postgresql.default}`,
  fix: `leave out the minor version; ${matrix.postgresql.oldestBecause}`,
};

const look = "docs/compatibility.md says what was looked up, and where to look now";

/** What a plan says of the cluster's versions. */
export const clusterWarnings: readonly Assertion[] = [
  {
    condition: `\${${known(kubernetes, "kubernetes_version")}}`,
    errorMessage: `${shown("kubernetes_version")}, expected one of ${range(kubernetes)}, with which this was looked up; ${look}.`,
  },
  {
    condition: `\${${before(
      hclMap(kubernetes, (of) => of.standardSupportUntil),
      "kubernetes_version",
    )}}`,
    errorMessage: `${shown("kubernetes_version")}, expected one under standard support, which has ended for it; raise it, one minor version at a time, before EKS does so by itself.`,
  },
  {
    condition:
      '${var.kube_proxy_version == null || try(startswith(var.kube_proxy_version, format("v%s.", var.kubernetes_version)), false)}',
    errorMessage: `${shown("kube_proxy_version")}, expected the minor version of kubernetes_version, \${var.kubernetes_version}; raise it once the nodes have that version.`,
  },
  {
    condition: `\${var.core_dns_version == null || try(contains(${hclMap(kubernetes, (of) => of.coreDnsLines)}[var.kubernetes_version], regex("^v([0-9]+[.][0-9]+)[.]", var.core_dns_version)[0]), true)}`,
    errorMessage: `${shown("core_dns_version")} with Kubernetes \${var.kubernetes_version}, expected one that was seen with it; ask 'aws eks describe-addon-versions --addon-name coredns --kubernetes-version \${var.kubernetes_version}'.`,
  },
];

/** What a plan says of the database's version. */
export const databaseWarnings: readonly Assertion[] = [
  {
    condition: `\${${known(postgresql, "database_engine_version")}}`,
    errorMessage: `${shown("database_engine_version")}, expected one of ${range(postgresql)}, with which this was looked up; ${look}.`,
  },
  {
    condition: `\${${before(
      hclMap(postgresql, (of) => of.rdsStandardSupportUntil),
      "database_engine_version",
    )}}`,
    errorMessage: `${shown("database_engine_version")}, expected one under RDS's standard support, which has ended for it; raise it, or RDS charges for extended support.`,
  },
];

/** What a plan says of the load balancer controller's versions. */
export const controllerWarnings: readonly Assertion[] = [
  {
    condition: `\${${known(controllers, "controller_chart_version")}}`,
    errorMessage: `${shown("controller_chart_version")}, expected one of ${Object.keys(controllers).join(", ")}, for which the controller's IAM policy was checked; ${look}.`,
  },
  {
    condition:
      '${var.controller_image_tag == format("v%s", var.controller_chart_version) || !can(regex("^v[0-9]", var.controller_image_tag))}',
    errorMessage: `${shown("controller_image_tag")} with controller_chart_version \${var.controller_chart_version}, expected v\${var.controller_chart_version}; raise both together.`,
  },
];

/** What a plan says of Package Manager's versions. */
export const packageManagerWarnings: readonly Assertion[] = [
  {
    condition: `\${${known(charts, "chart_version")}}`,
    errorMessage: `${shown("chart_version")}, expected one of ${Object.keys(charts).join(", ")}, which know every value that is set here; ${look}.`,
  },
  {
    condition: `\${try(${hclMap(charts, (of) => of.packageManager)}[var.chart_version] == regex("^[0-9]{4}[.][0-9]{2}[.][0-9]+", var.image_tag), true)}`,
    errorMessage: `${shown("image_tag")} with chart_version \${var.chart_version}, expected the version of Package Manager that the chart was released with; ${look}.`,
  },
];
