import { configurationReference } from "../../../scripts/docs/configuration";
import { defineVariables } from "../../../src/terraform/variables";

test("shows each key, variable and output in a table", () => {
  const catalog = defineVariables({
    section: "License",
    when: "packageManager.license: variable",
    variables: {
      licenseFile: { type: "string", description: "The file.", ephemeral: true, default: null, example: "a|b" },
      tlsPolicy: {
        type: "string",
        description: "Policy.",
        rules: [{ condition: "true", expected: "a policy", fix: "take one" }],
      },
    },
  });
  const unplanned = defineVariables({
    section: "Workspaces",
    variables: { nodeCount: { type: "number", description: "Nodes.", default: null } },
  });
  const text = configurationReference(
    [
      {
        path: "zones",
        node: { type: "integer", minimum: 2, maximum: 6, default: 3, description: "Zones." },
        required: false,
      },
      {
        path: "tls.dnsRecord",
        node: { type: "boolean", description: "Record." },
        required: false,
        onlyWith: "tls.mode: acm",
      },
      { path: "protection", node: { type: "string" }, required: true },
    ],
    [
      {
        stack: "infrastructure",
        title: "First stack",
        catalogs: [catalog],
        outputs: [{ name: "url", description: "Address." }],
        ofFirst: new Set(Object.values(catalog.variables)),
      },
      { stack: "workspaces", title: "Second stack", catalogs: [unplanned], outputs: [], ofFirst: new Set() },
    ],
  );
  expect(text.slice(text.indexOf("| Key"))).toBe(`| Key | Value | Default | Meaning | A change |
| --- | --- | --- | --- | --- |
| \`zones\` | a whole number from 2 to 6 | \`3\` | Zones. | unknown |
| \`tls.dnsRecord\` | true or false | none | Record. Only with \`tls.mode: acm\`. | unknown |
| \`protection\` | a text | required |  | in place: aws_db_instance, aws_lb |

## First stack

### License (only with packageManager.license: variable)

| Variable | Type | Default | Meaning and rules | A change |
| --- | --- | --- | --- | --- |
| \`license_file\` | \`string\` | \`null\` | The file. Never stored in plan or state. Example: \`"a\\|b"\`. | unknown |
| \`tls_policy\` | \`string\` | required | Policy. Rule: a policy. | in place: aws_lb_listener |

### Outputs

| Output | Meaning |
| --- | --- |
| \`url\` | Address. |

## Second stack

### Workspaces

| Variable | Type | Default | Meaning and rules |
| --- | --- | --- | --- |
| \`node_count\` | \`number\` | \`null\` | Nodes. |
`);
});
