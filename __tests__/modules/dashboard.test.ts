import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Dashboard, type DashboardProps } from "../../modules/monitoring";
import { METRICS } from "../support/monitoring";
import { synthResources, synthStack } from "../support/synth";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly markdown?: string;
    readonly query?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly [string, string, ...unknown[]])[];
    readonly annotations?: unknown;
  };
}

const least: DashboardProps = {
  name: "ppm",
  region: "eu-central-1",
  url: "https://packages.example.com",
  runbookBaseUrl: "docs/runbooks",
  loadBalancer: { metrics: METRICS, isShared: true },
};
const most: DashboardProps = {
  ...least,
  alarmArns: ["arn:aws:cloudwatch:eu-central-1:111122223333:alarm:ppm-database-cpu"],
  loadBalancer: { metrics: METRICS, isShared: false },
  database: { identifier: "ppm", maxConnections: 1802 },
  nodes: { autoscalingGroupName: "eks-nodes", nodeCount: 3 },
  containers: {
    clusterName: "ppm",
    namespace: "pm",
    workload: "rstudio-pm",
    logGroup: "/aws/containerinsights/ppm/application",
  },
};

function widgets(props: DashboardProps): readonly Widget[] {
  const json = synthStack((stack) => new Dashboard(stack, "Dashboard", props)) as {
    locals?: { dashboard_body: { widgets: readonly Widget[] } };
  };
  return json.locals?.dashboard_body.widgets ?? [];
}

const titles = (props: DashboardProps) => widgets(props).map(({ type, properties }) => properties.title ?? type);

describe("Dashboard", () => {
  test("is the JSON of a local that a reviewer can read", () => {
    expect(synthResources((stack) => new Dashboard(stack, "Dashboard", least))(CloudwatchDashboard)).toEqual([
      { dashboard_name: "ppm", dashboard_body: "${jsonencode(local.dashboard_body)}" },
    ]);
  });

  test("goes from alarms and what clients notice down to what may cause it", () => {
    expect(titles(most)).toEqual([
      "Alarms",
      "text",
      "Do clients get answers? Requests and errors a minute",
      "How fast? Seconds to the first byte",
      "Pods that take requests",
      "Pods: CPU and memory, % of their limits",
      "Pods: restarts of containers",
      "Database: CPU %, and credits of a burstable class",
      "Database: connections",
      "Database: free storage and memory, bytes",
      "Database: seconds an operation on disk takes",
      "Database: operations on disk that wait",
      "Nodes in the group",
      "Nodes as Kubernetes sees them",
      "Nodes: CPU and memory, %",
      "Errors in the pods' logs",
    ]);
  });

  test("leaves out what is not there, and what a shared load balancer counts for others", () => {
    expect(titles(least)).toEqual([
      "text",
      "Do clients get answers? Requests and errors a minute",
      "How fast? Seconds to the first byte",
      "Pods that take requests",
    ]);
    const names = widgets(least).flatMap(({ properties }) => (properties.metrics ?? []).map(([, name]) => name));
    expect(names).not.toContain("HTTPCode_ELB_5XX_Count");
  });

  test("fills 24 columns, row by row, without a gap or an overlap", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets(most)) {
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          expect(taken.has(`${column},${row}`)).toBe(false);
          taken.add(`${column},${row}`);
        }
      }
    }
    const rows = Math.max(...widgets(most).map(({ y, height }) => y + height));
    expect(taken.size).toBe(24 * rows);
  });

  test("marks the most connections and the least nodes", () => {
    const marks = widgets(most).flatMap(({ properties }) => properties.annotations ?? []);
    expect(marks).toEqual([
      { horizontal: [{ label: "most", value: 1802 }] },
      { horizontal: [{ label: "least", value: 3 }] },
    ]);
  });

  test("asks the pods' logs for errors of the namespace only", () => {
    expect(widgets(most).at(-1)?.properties.query).toBe(
      "SOURCE '/aws/containerinsights/ppm/application' | fields @timestamp, kubernetes.pod_name, log | " +
        "filter kubernetes.namespace_name = 'pm' and log like /(?i)error|fatal|panic/ | sort @timestamp desc | limit 50",
    );
  });

  test("refuses a name that CloudWatch does not allow", () => {
    expect(() => widgets({ ...least, name: "a b" })).toThrow("expected 1 to 255 letters, digits, - or _;");
  });
});
