import { judge } from "../../../src/conformance/judge";
import type { Shape, ShapeName } from "../shapes";

/** What an example does otherwise than the page, and why. */
export const deviations: Readonly<Record<ShapeName, Readonly<Record<string, string>>>> = {
  "fleet staging": Object.fromEntries(
    [
      "eks-with-internet",
      "zones",
      "three-nodes",
      "private-cluster-public-load-balancer",
      "everything-in-several-zones",
    ].map((id) => [id, "staging has two zones and one NAT gateway, which cost less"]),
  ),
  trial: Object.fromEntries(
    [
      "eks-with-internet",
      "zones",
      "three-nodes",
      "private-cluster-public-load-balancer",
      "everything-in-several-zones",
    ].map((id) => [
      id,
      "a trial is cheap rather than available, and its Kubernetes API is reached from outside the VPC",
    ]),
  ),
  module: Object.fromEntries(
    ["s3-bucket", "empty-database", "application-in-the-cluster"].map((id) => [
      id,
      "the root module passes this from one module to the other",
    ]),
  ),
};

/** How an example meets one requirement. */
export interface ExampleVerdict {
  readonly id: string;
  readonly quote: string;
  /** Why the requirement is not judged: the parts that the user brings, or a deviation on purpose. */
  readonly exempt?: string;
  /** What is not as required; with a deviation, that it is not one any more. */
  readonly problems: readonly string[];
}

/** Judges the deployment of an example by every requirement of the page that its own parts decide. */
export function checkExample(name: ShapeName, shape: Shape): ExampleVerdict[] {
  return judge(shape).map(({ id, quote, yours, problems }) => {
    if (yours.length > 0) return { id, quote, exempt: `yours: ${yours.join(", ")}`, problems };
    const deviation = deviations[name]?.[id];
    if (deviation === undefined) return { id, quote, problems };
    const stale = "meets the requirement by now; remove the deviation from scripts/checks/conformance/examples.ts";
    return { id, quote, exempt: deviation, problems: problems.length > 0 ? [] : [stale] };
  });
}
