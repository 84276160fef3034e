import { partOf, type Part } from "../inspect/parts";
import { referencedAddress, referencesIn } from "../inspect/references";
import {
  blocksOf,
  eachString,
  isObject,
  type Json,
  type JsonObject,
  type TerraformJson,
} from "../inspect/terraform-json";
import { inWords, nounOf } from "./nouns";

/** Something of a stack that has an address: a resource, a variable, an output, a provider … */
export interface Entry {
  readonly part: Part;
  readonly address: string;
  /** Of a resource its type; else the kind of block, such as `variable`. */
  readonly type: string;
  /** With its article, such as `the database`. */
  readonly noun: string;
  /** Whether an apply makes and destroys it. */
  readonly isResource: boolean;
  readonly body: Json;
  /** Ids that `import` blocks give, by the address of the instance; empty for none. */
  readonly imports: JsonObject;
}

/** Everything of a stack that can differ, by its address. */
export function entriesOf(stack: TerraformJson): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (entry: Omit<Entry, "imports">, imports: JsonObject = {}) =>
    void entries.set(entry.address, { ...entry, imports });
  const named = (prefix: string, type: string, members: Record<string, Json> = {}) => {
    for (const [name, body] of Object.entries(members)) {
      const noun = `the ${type} ${name}`;
      add({ part: partOf({ type: "", name }), address: `${prefix}.${name}`, type, noun, isResource: false, body });
    }
  };

  const imported = importsOf(stack);
  for (const block of blocksOf(stack)) {
    const { kind, type, address, body } = block;
    const isResource = kind === "resource";
    add(
      { part: partOf(block), address, type, noun: nounOf(block), isResource, body },
      isResource ? imported.get(address) : {},
    );
  }
  named("var", "variable", stack.variable);
  named("local", "local value", stack.locals);
  named("output", "output", stack.output);
  named("check", "check", stack.check);
  for (const [name, blocks] of Object.entries(stack.provider ?? {})) {
    for (const body of blocks) {
      const address = ["provider", name, ...(typeof body.alias === "string" ? [body.alias] : [])].join(".");
      add({ part: "other", address, type: "provider", noun: `the provider ${name}`, isResource: false, body });
    }
  }
  for (const [key, body] of Object.entries(settingsOf(stack))) {
    const address = `terraform.${key}`;
    const noun = terraformNouns[key] ?? `Terraform's ${inWords(key)}`;
    add({ part: "other", address, type: "terraform", noun, isResource: false, body });
  }
  return entries;
}

const terraformNouns: Readonly<Record<string, string>> = {
  state: "the place of the state",
  required_providers: "the list of providers",
  required_version: "the required Terraform version",
};

/** Where the state lies counts as one thing, whether a backend or HCP Terraform keeps it. */
function settingsOf({ terraform = {} }: TerraformJson): JsonObject {
  const { backend, cloud, ...settings } = terraform;
  if (cloud !== undefined) return { ...settings, state: { cloud } };
  return backend === undefined ? settings : { ...settings, state: comparable(backend) };
}

/** Of a local state only the name: its folder follows from where the output happens to lie. */
function comparable(backend: Json): Json {
  const local = isObject(backend) ? backend.local : undefined;
  if (!isObject(local) || typeof local.path !== "string") return backend;
  return { local: { ...local, path: local.path.replace(/^.*\//, "") } };
}

function importsOf(stack: TerraformJson): Map<string, JsonObject> {
  const imports = new Map<string, JsonObject>();
  for (const { to, id = null } of stack.import ?? []) {
    if (typeof to !== "string") continue;
    const resource = to.replace(/\[.*$/, "");
    imports.set(resource, { ...imports.get(resource), [to]: id });
  }
  return imports;
}

/** Who reads whom in a stack. */
export class Readers {
  private readonly readings: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(private readonly entries: ReadonlyMap<string, Entry>) {
    this.readings = new Map([...entries].map(([address, { body }]) => [address, addressesIn(body)]));
  }

  /** Resources that read `address`, through whatever is no resource. */
  of(address: string): Entry[] {
    const found = new Set<Entry>();
    const seen = new Set([address]);
    // A set that grows while it is walked: what is added is visited, too.
    for (const read of seen) {
      for (const [reader, readings] of this.readings) {
        const entry = readings.has(read) ? this.entries.get(reader) : undefined;
        if (entry?.isResource) found.add(entry);
        else if (entry) seen.add(reader);
      }
    }
    return [...found];
  }

  /** What `address` reads, as far as the resources where it comes from. */
  sourcesOf(address: string): Entry[] {
    const seen = new Set([address]);
    for (const reader of seen) {
      if (this.entries.get(reader)?.isResource) continue;
      for (const read of this.readings.get(reader) ?? []) seen.add(read);
    }
    seen.delete(address);
    return [...seen].flatMap((source) => this.entries.get(source) ?? []);
  }
}

function addressesIn(body: Json): Set<string> {
  const addresses = new Set<string>();
  eachString(body, (text) => {
    try {
      for (const reference of referencesIn(text)) addresses.add(referencedAddress(reference));
    } catch {
      // Syntax that this app never writes: a stack that somebody else made. It is compared, only not followed.
    }
  });
  return addresses;
}
