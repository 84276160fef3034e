import type { Deployment } from "../config/schema";
import type { Synthesized } from "../inspect/synthesized";
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

/** How a deployment meets one requirement. */
export interface Judgement {
  readonly id: string;
  readonly quote: string;
  /** Parts that the user brings and that decide it: the requirement is the user's to meet. */
  readonly yours: readonly string[];
  /** What is not as required. */
  readonly problems: readonly string[];
}

/** Judges a deployment by every requirement of the reference page that can be judged on it alone. */
export function judge({ deployment, stacks, inputs }: Synthesized): Judgement[] {
  const view = new View(stacks, inputs);
  return conformanceRules
    .filter(({ otherShapes }) => !otherShapes)
    .map(({ id, quote, check }) => {
      const yours = broughtParts(deployment, decidedBy[id] ?? []);
      return { id, quote, yours, problems: yours.length > 0 ? [] : check(view, () => view) };
    });
}

function broughtParts(deployment: Deployment, parts: readonly Part[]): Part[] {
  return parts.filter((part) => deployment[part].mode !== "create");
}
