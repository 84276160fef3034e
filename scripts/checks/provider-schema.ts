/** A type as `terraform providers schema -json` writes it. */
export type SchemaType = string | [string, SchemaType | SchemaType[] | Record<string, SchemaType>];

export interface SchemaAttribute {
  readonly type?: SchemaType;
  readonly nested_type?: { readonly attributes: Record<string, SchemaAttribute>; readonly nesting_mode: string };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly write_only?: boolean;
}

export interface SchemaBlock {
  readonly attributes?: Record<string, SchemaAttribute>;
  readonly block_types?: Record<
    string,
    {
      readonly nesting_mode: string;
      readonly block: SchemaBlock;
      readonly min_items?: number;
      readonly max_items?: number;
    }
  >;
}

/** One provider of `terraform providers schema -json`. */
export interface ProviderSchema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas?: Record<string, { readonly block: SchemaBlock }>;
  readonly data_source_schemas?: Record<string, { readonly block: SchemaBlock }>;
  readonly ephemeral_resource_schemas?: Record<string, { readonly block: SchemaBlock }>;
}

/** By local name of the provider: `aws`, `kubernetes`, `helm`, `terraform`. */
export type ProviderSchemas = Record<string, ProviderSchema>;

/** Arguments that Terraform itself gives to a provider block. */
export const providerMeta: SchemaBlock = { attributes: { alias: { type: "string", optional: true } } };

const condition: SchemaBlock = {
  attributes: { condition: { type: "bool", required: true }, error_message: { type: "string", required: true } },
};

/** Arguments that Terraform itself gives to each block. `lifecycle` takes literals only. */
export const blockMeta: SchemaBlock = {
  attributes: {
    count: { type: "number", optional: true },
    for_each: { type: "dynamic", optional: true },
    provider: { type: "string", optional: true },
    depends_on: { type: ["list", "string"], optional: true },
  },
  block_types: {
    lifecycle: {
      nesting_mode: "single",
      block: {
        attributes: {
          create_before_destroy: { type: "literal bool", optional: true },
          prevent_destroy: { type: "literal bool", optional: true },
          ignore_changes: { type: "dynamic", optional: true },
          replace_triggered_by: { type: ["list", "string"], optional: true },
        },
        block_types: {
          precondition: { nesting_mode: "list", block: condition },
          postcondition: { nesting_mode: "list", block: condition },
        },
      },
    },
  },
};

/** Terraform's built-in provider, which no schema dump of another provider contains. */
export const builtinSchema: ProviderSchema = {
  provider: { block: {} },
  resource_schemas: {
    terraform_data: {
      block: {
        attributes: {
          input: { type: "dynamic", optional: true },
          triggers_replace: { type: "dynamic", optional: true },
          id: { type: "string", computed: true },
          output: { type: "dynamic", computed: true },
        },
      },
    },
  },
  data_source_schemas: {
    terraform_remote_state: {
      block: {
        attributes: {
          backend: { type: "string", required: true },
          config: { type: "dynamic", optional: true },
          defaults: { type: "dynamic", optional: true },
          workspace: { type: "string", optional: true },
          outputs: { type: "dynamic", computed: true },
        },
      },
    },
  },
};
