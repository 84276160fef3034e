/** A parsed expression of Terraform's language. */
export type Expression =
  | { readonly is: "literal"; readonly value: string | number | boolean | null }
  | { readonly is: "template"; readonly parts: readonly Expression[] }
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "get"; readonly of: Expression; readonly key: Expression }
  | { readonly is: "call"; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
  | { readonly is: "operation"; readonly operator: string; readonly args: readonly Expression[] }
  | { readonly is: "if"; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly is: "list"; readonly items: readonly Expression[] }
  | { readonly is: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | {
      readonly is: "for";
      readonly names: readonly string[];
      readonly over: Expression;
      readonly key?: Expression;
      readonly value: Expression;
      readonly when?: Expression;
    };

/** Name that a splat (`list[*].id`) binds each element to; no user can write it. */
const SPLAT = "[*]";

const PRECEDENCE: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  ">": 4,
  "<=": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

/**
 * Parses a string of a Terraform JSON file: text with `${…}` in it.
 *
 * @throws Error at what it cannot read, `%{…}` directives included.
 */
export function parseTemplate(text: string): Expression {
  return new Parser(text).template(undefined);
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Reads up to `end` (a closing quote) or to the end of the text. A lone `${…}` keeps its type. */
  template(end: string | undefined): Expression {
    const parts: Expression[] = [];
    let literal = "";
    const flush = (): void => {
      if (literal) parts.push({ is: "literal", value: literal });
      literal = "";
    };
    while (this.at < this.text.length && this.text[this.at] !== end) {
      if (this.take("$${")) literal += "${";
      else if (this.take("%%{")) literal += "%{";
      else if (this.take("${")) {
        this.take("~");
        flush();
        parts.push(this.expression());
        this.take("~");
        this.expect("}");
      } else if (this.text.startsWith("%{", this.at)) this.fail("a template directive");
      else if (end && this.take("\\")) literal += this.escape();
      else literal += this.text[this.at++];
    }
    flush();
    const [only] = parts;
    if (!only) return { is: "literal", value: "" };
    return parts.length === 1 ? only : { is: "template", parts };
  }

  private escape(): string {
    const c = this.text[this.at++] ?? "";
    if (c === "u") {
      this.at += 4;
      return String.fromCharCode(parseInt(this.text.slice(this.at - 4, this.at), 16));
    }
    return { n: "\n", r: "\r", t: "\t" }[c] ?? c;
  }

  private expression(): Expression {
    const test = this.binary(1);
    if (!this.takeToken("?")) return test;
    const then = this.expression();
    this.expect(":");
    return { is: "if", test, then, otherwise: this.expression() };
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.peekOperator();
      const precedence = operator ? (PRECEDENCE[operator] ?? 0) : 0;
      if (!operator || precedence < least) return left;
      this.at += operator.length;
      left = { is: "operation", operator, args: [left, this.binary(precedence + 1)] };
    }
  }

  private peekOperator(): string | undefined {
    this.space();
    const two = this.text.slice(this.at, this.at + 2);
    if (two in PRECEDENCE) return two;
    const one = this.text[this.at] ?? "";
    return one in PRECEDENCE ? one : undefined;
  }

  private unary(): Expression {
    for (const operator of ["!", "-"]) {
      if (this.takeToken(operator)) return { is: "operation", operator, args: [this.unary()] };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.takeToken("[*]") || this.take(".*")) {
        return { is: "for", names: [SPLAT], over: value, value: this.postfix({ is: "name", name: SPLAT }) };
      } else if (this.text.startsWith("...", this.at)) {
        return value;
      } else if (this.takeToken("[")) {
        value = { is: "get", of: value, key: this.expression() };
        this.expect("]");
      } else if (this.take(".")) {
        const key = this.match(/[\w-]+/y) ?? this.fail("an attribute name");
        value = { is: "get", of: value, key: { is: "literal", value: /^\d+$/.test(key) ? Number(key) : key } };
      } else return value;
    }
  }

  private primary(): Expression {
    this.space();
    const number = this.match(/\d+(\.\d+)?([eE][+-]?\d+)?/y);
    if (number !== undefined) return { is: "literal", value: Number(number) };
    if (this.take('"')) {
      const text = this.template('"');
      this.expect('"');
      return text;
    }
    if (this.takeToken("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.takeToken("[")) return this.forIn("]") ?? { is: "list", items: this.items("]").args };
    if (this.takeToken("{")) return this.forIn("}") ?? this.object();
    const name = this.match(/[A-Za-z_][\w-]*(::[\w-]+)*/y) ?? this.fail("an expression");
    if (name === "true" || name === "false") return { is: "literal", value: name === "true" };
    if (name === "null") return { is: "literal", value: null };
    return this.takeToken("(") ? { is: "call", name, ...this.items(")") } : { is: "name", name };
  }

  private items(end: string): { args: Expression[]; spread: boolean } {
    const args: Expression[] = [];
    let spread = false;
    while (!this.takeToken(end)) {
      args.push(this.expression());
      spread = this.takeToken("...");
      if (!this.takeToken(",")) {
        this.expect(end);
        break;
      }
    }
    return { args, spread };
  }

  private object(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.takeToken("}")) {
      this.space();
      const bare = this.match(/[A-Za-z_][\w-]*(?=\s*[=:])/y);
      const key: Expression = bare === undefined ? this.expression() : { is: "literal", value: bare };
      if (!this.takeToken("=")) this.expect(":");
      entries.push([key, this.expression()]);
      this.takeToken(",");
    }
    return { is: "object", entries };
  }

  private forIn(end: string): Expression | undefined {
    this.space();
    if (this.match(/for\s+/y) === undefined) return undefined;
    const names = [this.match(/[A-Za-z_][\w-]*/y) ?? this.fail("a name")];
    if (this.takeToken(",")) {
      this.space();
      names.push(this.match(/[A-Za-z_][\w-]*/y) ?? this.fail("a name"));
    }
    this.expect("in");
    const over = this.expression();
    this.expect(":");
    const first = this.expression();
    const second = this.takeToken("=>") ? this.expression() : undefined;
    this.takeToken("...");
    const when = this.takeToken("if") ? this.expression() : undefined;
    this.expect(end);
    return { is: "for", names, over, value: second ?? first, ...(second && { key: first }), ...(when && { when }) };
  }

  private space(): void {
    this.match(/\s+/y);
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private takeToken(token: string): boolean {
    this.space();
    return this.take(token);
  }

  private expect(token: string): void {
    if (!this.takeToken(token)) this.fail(`\`${token}\``);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(expected: string): never {
    throw new Error(`expected ${expected} at ${JSON.stringify(this.text.slice(this.at, this.at + 40))}`);
  }
}
