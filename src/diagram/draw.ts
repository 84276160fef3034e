import type { Synthesized } from "../inspect/synthesized";
import type { Stacks } from "../inspect/terraform-json";
import { readArchitecture } from "./architecture";
import { layOut } from "./layout";
import { mermaidOf } from "./mermaid";
import { svgOf } from "./svg";

/** One architecture in two formats, each ending in a line break. */
export interface Picture {
  /** A whole SVG file: no script, no reference to anything outside; the colours follow the reader's light or dark theme. */
  readonly svg: string;
  /** Text of a Mermaid flowchart. */
  readonly mermaid: string;
}

/**
 * Draws the architecture of one deployment from its synthesized stacks and nothing else: what they do not describe is not
 * in the picture. The same stacks give the same bytes.
 *
 * @param inputs values of the stacks' variables, for sizes and ranges. A value that only an apply tells is left out.
 */
export function drawDiagram(stacks: Stacks, inputs: Synthesized["inputs"]): Picture {
  const architecture = readArchitecture(stacks, inputs);
  return { svg: svgOf(layOut(architecture), architecture), mermaid: mermaidOf(architecture) };
}
