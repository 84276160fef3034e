import type { VariableRule } from "../../../src/terraform/variables";
import type { Assertion } from "../../../modules/core";
import { matrix } from "../../../src/compatibility/matrix";
import * as rules from "../../../src/compatibility/rules";
import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json } from "../../../src/inspect/terraform-json";

type Values = Readonly<Record<string, Json>>;

const evaluate = (text: string, values: Values, today = "2026-11-28T12:00:00Z") =>
  evaluateTemplate(
    text.replaceAll("plantimestamp()", JSON.stringify(today)),
    ([, name]) => values[String(name)] ?? null,
  );

const holds = ({ condition }: VariableRule, values: Values) => evaluate(`\${${condition}}`, values);

/** Messages of the warnings that the values draw. */
const warned = (warnings: readonly Assertion[], values: Values, today?: string) =>
  warnings
    .filter(({ condition }) => evaluate(String(condition), values, today) !== true)
    .map(({ errorMessage }) => evaluate(errorMessage, values));

describe("refused", () => {
  test.each<[VariableRule, readonly Values[], readonly Values[]]>([
    [
      rules.kubernetesVersionRule,
      [{ kubernetes_version: "1.32" }, { kubernetes_version: "1.99" }],
      [{ kubernetes_version: "1.31" }, { kubernetes_version: "1.4" }, { kubernetes_version: "2.35" }],
    ],
    [
      rules.kubeProxyRule,
      ["v1.35.3-eksbuild.2", "v1.34.6-eksbuild.2", "v1.32.0-eksbuild.1", null].map((version) => ({
        kubernetes_version: "1.35",
        kube_proxy_version: version,
      })),
      ["v1.36.0-eksbuild.1", "v1.31.14-eksbuild.9"].map((version) => ({
        kubernetes_version: "1.35",
        kube_proxy_version: version,
      })),
    ],
    [
      rules.databaseEngineRule,
      [{ database_engine_version: "15" }, { database_engine_version: "20" }],
      [{ database_engine_version: "14" }, { database_engine_version: "9" }, { database_engine_version: "17.4" }],
    ],
    [
      rules.controllerChartRule,
      ["3.2.2", "3.10.0", "4.0.0"].map((version) => ({ controller_chart_version: version })),
      ["3.2.1", "3.1.9", "2.99.99", "1.17.1"].map((version) => ({ controller_chart_version: version })),
    ],
    [
      rules.controllerImageRule,
      ["v3.2.2", "v3.5.0", "mirror-of-3"].map((tag) => ({ controller_image_tag: tag })),
      ["v3.2.1", "v2.17.1"].map((tag) => ({ controller_image_tag: tag })),
    ],
  ])("%# by its own rule, and nothing else", (rule, taken, refused) => {
    expect(taken.filter((values) => holds(rule, values) !== true)).toEqual([]);
    expect(refused.filter((values) => holds(rule, values) !== false)).toEqual([]);
  });

  test("the oldest of the matrix is taken, whatever it is", () => {
    const { controller, kubernetes, postgresql } = matrix;
    expect(holds(rules.controllerChartRule, { controller_chart_version: controller.oldest })).toBe(true);
    const [oldest = ""] = Object.keys(kubernetes.versions);
    expect(holds(rules.kubernetesVersionRule, { kubernetes_version: oldest })).toBe(true);
    expect(holds(rules.databaseEngineRule, { database_engine_version: postgresql.oldest })).toBe(true);
  });
});

const cluster = { kubernetes_version: "1.35", kube_proxy_version: null, core_dns_version: null };

describe("warned", () => {
  test.each<[string, readonly Assertion[], Values]>([
    ["cluster", rules.clusterWarnings, cluster],
    ["database", rules.databaseWarnings, { database_engine_version: "17" }],
    ["controller", rules.controllerWarnings, { controller_chart_version: "3.5.0", controller_image_tag: "v3.5.0" }],
    ["Package Manager", rules.packageManagerWarnings, { chart_version: "0.20.4", image_tag: "2026.08.0-ubuntu-24.04" }],
  ])("of nothing in the defaults: %s", (_, warnings, values) => {
    expect(warned(warnings, values)).toEqual([]);
  });

  test("of a Kubernetes that came out later, once", () => {
    expect(warned(rules.clusterWarnings, { ...cluster, kubernetes_version: "1.37" })).toEqual([
      'kubernetes_version is "1.37", expected one of 1.32 to 1.36, with which this was looked up; docs/compatibility.md says what was looked up, and where to look now.',
    ]);
  });

  test("of the end of standard support, from that day on", () => {
    expect(warned(rules.clusterWarnings, cluster, "2027-03-26T23:59:59Z")).toEqual([]);
    expect(warned(rules.clusterWarnings, cluster, "2027-03-27T00:00:00Z")).toEqual([
      'kubernetes_version is "1.35", expected one under standard support, which has ended for it; raise it, one minor version at a time, before EKS does so by itself.',
    ]);
    expect(warned(rules.databaseWarnings, { database_engine_version: "15" }, "2028-02-28T23:59:59Z")).toEqual([]);
    expect(warned(rules.databaseWarnings, { database_engine_version: "15" }, "2028-02-29T00:00:00Z")).toEqual([
      'database_engine_version is "15", expected one under RDS\'s standard support, which has ended for it; raise it, or RDS charges for extended support.',
    ]);
  });

  test("of a kube-proxy that stayed behind", () => {
    expect(warned(rules.clusterWarnings, { ...cluster, kube_proxy_version: "v1.35.0-eksbuild.2" })).toEqual([]);
    expect(warned(rules.clusterWarnings, { ...cluster, kube_proxy_version: "v1.34.6-eksbuild.2" })).toEqual([
      'kube_proxy_version is "v1.34.6-eksbuild.2", expected the minor version of kubernetes_version, 1.35; raise it once the nodes have that version.',
    ]);
  });

  test("of a CoreDNS that was not seen with the Kubernetes, and not where nothing was seen", () => {
    const seen = { ...cluster, core_dns_version: "v1.13.2-eksbuild.4" };
    expect(warned(rules.clusterWarnings, seen)).toEqual([]);
    expect(warned(rules.clusterWarnings, { ...cluster, core_dns_version: "v1.11.4-eksbuild.48" })).toEqual([
      "core_dns_version is \"v1.11.4-eksbuild.48\" with Kubernetes 1.35, expected one that was seen with it; ask 'aws eks describe-addon-versions --addon-name coredns --kubernetes-version 1.35'.",
    ]);
    expect(warned(rules.clusterWarnings, { ...seen, kubernetes_version: "1.37" })).toHaveLength(1);
  });

  test("of a PostgreSQL that came out later", () => {
    expect(warned(rules.databaseWarnings, { database_engine_version: "19" })).toEqual([
      'database_engine_version is "19", expected one of 15 to 18, with which this was looked up; docs/compatibility.md says what was looked up, and where to look now.',
    ]);
  });

  test("of a controller whose policy was not read, and of an image of another version", () => {
    const values = { controller_chart_version: "3.6.0", controller_image_tag: "v3.5.0" };
    expect(warned(rules.controllerWarnings, values)).toEqual([
      expect.stringMatching(/^controller_chart_version is "3\.6\.0", expected one of 3\.2\.2, .+policy was checked/),
      'controller_image_tag is "v3.5.0" with controller_chart_version 3.6.0, expected v3.6.0; raise both together.',
    ]);
    const mirrored = { controller_chart_version: "3.5.0", controller_image_tag: "mirrored" };
    expect(warned(rules.controllerWarnings, mirrored)).toEqual([]);
  });

  test("of a Package Manager that the chart was not released with, and of an unknown chart only once", () => {
    const values = { chart_version: "0.20.4", image_tag: "2026.09.0-ubuntu-24.04" };
    expect(warned(rules.packageManagerWarnings, values)).toEqual([
      expect.stringMatching(
        /^image_tag is "2026\.09\.0-ubuntu-24\.04" with chart_version 0\.20\.4, expected the version/,
      ),
    ]);
    expect(warned(rules.packageManagerWarnings, { ...values, chart_version: "0.21.0" })).toEqual([
      expect.stringMatching(/^chart_version is "0\.21\.0", expected one of 0\.5\.57, /),
    ]);
    expect(warned(rules.packageManagerWarnings, { ...values, image_tag: "ours" })).toEqual([]);
  });
});
