import { resolveStacks } from "../inspect/resolved";
import type { Synthesized } from "../inspect/synthesized";
import { referencedAddress } from "../inspect/references";
import {
  at,
  type Block,
  blocksOf,
  eachString,
  type Json,
  type StackName,
  stackRoles,
  type Stacks,
} from "../inspect/terraform-json";
import { addressIn, references } from "./value";

/** A block with the stack that it is in, its arguments filled in as far as they are known before an apply. */
export interface Found extends Block {
  readonly stack: StackName;
  /** As synthesized, with expressions. */
  readonly raw: Block["body"];
}

/** The synthesized stacks, with questions that several chapters of a report ask. */
export class Model {
  readonly stacks: Stacks;
  /** Every block that exists: none with `count = 0`. */
  readonly blocks: readonly Found[];

  constructor(readonly synthesized: Synthesized) {
    this.stacks = resolveStacks(synthesized.stacks, synthesized.inputs);
    this.blocks = stackRoles.flatMap((stack) =>
      blocksOf(this.stacks[stack])
        .filter(({ body }) => body.count !== 0)
        .map((block) => ({ ...block, stack, raw: rawOf(synthesized.stacks, stack, block) })),
    );
  }

  /** Resources of a type; data sources for `data.TYPE`. */
  all(type: string): Found[] {
    return this.blocks.filter(({ kind, type: own }) => type === (kind === "resource" ? own : `${kind}.${own}`));
  }

  /** The block that an argument refers to by an attribute of it. */
  referred(value: Json | undefined, stack: StackName): Found | undefined {
    const address = addressIn(value);
    // What comes by the contract is an attribute of the other stack's block.
    const found = this.blocks.filter((block) => block.address === address);
    return found.find((block) => block.stack === stack) ?? found[0];
  }

  /** Names of the variables that decide an argument, through locals, other arguments and the contract between stacks. */
  variablesOf(block: Found, path: string): string[] {
    const value = at(block.raw, path);
    return [...new Set(this.variablesIn(block.stack, value, new Set()))].sort();
  }

  /** As {@link variablesOf}, of a value in the chart values of a Helm release. */
  variablesOfChart(block: Found, path: string): string[] {
    const locals = this.synthesized.stacks[block.stack].locals ?? {};
    const texts = Array.isArray(block.raw.values) ? block.raw.values : [];
    const [name] =
      texts
        .flatMap((text) => references(String(text)))
        .filter(([root]) => root === "local")[0]
        ?.slice(1) ?? [];
    return [...new Set(this.variablesIn(block.stack, at(locals[String(name)], path), new Set()))].sort();
  }

  private variablesIn(stack: StackName, value: Json | undefined, seen: Set<string>): string[] {
    const names: string[] = [];
    eachString(value, (text) => {
      for (const reference of references(text)) {
        const [root, name] = reference;
        if (root === "var") names.push(String(name));
        const whole = `${stack} ${reference.join(".")}`;
        if (seen.has(whole)) continue;
        seen.add(whole);
        for (const [next, further] of this.behind(stack, reference)) {
          names.push(...this.variablesIn(next, further, seen));
        }
      }
    });
    return names;
  }

  private behind(stack: StackName, reference: readonly (string | number)[]): [StackName, Json | undefined][] {
    const json = this.synthesized.stacks[stack];
    const [root, name, ...rest] = reference;
    if (root === "local") return [[stack, json.locals?.[String(name)]]];
    if (root === "data" && name === "terraform_remote_state") {
      return [["infrastructure", this.synthesized.stacks.infrastructure.output?.[String(rest[2])]?.value]];
    }
    const address = referencedAddress(reference);
    const block = this.blocks.find((one) => one.stack === stack && one.address === address);
    return [[stack, at(block?.raw, String(reference[address.split(".").length]))]];
  }
}

function rawOf(stacks: Stacks, stack: StackName, { kind, type, name }: Block): Block["body"] {
  return stacks[stack][kind]?.[type]?.[name] ?? {};
}
