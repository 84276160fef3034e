import { chartValues } from "../inspect/chart-values";
import { withHandover } from "../inspect/handover";
import { resolveStacks } from "../inspect/resolved";
import type { Synthesized } from "../inspect/synthesized";
import { at, blocksOf, type Block, type Json, type JsonObject, type Stacks } from "../inspect/terraform-json";
import type { IconName } from "./icons";

/** A thing to draw. */
export interface Item {
  readonly icon: IconName;
  readonly title: string;
  /** Lines below the title. */
  readonly details: readonly string[];
  /** It exists already: Terraform only refers to it. */
  readonly yours: boolean;
  /** Blocks that it was read from; none for what no stack describes, such as clients. */
  readonly addresses: readonly string[];
}

/** The blocks of both stacks, with all filled in that is known before an apply. */
export class Reading {
  /** Values of the `rstudio-pm` chart; empty without a release of it. */
  readonly values: JsonObject;
  private readonly blocks: readonly Block[];
  private readonly stacks: Stacks;
  private readonly inputs: Synthesized["inputs"];

  constructor(stacks: Stacks, inputs: Synthesized["inputs"]) {
    this.inputs = withHandover({ stacks, inputs }).inputs;
    this.stacks = resolveStacks(stacks, this.inputs);
    this.blocks = [...blocksOf(this.stacks.infrastructure), ...blocksOf(this.stacks.application)];
    this.values = chartValues(this.release("rstudio-pm")?.body) ?? {};
  }

  /** Blocks of one type: resources, or others for `data.TYPE` and `ephemeral.TYPE`. */
  all(type: string): Block[] {
    return this.blocks.filter(({ kind, type: own }) => type === (kind === "resource" ? own : `${kind}.${own}`));
  }

  /** The resource or data source of a type and a name. */
  find(type: string, name: string): Block | undefined {
    return this.all(type).find((block) => block.name === name);
  }

  release(chart: string): Block | undefined {
    return this.all("helm_release").find(({ body }) => body.chart === chart);
  }

  /** A value that one stack gives the other, or that the user gives the second one. */
  handover(name: string): Json | undefined {
    return this.stacks.infrastructure.output?.[name]?.value ?? this.inputs.application[name];
  }

  get region(): string | undefined {
    const { infrastructure, application } = this.stacks;
    const provider = (infrastructure.provider ?? application.provider)?.aws?.[0];
    return known(provider?.region) ?? known(at(this.values, "config.S3Storage.Region"));
  }
}

/** A text or number as text, unless an apply must tell it. */
export function known(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}

/** As {@link known}, with … for the parts that an apply must tell. */
export function shown(value: Json | undefined): string | undefined {
  return typeof value === "string" ? known(value.replace(/\$\{[^}]*\}/g, "…")) : known(value);
}

/** Whether something below `value` refers to a block. */
export function refersTo(value: Json | undefined, address: string): boolean {
  const text = JSON.stringify(value ?? null);
  return new RegExp(`(?<![\\w.])${address.replaceAll(".", "\\.")}(?![\\w-])`).test(text);
}

/** `database_master_password` as words. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** Leaves out what is not known. */
export function lines(...parts: readonly (string | undefined | false)[]): string[] {
  return parts.filter((part) => typeof part === "string" && part !== "") as string[];
}
