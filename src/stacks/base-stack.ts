import { Fn, TerraformElement, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { Construct, type Node } from "constructs";
import { requiredTerraformVersion } from "../terraform/providers";
import { stackJson } from "../terraform/stack-json";
import { declareVariable, type CatalogTokens, type VariableCatalog, type VariableSpec } from "../terraform/variables";
import { type Move, movedBlocks, moves } from "./moves";

export interface BaseStackOptions {
  /** `module` for a child module. @default "root" */
  readonly output?: "root" | "module";
  /** Resources that have another address than before. @default - those of this app */
  readonly moves?: readonly Move[];
}

interface StackJson {
  provider?: unknown;
  readonly terraform?: { backend?: unknown };
  readonly resource?: Readonly<Record<string, object>>;
  readonly moved?: readonly Move[];
}

/**
 * Defines a stack whose Terraform addresses are its construct paths, readable and permanent:
 * `Database/Resource` is `aws_db_instance.database`.
 *
 * @throws Error when two constructs would share an address, which cdktf would merge silently.
 */
export abstract class BaseStack extends TerraformStack {
  /** A child module: without backend and provider blocks, which are the root module's. */
  readonly isModule: boolean;
  /** Catalogs of the variables declared so far: the source of their documentation. */
  readonly catalogs: VariableCatalog[] = [];
  /** Providers that a child module asks its root module for, such as `aws.dns`. */
  readonly providerAliases: string[] = [];
  /** Files that belong beside the stack's JSON, by path relative to it. */
  readonly files = new Map<string, string>();
  private readonly moves: readonly Move[];
  private readonly overrides = new Map<string, unknown>();
  private readonly pathOf = new Map<string, string>();
  private readonly declared = new Map<VariableCatalog, CatalogTokens<Record<string, VariableSpec>>>();
  private readonly variables: Construct;
  private readonly outputs: Construct;

  constructor(scope: Construct, id: string, { output = "root", moves: moved = moves }: BaseStackOptions = {}) {
    super(scope, id);
    this.isModule = output === "module";
    this.moves = moved;
    this.variables = new Construct(this, "Variables");
    this.outputs = new Construct(this, "Outputs");
    this.addOverride("terraform.required_version", requiredTerraformVersion);
  }

  /** Declares every variable of a catalog, once, and returns a token for each, under the catalog's own keys. */
  declare<C extends Record<string, VariableSpec>>(catalog: VariableCatalog<C>): CatalogTokens<C> {
    const known = this.declared.get(catalog);
    if (known) return known as CatalogTokens<C>;
    this.catalogs.push(catalog);
    const tokens = Object.entries(catalog.variables).map(([key, spec]) => [
      key,
      declareVariable(this.variables, snakeCase(key), spec),
    ]);
    const all = Object.fromEntries(tokens) as CatalogTokens<C>;
    this.declared.set(catalog, all);
    return all;
  }

  /**
   * Puts a file beside the stack's JSON, for expressions such as `file("${path.module}/PATH")`.
   *
   * @throws Error when the path is taken by another file.
   */
  addFile(path: string, contents: string): void {
    if ((this.files.get(path) ?? contents) !== contents) throw new Error(`${this.node.path} has two files ${path}`);
    this.files.set(path, contents);
  }

  /** Defines an output. Sensitive values are refused by design: no output carries a secret. */
  output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this.outputs, name, { value, description });
  }

  override addOverride(path: string, value: unknown): void {
    super.addOverride(path, value);
    this.overrides.delete(path);
    this.overrides.set(path, value);
  }

  /** What {@link toTerraform} returns, less cdktf's metadata of the stack, in a third of the time. */
  toJson(): object {
    return this.finish(stackJson(this, this.overrides));
  }

  override toTerraform(): unknown {
    return this.finish(super.toTerraform() as StackJson);
  }

  /** @throws Error always: what crosses from stack to stack goes through the contract, or the other state cannot be remote. */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    throw new Error(`a token of ${this.node.path}, ${identifier}, is used in another stack; add it to the contract`);
  }

  private finish(made: StackJson): StackJson {
    const json = this.withMoves(made);
    if (!this.isModule) return json;
    const module = { ...json, terraform: { ...json.terraform } };
    delete module.provider;
    delete module.terraform.backend;
    return module;
  }

  private withMoves(json: StackJson): StackJson {
    const addresses = Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    const moved = movedBlocks(this.moves, new Set(addresses));
    return moved.length > 0 ? { ...json, moved } : json;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof TerraformElement ? element.node : element;
    const path = node.path.split("/").slice(1);
    const named = element instanceof TerraformVariable || element instanceof TerraformOutput;
    const id = named
      ? node.id
      : snakeCase(path.filter((part, i) => i < path.length - 1 || part !== "Resource").join("_"));

    const kind = element instanceof TerraformElement ? addressKind(element) : "node";
    const address = `${kind}.${id}`;
    const owner = this.pathOf.get(address) ?? node.path;
    if (owner !== node.path) {
      throw new Error(`${owner} and ${node.path} would both be ${address}; rename one of the two constructs`);
    }
    this.pathOf.set(address, node.path);
    return id;
  }
}

function addressKind(element: TerraformElement): string {
  const type = (element as { terraformResourceType?: string }).terraformResourceType;
  return `${element.constructor.name}${type ? `(${type})` : ""}`;
}

/** `LoadBalancer_HTTPListener1` → `load_balancer_http_listener_1`. */
export function snakeCase(text: string): string {
  // A capital letter begins a word, but for an abbreviation: that goes up to the next word; digits go with what follows.
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[a-z]*/g) ?? [];
  return words.join("_").toLowerCase();
}

/** Tags of everything that a deployment makes; the user's own win. */
export function deploymentTags(name: string, tags: Record<string, string>): Record<string, string> {
  const own = { Application: "posit-package-manager", Deployment: name, ManagedBy: "terraform" };
  return Fn.merge([own, tags]) as unknown as Record<string, string>;
}
