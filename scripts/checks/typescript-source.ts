import { dirname, join } from "node:path";
import ts from "typescript";

/** One import, of whatever form: `import`, `export … from`, `import()`, `require()`, or a type in place. */
export interface Import {
  /** For files of this project the path from its root, without extension; for packages `npm:` and the specifier. */
  readonly target: string;
  readonly typeOnly: boolean;
  readonly names: readonly string[];
  readonly line: number;
}

/** Everything that a file imports. */
export function importsOf(path: string, file: ts.SourceFile): Import[] {
  return descendants(file).flatMap((node): Import[] => {
    const specifier = moduleSpecifier(node);
    if (!specifier) return [];
    const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
    const named =
      clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
    const inlineTypes =
      named !== undefined && !clause?.name && named.length > 0 && named.every((element) => element.isTypeOnly);
    const typeOnly =
      clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      inlineTypes ||
      (ts.isExportDeclaration(node) && node.isTypeOnly) ||
      ts.isImportTypeNode(node);
    const relative = /^\.{1,2}(\/|$)/.test(specifier);
    return [
      {
        target: relative ? join(dirname(path), specifier) : `npm:${specifier}`,
        typeOnly,
        names: named?.map((element) => element.name.text) ?? [],
        line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      },
    ];
  });
}

/** The string after `from`, in `import("…")` or `require("…")`. */
function moduleSpecifier(node: ts.Node): string | undefined {
  const text = (found: ts.Node | undefined): string | undefined =>
    found && ts.isStringLiteralLike(found) ? found.text : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return text(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? text(node.argument.literal) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression;
  const loads = called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === "require");
  return loads ? text(node.arguments[0]) : undefined;
}

/** Whether an identifier is read as a variable, and not the name of a member or of a property. */
export function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) || parent.name !== node;
}

/** `root` and everything below it. */
export function descendants(root: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}
