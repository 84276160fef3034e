import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * Writes a Terraform expression as a reviewer will read it, with tokens as references and other values as literals.
 * `Token.asString`, `Token.asNumber` and `Token.asList` give it the type that a prop wants:
 *
 * ```ts
 * Token.asNumber(expression`floor(${maxConnections} / (${replicas} * 2))`)
 * ```
 *
 * cdktf's own operators turn `0` and `""` into `undefined` and leave out the parentheses around a conditional.
 */
export function expression(parts: TemplateStringsArray, ...values: readonly Operand[]): IResolvable {
  return new Expression(parts, values);
}

/** A token, or a value that is written as a literal. */
export type Operand = string | number | boolean | null | IResolvable | readonly string[] | readonly number[];

class Expression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    private readonly parts: readonly string[],
    private readonly values: readonly Operand[],
  ) {}

  resolve(context: IResolveContext): string {
    const isOperand = context.suppressBraces === true;
    context.suppressBraces = true;
    const operands = this.values.map((value) => operand(context, value));
    context.suppressBraces = isOperand;
    const text = this.parts.reduce((left, part, i) => `${left}${operands[i - 1]}${part}`);
    return isOperand ? `(${text})` : `\${${text}}`;
  }

  toString(): string {
    return Token.asString(this);
  }
}

function operand(context: IResolveContext, value: Operand): string {
  if (Array.isArray(value) && !Token.isUnresolved(value))
    return `[${value.map((v) => operand(context, v)).join(", ")}]`;
  if (typeof value !== "string") return String(context.resolve(value));
  const { tokens, intrinsic, literals, escapes } = Tokenization.reverseString(value);
  const isToken = tokens.length + intrinsic.length === 1 && literals.length + escapes.length === 0;
  if (isToken) return String(context.resolve(value));
  // A string literal, in which references keep their braces.
  context.suppressBraces = false;
  const text = JSON.stringify(context.resolve(value));
  context.suppressBraces = true;
  return text;
}
