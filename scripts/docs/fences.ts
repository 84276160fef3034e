import type { Fence } from "./markdown";

/** What the tests do with a fenced block. */
export type Use =
  /** A command that runs, in the order of the page. */
  | { readonly kind: "run" }
  /** A command that bash reads but that does not run, and why. */
  | { readonly kind: "no-run"; readonly reason: string }
  /** Part of what the command before it printed; `…` stands for anything. */
  | { readonly kind: "output" }
  /** A deployment file, which must be accepted; `file` is where the commands after it find it. */
  | { readonly kind: "deployment"; readonly file?: string }
  /** Terraform's language, which must be formatted; `file` as above. */
  | { readonly kind: "terraform"; readonly file?: string }
  /** A change of the sources, which must apply; what comes after it runs on them. */
  | { readonly kind: "patch" }
  /** JSON, which must parse. */
  | { readonly kind: "json" }
  /** Anything else. */
  | { readonly kind: "text" };

const shell = new Set(["sh", "bash", "shell", "console"]);

/**
 * Reads the label of a fenced block:
 *
 * - `sh run`, `sh no-run: REASON`
 * - `text output`
 * - `yaml`, `yaml file=PATH`, `yaml other: WHAT` for YAML that is no deployment file
 * - `hcl`, `hcl file=PATH`, `json`
 * - `diff apply`
 *
 * @throws Error when a label is missing or unknown.
 */
export function useOf({ language, label, line }: Fence): Use {
  const wrong = (expected: string) =>
    new Error(
      `line ${line}: the block is labelled ${JSON.stringify(`${language} ${label}`.trim())}, expected ${expected}`,
    );
  const [, file] = /^file=(\S+)$/.exec(label) ?? [];
  const named = file === undefined ? {} : { file };
  if (shell.has(language)) {
    if (label === "run") return { kind: "run" };
    const [, reason] = /^no-run: (\S.*)$/.exec(label) ?? [];
    if (reason === undefined) throw wrong("`sh run` or `sh no-run: REASON`");
    return { kind: "no-run", reason };
  }
  if (language === "yaml" && /^other: \S/.test(label)) return { kind: "text" };
  if (language === "text" && label === "output") return { kind: "output" };
  if (language === "diff" && label === "apply") return { kind: "patch" };
  if (label !== "" && file === undefined)
    throw wrong("no label, `file=PATH`, `yaml other: WHAT`, `text output` or `diff apply`");
  if (language === "yaml") return { kind: "deployment", ...named };
  if (language === "hcl") return { kind: "terraform", ...named };
  if (file !== undefined) throw wrong("a file in yaml or hcl");
  return language === "json" ? { kind: "json" } : { kind: "text" };
}
