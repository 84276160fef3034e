import type { ProviderSchemas } from "../../scripts/checks/provider-schema";
import { checkSchemas } from "../../scripts/checks/schema";
import { showProblem, type JsonObject, type TerraformJson } from "../../src/inspect/terraform-json";

const schemas: ProviderSchemas = {
  acme: {
    provider: { block: { attributes: { region: { type: "string", optional: true } } } },
    resource_schemas: {
      acme_server: {
        block: {
          attributes: {
            id: { type: "string", computed: true },
            size: { type: "number", required: true },
            name: { type: "string", optional: true },
            on: { type: "bool", optional: true },
            tags: { type: ["map", "string"], optional: true },
            zones: { type: ["set", "string"], optional: true },
            routes: { type: ["list", ["object", { to: "string" }]], optional: true },
            password_wo: { type: "string", optional: true, write_only: true },
            fake_wo: { type: "string", optional: true },
            log: {
              nested_type: { nesting_mode: "single", attributes: { level: { type: "string", required: true } } },
              optional: true,
            },
            sets: {
              nested_type: { nesting_mode: "list", attributes: { name: { type: "string", required: true } } },
              optional: true,
            },
          },
          block_types: {
            disk: {
              nesting_mode: "list",
              min_items: 1,
              max_items: 2,
              block: { attributes: { gib: { type: "number", required: true } } },
            },
            timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string", optional: true } } } },
          },
        },
      },
    },
    data_source_schemas: { acme_zone: { block: {} } },
    ephemeral_resource_schemas: { acme_token: { block: {} } },
  },
};

function problems(json: TerraformJson): string[] {
  return checkSchemas(json, schemas).flatMap(({ problems }) => problems.map(showProblem));
}

const server = (body: JsonObject): TerraformJson => ({
  resource: { acme_server: { a: { size: 1, disk: [{ gib: 1 }], ...body } } },
});

describe("checkSchemas", () => {
  test("counts each block, and has nothing against what the schema allows", () => {
    const json: TerraformJson = {
      ...server({
        size: "${var.size}",
        name: null,
        on: true,
        tags: { a: "b" },
        zones: ["${var.zone}"],
        routes: [{ to: "x" }],
        password_wo: "${var.x}",
        log: { level: "info" },
        sets: [{ name: "x" }],
        timeouts: { create: "5m" },
        count: "${var.on ? 1 : 0}",
        depends_on: ["acme_server.b"],
        lifecycle: {
          prevent_destroy: true,
          ignore_changes: ["size"],
          precondition: [{ condition: "${var.on}", error_message: "x" }],
        },
      }),
      provider: { acme: [{ region: "x" }, { alias: "y" }] },
      data: { acme_zone: { z: {} } },
      ephemeral: { acme_token: { t: {} } },
    };
    expect(checkSchemas(json, schemas)).toEqual(
      ["provider.acme[0]", "provider.acme[1]", "acme_server.a", "data.acme_zone.z", "ephemeral.acme_token.t"].map(
        (address) => ({ address, problems: [] }),
      ),
    );
    expect(
      problems(server({ disk: undefined as never, dynamic: { disk: { for_each: "${var.d}", content: { gib: 1 } } } })),
    ).toEqual([]);
  });

  test.each<[string, TerraformJson, string]>([
    ["unknown-type", { resource: { acme_nothing: { x: {} } } }, "acme_nothing.x: the provider has no such block"],
    ["unknown-type", { provider: { other: [{}] } }, "provider.other: the provider has no such block"],
    [
      "unknown-argument",
      server({ timeouts: { craete: "5m" } }),
      "acme_server.a: timeouts[0].craete: unknown; known are create",
    ],
    ["unknown-argument", server({ routes: [{ via: "x" }] }), "acme_server.a: routes[0].via: unknown; known are to"],
    [
      "unknown-argument",
      { provider: { acme: [{ zone: "x" }] } },
      "provider.acme: zone: unknown; known are alias, region",
    ],
    [
      "unknown-argument",
      server({ dynamic: { disc: {} } }),
      "acme_server.a: dynamic.disc: unknown; known are disk, lifecycle, timeouts",
    ],
    ["missing-argument", server({ size: null }), "acme_server.a: size: required, but missing"],
    ["missing-argument", server({ disk: [{}] }), "acme_server.a: disk[0].gib: required, but missing"],
    ["missing-argument", server({ log: {} }), "acme_server.a: log.level: required, but missing"],
    ["missing-argument", server({ sets: [{}] }), "acme_server.a: sets[0].name: required, but missing"],
    [
      "missing-argument",
      server({ dynamic: { disk: { content: {} } } }),
      "acme_server.a: dynamic.disk.content.gib: required, but missing",
    ],
    [
      "missing-argument",
      server({ lifecycle: { precondition: [{ condition: "${var.x}" }] } }),
      "acme_server.a: lifecycle[0].precondition[0].error_message: required, but missing",
    ],
    ["computed-argument", server({ id: "x" }), "acme_server.a: id: set by the provider, cannot be given"],
    [
      "not-write-only",
      server({ fake_wo: "x" }),
      "acme_server.a: fake_wo: named like a write-only argument, but Terraform stores it",
    ],
    ["wrong-type", server({ size: "1" }), 'acme_server.a: size: "1", expected a number'],
    ["wrong-type", server({ name: 5 }), "acme_server.a: name: 5, expected a string"],
    ["wrong-type", server({ on: "true" }), 'acme_server.a: on: "true", expected a bool'],
    ["wrong-type", server({ tags: ["a"] }), "acme_server.a: tags: a list, expected a map"],
    ["wrong-type", server({ tags: { a: 1 } }), "acme_server.a: tags.a: 1, expected a string"],
    ["wrong-type", server({ zones: "a" }), 'acme_server.a: zones: "a", expected a set'],
    ["wrong-type", server({ routes: ["a"] }), 'acme_server.a: routes[0]: "a", expected an object'],
    ["wrong-type", server({ timeouts: "5m" }), 'acme_server.a: timeouts: "5m", expected a block'],
    ["wrong-type", server({ log: "x" }), 'acme_server.a: log: "x", expected an object'],
    ["wrong-type", server({ sets: { name: "x" } }), "acme_server.a: sets: an object, expected a list of objects"],
    [
      "wrong-type",
      server({ lifecycle: { prevent_destroy: "${var.on}" } }),
      'acme_server.a: lifecycle[0].prevent_destroy: "${var.on}", expected true or false, not an expression',
    ],
    ["too-few-blocks", server({ disk: [] }), "acme_server.a: disk: 0 blocks, expected at least 1"],
    [
      "too-many-blocks",
      server({ disk: [{ gib: 1 }, { gib: 1 }, { gib: 1 }] }),
      "acme_server.a: disk: 3 blocks, expected at most 2",
    ],
    ["too-many-blocks", server({ timeouts: [{}, {}] }), "acme_server.a: timeouts: 2 blocks, expected at most 1"],
  ])("%s: %#", (rule, json, expected) => {
    expect(problems(json)).toEqual([`${expected} [${rule}]`]);
  });
});
