import { chartValues } from "../inspect/chart-values";
import { resolveStacks } from "../inspect/resolved";
import type { Synthesized } from "../inspect/synthesized";
import {
  at,
  blocksOf,
  type Block,
  type Json,
  type JsonObject,
  type StackName,
  type Stacks,
} from "../inspect/terraform-json";

/** One requirement of the reference page. */
export interface Rule {
  readonly id: string;
  /** The sentence of the page, or an example that it gives; line breaks are spaces here. */
  readonly quote: string;
  /** Looks at another shape than the one that is judged: at an option that the page mentions. @default false */
  readonly otherShapes?: boolean;
  /** Says what is not as required; nothing when all is well. */
  readonly check: (view: View, other: (shape: string) => View) => readonly string[];
}

/** The synthesized stacks with default values filled in, and questions about them. */
export class View {
  /** Values of the `rstudio-pm` chart. */
  readonly values: JsonObject;
  private readonly stacks: Stacks;

  constructor(stacks: Stacks, inputs: Synthesized["inputs"]) {
    this.stacks = resolveStacks(stacks, inputs);
    this.values = chartValues(this.release("rstudio-pm")) ?? {};
  }

  /** Blocks of one type: resources, or data for `data.TYPE`. */
  all(stack: StackName, type: string): Block[] {
    return blocksOf(this.stacks[stack]).filter(
      ({ kind, type: own }) => type === (kind === "resource" ? own : `${kind}.${own}`),
    );
  }

  /** Body of the one block of a type; empty when there is none or more than one, so that every check of it fails. */
  only(stack: StackName, type: string): JsonObject {
    const [first, ...more] = this.all(stack, type);
    return first && more.length === 0 ? first.body : {};
  }

  /** Body of the Helm release of a chart. */
  release(chart: string): JsonObject {
    return this.all("application", "helm_release").find(({ body }) => body.chart === chart)?.body ?? {};
  }

  /** What the route tables say about subnets: where their way out of the VPC leads. */
  subnetKinds(ids: Json | undefined): string[] {
    return this.subnets(ids).map(({ address }) => {
      const association = this.all("infrastructure", "aws_route_table_association").find(
        ({ body }) => body.subnet_id === `\${${address}.id}`,
      );
      const routes = this.all("infrastructure", "aws_route").filter(
        ({ body }) => association !== undefined && body.route_table_id === association.body.route_table_id,
      );
      const ways = routes.flatMap(({ body }) => Object.keys(body).filter((key) => /gateway_id$/.test(key)));
      if (ways.includes("gateway_id")) return "public";
      return ways.includes("nat_gateway_id") ? "private" : "isolated";
    });
  }

  /** Zones of subnets, each once. */
  zones(ids: Json | undefined): string[] {
    return [...new Set(this.subnets(ids).map(({ body }) => String(body.availability_zone)))];
  }

  private subnets(ids: Json | undefined): Block[] {
    const known = this.all("infrastructure", "aws_subnet");
    return (Array.isArray(ids) ? ids : []).flatMap((id) => known.filter(({ address }) => id === `\${${address}.id}`));
  }
}

/** Compares values by their paths. */
export function expectAt(value: Json | undefined, expected: Readonly<Record<string, Json>>): string[] {
  return Object.entries(expected).flatMap(([path, wanted]) => same(path, at(value, path), wanted));
}

export function same(what: string, found: Json | undefined, expected: Json): string[] {
  if (JSON.stringify(found) === JSON.stringify(expected)) return [];
  return [`${what} is ${JSON.stringify(found) ?? "missing"}, expected ${JSON.stringify(expected)}`];
}
