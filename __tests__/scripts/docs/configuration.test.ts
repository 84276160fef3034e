import { configurationReference } from "../../../scripts/docs/configuration";
import { defineVariables } from "../../../src/terraform/variables";

test("shows each key, variable and output in a table", () => {
  const catalog = defineVariables({
    section: "License",
    when: "packageManager.license: variable",
    variables: {
      licenseFile: { type: "string", description: "The file.", ephemeral: true, default: null, example: "a|b" },
      region: {
        type: "string",
        description: "AWS region.",
        rules: [{ condition: "true", expected: "a region code", fix: "take one" }],
      },
    },
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
      { path: "bucket", node: { type: "string" }, required: true },
    ],
    [
      {
        stack: "infrastructure",
        title: "First stack",
        catalogs: [catalog],
        outputs: [{ name: "url", description: "Address." }],
        ofFirst: new Set(),
      },
      { stack: "application", title: "Second stack", catalogs: [], outputs: [], ofFirst: new Set() },
    ],
  );
  expect(text.slice(text.indexOf("| Key"))).toBe(`| Key | Value | Default | Meaning |
| --- | --- | --- | --- |
| \`zones\` | a whole number from 2 to 6 | \`3\` | Zones. |
| \`tls.dnsRecord\` | true or false | none | Record. Only with \`tls.mode: acm\`. |
| \`bucket\` | a text | required |  |

## First stack

### License (only with packageManager.license: variable)

| Variable | Type | Default | Meaning and rules |
| --- | --- | --- | --- |
| \`license_file\` | \`string\` | \`null\` | The file. Never stored in plan or state. Example: \`"a\\|b"\`. |
| \`region\` | \`string\` | required | AWS region. Rule: a region code. |

### Outputs

| Output | Meaning |
| --- | --- |
| \`url\` | Address. |

## Second stack
`);
});
