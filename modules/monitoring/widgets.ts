import type { Metric } from "./metrics";

/** CloudWatch divides the width of a dashboard into this many columns. */
const COLUMNS = 24;

/** A line of a graph. */
export interface Line {
  readonly metric: Metric;
  readonly label: string;
  /** Which scale it is drawn on. @default "left" */
  readonly axis?: "left" | "right";
}

/** A line across a graph at a value that means something. */
export interface Mark {
  readonly label: string;
  readonly value: number;
}

/** What stands on a dashboard. */
export type Widget =
  | { readonly kind: "text"; readonly markdown: string }
  | { readonly kind: "alarms"; readonly title: string; readonly alarmArns: string[] }
  | {
      readonly kind: "graph";
      readonly title: string;
      readonly lines: readonly Line[];
      readonly marks?: readonly Mark[];
    }
  | { readonly kind: "logs"; readonly title: string; readonly logGroup: string; readonly query: string };

/** Widgets beside each other, all of the same width. */
export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}

/**
 * Puts rows one below the other, in the form that CloudWatch takes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function layOut(rows: readonly Row[], region: string): object[] {
  return rows.flatMap(({ height, widgets }, row) => {
    const width = Math.floor(COLUMNS / widgets.length);
    const y = rows.slice(0, row).reduce((sum, above) => sum + above.height, 0);
    return widgets.map((widget, column) => ({ x: column * width, y, width, height, ...body(widget, region) }));
  });
}

function body(widget: Widget, region: string): object {
  switch (widget.kind) {
    case "text":
      return { type: "text", properties: { markdown: widget.markdown } };
    case "alarms":
      return { type: "alarm", properties: { title: widget.title, alarms: widget.alarmArns } };
    case "graph":
      return { type: "metric", properties: graph(widget, region) };
    case "logs":
      return {
        type: "log",
        properties: {
          title: widget.title,
          region,
          view: "table",
          query: `SOURCE '${widget.logGroup}' | ${widget.query}`,
        },
      };
  }
}

function graph({ title, lines, marks }: Extract<Widget, { kind: "graph" }>, region: string): object {
  return {
    title,
    region,
    view: "timeSeries",
    period: 60,
    metrics: lines.map(({ metric, label, axis = "left" }) => [
      metric.namespace,
      metric.name,
      ...Object.entries(metric.dimensions).flat(),
      { stat: metric.statistic, label, yAxis: axis },
    ]),
    // A graph that starts above zero makes small things look big.
    yAxis: { left: { min: 0 }, right: { min: 0 } },
    ...(marks && { annotations: { horizontal: marks.map(({ label, value }) => ({ label, value })) } }),
  };
}
