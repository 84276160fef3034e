import type { Deployment } from "../../../src/config/schema";
import type { Shape, ShapeName } from "../shapes";
import { conformanceRules } from "./rules";
import { View } from "./view";

type Part = "network" | "cluster" | "database" | "bucket" | "loadBalancer" | "secrets";

/** Parts that decide whether a requirement is met. Where the user brings one, the requirement is the user's to meet. */
const decidedBy: Readonly<Record<string, readonly Part[]>> = {
  "eks-with-internet": ["network", "cluster"],
  zones: ["network", "cluster"],
  "load-balancer": ["loadBalancer"],
  "eks-manages-the-cluster": ["cluster"],
  "rds-postgresql": ["database"],
  "s3-bucket": ["bucket"],
  "eks-provisions": ["cluster"],
  "three-nodes": ["network", "cluster"],
  "node-size": ["cluster"],
  "no-autoscaling": ["cluster"],
  "fixed-nodes": ["cluster"],
  "database-size": ["database"],
  "database-zones": ["network", "database"],
  "empty-database": ["database"],
  "private-cluster-public-load-balancer": ["network", "cluster", "loadBalancer"],
  "everything-in-several-zones": ["network", "cluster", "loadBalancer"],
  "application-in-the-cluster": ["cluster"],
  "key-from-secret": ["secrets"],
  "hex-key": ["secrets"],
  "secret-name": ["secrets"],
};

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
  module: Object.fromEntries(
    ["s3-bucket", "empty-database", "application-in-the-cluster"].map((id) => [
      id,
      "the root module passes this from one module to the other",
    ]),
  ),
};

/** How a deployment meets one requirement. */
export interface ExampleVerdict {
  readonly id: string;
  readonly quote: string;
  /** Why the requirement is not judged: the parts that the user brings, or a deviation on purpose. */
  readonly exempt?: string;
  /** What is not as required; with a deviation, that it is not one any more. */
  readonly problems: readonly string[];
}

/** Judges the deployment of an example by every requirement of the page that its own parts decide. */
export function checkExample(name: ShapeName, { deployment, stacks, inputs }: Shape): ExampleVerdict[] {
  const view = new View(stacks, inputs);
  return conformanceRules
    .filter(({ otherShapes }) => !otherShapes)
    .map(({ id, quote, check }) => {
      const brought = broughtParts(deployment, decidedBy[id] ?? []);
      if (brought.length > 0) return { id, quote, exempt: `yours: ${brought.join(", ")}`, problems: [] };
      const problems = check(view, () => view);
      const deviation = deviations[name]?.[id];
      if (deviation === undefined) return { id, quote, problems };
      const stale = "meets the requirement by now; remove the deviation from scripts/checks/conformance/examples.ts";
      return { id, quote, exempt: deviation, problems: problems.length > 0 ? [] : [stale] };
    });
}

function broughtParts(deployment: Deployment, parts: readonly Part[]): Part[] {
  return parts.filter((part) => deployment[part].mode !== "create");
}
