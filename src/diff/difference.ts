import type { Part } from "../inspect/parts";
import type { Json, TerraformJson } from "../inspect/terraform-json";

/** Something of a stack that is not as it was: a resource, variable, output, setting of a provider or of the state. */
export interface Difference {
  readonly part: Part;
  /** Name of the stack, such as `ppm-infrastructure`. */
  readonly stack: string;
  /** `aws_db_instance.database`, `data.aws_region.current`, `var.name`, `output.url`, `terraform.backend` */
  readonly address: string;
  readonly kind: "added" | "changed" | "removed";
  /** What an apply does; of a change that no plan has shown, `unknown`. */
  readonly effect: "create" | "update" | "replace" | "destroy" | "restart" | "unknown";
  /** What changed in it; none for what is added or removed as a whole. */
  readonly arguments: readonly ArgumentChange[];
  /** One sentence for people, without a full stop. */
  readonly words: string;
}

export interface ArgumentChange {
  /** `instance_class`, `scaling_config[0].desired_size` */
  readonly path: string;
  /** Left out when it was not set, and when it is sensitive. */
  readonly before?: Json;
  /** Left out when it is no longer set, and when it is sensitive. */
  readonly after?: Json;
  /** Its values are not told. */
  readonly sensitive?: boolean;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** What to do, in this order; none when nothing is to be done. */
  readonly steps: readonly string[];
}

/** JSON of each stack, by the stack's name. */
export type NamedStacks = Readonly<Record<string, TerraformJson>>;
