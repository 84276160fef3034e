import { chooseDeployment } from "../config/choose-deployment";
import type { Deployment } from "../config/schema";
import { synthesizeDeployment } from "../inspect/synthesized";
import { type VarFile, withVarFiles } from "../inspect/var-file";
import { drawDiagram } from "./draw";

export interface PictureOptions {
  /** Which deployment, where there are several. */
  readonly name?: string;
  /** @default - by the ending of `output`, else SVG */
  readonly format?: "svg" | "mermaid";
  /** Files with values of variables, in place of the defaults; a later one wins. @default - none */
  readonly varFiles?: readonly VarFile[];
  /** File that the picture is for. Markdown gets Mermaid in a fenced block. */
  readonly output?: string;
}

/**
 * Synthesizes a deployment and draws it.
 *
 * @throws UserError when it is not clear which deployment to draw, or when a file of values does not fit it.
 */
export function pictureOf(deployments: readonly Deployment[], options: PictureOptions): string {
  const { name, format, varFiles = [], output = "" } = options;
  const { stacks, inputs } = withVarFiles(synthesizeDeployment(chooseDeployment(deployments, name)), varFiles);
  const { svg, mermaid } = drawDiagram(stacks, inputs);
  const isMarkdown = /\.(md|markdown)$/i.test(output);
  const isMermaid = format === undefined ? isMarkdown || /\.(mmd|mermaid)$/i.test(output) : format === "mermaid";
  if (!isMermaid) return svg;
  return isMarkdown ? `\`\`\`mermaid\n${mermaid}\`\`\`\n` : mermaid;
}
