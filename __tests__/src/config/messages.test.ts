import { parseDeployment } from "../../../src/config/parse";

/** The lines about a deployment file, or none when it is valid. */
function problems(text: string): readonly string[] {
  const parsed = parseDeployment(text);
  return "problems" in parsed ? parsed.problems : [];
}

const extra = (kind: string, yaml: string) => `packageManager: { extra${kind}: ${yaml} }`;
const reference = (name: string) => `{ name: ${name}, secret: oidc, key: client-secret }`;
const s3 = (settings: string) => `state: { backend: s3, region: eu-central-1, ${settings} }`;

const nameRule =
  "expected 2 to 20 characters: a-z, 0-9 and single hyphens, starting with a letter, not ending in a hyphen; shorten or rename it";
const bucketRule =
  "expected the name of an S3 bucket: 3 to 63 characters a-z, 0-9, hyphen and dot; copy it from the S3 console";
const configRule = "expected a text, a number, true or false or a list of texts; ";
const variableHint =
  "remove it, or set it as a Terraform variable if terraform.tfvars.example lists it; the keys here are";

test.each([
  ['"": 1', '"" is not a known key; '],
  ['"a\\nb": 1', '"a\\nb" is not a known key; '],
  ['network: { mode: create, " ": 1 }', 'network." " is not a known key; '],
])("%s: a key that one would not see is put in quotes", (text, start) => {
  expect(problems(text).map((problem) => problem.slice(0, start.length))).toEqual([start]);
});

test.each([
  // A number, from both sides of both ends.
  ["network: { mode: create, zones: 1 }", "network.zones is 1, expected a whole number from 2 to 6; set it to 2"],
  ["network: { mode: create, zones: 7 }", "network.zones is 7, expected a whole number from 2 to 6; set it to 6"],
  ["network: { mode: create, zones: 2.5 }", "network.zones is 2.5, expected a whole number from 2 to 6; set it to 3"],
  [
    'network: { mode: create, zones: "3" }',
    'network.zones is "3", expected a whole number from 2 to 6; write a number without quotes, or remove it for the default 3',
  ],
  [
    "network: { mode: create, zones: .nan }",
    "network.zones is NaN, expected a whole number from 2 to 6; write a number without quotes, or remove it for the default 3",
  ],
  [
    "network: { mode: create, zones: }",
    "network.zones is null, expected a whole number from 2 to 6; give it a value, or remove it for the default 3",
  ],
  // Texts with a pattern.
  ["name: a", `name is "a", ${nameRule}`],
  ["name: abcdefghijklmnopqrstu", `name is "abcdefghijklmnopqrstu", ${nameRule}`],
  ["name: a--b", `name is "a--b", ${nameRule}`],
  ["name: 17", "name is 17, expected a text; put it in quotes"],
  [s3("bucket: ab"), `state.bucket is "ab", ${bucketRule}`],
  [s3(`bucket: ${"a".repeat(64)}`), `state.bucket is "${"a".repeat(58)}…, ${bucketRule}`],
  [s3("bucket: a..b"), `state.bucket is "a..b", ${bucketRule}`],
  [s3("bucket: 10.0.0.1"), `state.bucket is "10.0.0.1", ${bucketRule}`],
  [
    "state: { backend: s3, bucket: states, region: Frankfurt }",
    'state.region is "Frankfurt", expected a region code such as eu-central-1; take that of the bucket',
  ],
  [
    s3("bucket: states, keyPrefix: /a"),
    'state.keyPrefix is "/a", expected up to 512 letters, digits and safe marks, not starting with /; write it like package-manager/',
  ],
  [
    s3('bucket: states, roleArn: "arn:aws:iam::111122223333:role/${var.role}"'),
    'state.roleArn is "arn:aws:iam::111122223333:role/${var.role}", expected the ARN of an IAM role; copy it from the IAM console',
  ],
  [
    s3('bucket: states, kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/${a}"'),
    'state.kmsKeyId is "arn:aws:kms:eu-central-1:111122223333:key/${a}", expected the ARN of a KMS key; copy it from the KMS console',
  ],
  [
    s3("bucket: states, kmsKeyId: alias/states"),
    'state.kmsKeyId is "alias/states", expected the ARN of a KMS key; copy it from the KMS console',
  ],
  [
    s3("bucket: states, roleArn: terraform"),
    'state.roleArn is "terraform", expected the ARN of an IAM role; copy it from the IAM console',
  ],
  // One of several values.
  ["identity: irsaa", 'identity is "irsaa", expected "irsa" or "podIdentity"; did you mean "irsa"?'],
  [
    "identity: kiam",
    'identity is "kiam", expected "irsa" or "podIdentity"; correct it, or remove it for the default "irsa"',
  ],
  [
    "protection: no",
    'protection is "no", expected true or false; write one of the two without quotes, or remove it for the default true',
  ],
  // Choices.
  ["network: { zones: 3 }", 'network.mode is missing, expected "create" or "existing"; add it'],
  ["network: { mode: creat }", 'network.mode is "creat", expected "create" or "existing"; did you mean "create"?'],
  [
    "state: { backend: remote }",
    'state.backend is "remote", expected "local", "s3", "cloud" or "other"; correct it, or remove it for the default "local"',
  ],
  [
    "network: []",
    'network is [], expected a mapping of keys to values; correct it, or remove it for the default {"mode":"create"}',
  ],
  ["state: { backend: s3, bucket: states }", "state.region is missing, expected a text; add it"],
  // Unknown keys.
  ["nme: x", "nme is not a known key; did you mean name?"],
  ["zones: 3", "zones is not a known key; did you mean network.zones?"],
  [
    "cluster: { mode: create, endpoint: public }",
    "cluster.endpoint is not a known key; did you mean cluster.endpointAccess?",
  ],
  ["cluster: { mode: create, xyz: 1 }", `cluster.xyz is not a known key; ${variableHint} mode, endpointAccess, nodes`],
  [
    "region: eu-central-1",
    `region is not a known key; ${variableHint} name, protection, output, awsRole, network, cluster, identity, iam, keys, secrets, database, bucket, backup, loadBalancer, monitoring, packageManager, state, handover, clusterLogin, adopt`,
  ],
  [
    "loadBalancer: { mode: create, tls: { mode: acm, dnsRecord: true } }",
    "loadBalancer.tls.dnsRecord is not a known key here, it belongs to loadBalancer.tls.mode: certificate; remove it",
  ],
  [
    "bucket: { mode: create, clientSideKeySetting: KMSKeyID }",
    'bucket.clientSideKeySetting is "KMSKeyID", expected a setting as Section.Key; write it like S3Storage.KMSKeyID',
  ],
  // The file as a whole.
  ["- a", 'the file is ["a"], expected a mapping of keys to values; correct it'],
  ["ppm", 'the file is "ppm", expected a mapping of keys to values; correct it'],
  // Keys that exclude each other.
  [
    "packageManager: { databaseTls: require, databaseCa: given }",
    'packageManager.databaseCa is "given", expected "rds" with databaseTls: require, which checks no certificate; remove one of the two',
  ],
  [
    `packageManager: { outboundProxy: true, extraEnvFromSecret: [${reference("https_proxy")}] }`,
    'packageManager.extraEnvFromSecret[0].name is "https_proxy", expected a variable that outboundProxy: true does not set; remove it, or set outboundProxy to false',
  ],
  // Passed through: environment variables.
  [
    extra("EnvFromSecret", `[${reference("1A")}]`),
    'packageManager.extraEnvFromSecret[0].name is "1A", expected letters, digits and underscores, not a digit first; rename it',
  ],
  [
    extra("EnvFromSecret", "[{ name: A, secret: A_b, key: k }]"),
    'packageManager.extraEnvFromSecret[0].secret is "A_b", expected the name of a Kubernetes secret; use a-z, 0-9, hyphens and dots',
  ],
  [
    extra("EnvFromSecret", "[{ name: A, secret: a, key: a/b }]"),
    'packageManager.extraEnvFromSecret[0].key is "a/b", expected a key of a Kubernetes secret; use letters, digits, ., _ and -',
  ],
  [
    extra("EnvFromSecret", `[${reference("A")}, ${reference("A")}]`),
    'packageManager.extraEnvFromSecret[1].name is "A", expected a variable given once; remove one of the two',
  ],
  [
    extra("EnvFromSecret", `[${reference("PACKAGEMANAGER_ENCRYPTION_KEY")}]`),
    'packageManager.extraEnvFromSecret[0].name is "PACKAGEMANAGER_ENCRYPTION_KEY", expected a variable that this app does not set; remove it: set packageManager.encryptionKey',
  ],
  [
    extra("EnvFromSecret", `[${reference("PACKAGEMANAGER_SERVER_ADDRESS")}]`),
    'packageManager.extraEnvFromSecret[0].name is "PACKAGEMANAGER_SERVER_ADDRESS", expected a variable that this app does not set; remove it: it follows the load balancer',
  ],
  [
    extra("EnvFromSecret", "{}"),
    "packageManager.extraEnvFromSecret is {}, expected a list; correct it, or remove it for the default []",
  ],
  // Passed through: settings. What may be a secret is not shown.
  [
    extra("Config", "{ postgres: { password: hunter2 } }"),
    "packageManager.extraConfig.postgres.password is set, expected a setting that this app leaves alone; remove it: a secret in the values would be stored in Terraform's state",
  ],
  [
    extra("Config", "{ CRAN: { a: 1 }, cran: { A: 2 } }"),
    "packageManager.extraConfig.cran.A is set, expected a setting given once, in any case; remove one of the two",
  ],
  [
    extra("Config", '{ "Server]": { a: 1 } }'),
    'packageManager.extraConfig.Server] is {"a":1}, expected a name of letters and digits; correct it',
  ],
  [
    extra("Config", '{ CRAN: { a: "b\\nAddress = c" } }'),
    'packageManager.extraConfig.CRAN.a is "b\\nAddress = c", expected one line; remove the line breaks',
  ],
  [
    extra("Config", "{ CRAN: { a: { b: c } } }"),
    `packageManager.extraConfig.CRAN.a is {"b":"c"}, ${configRule}correct it`,
  ],
  [extra("Config", "{ CRAN: { a: [1] } }"), `packageManager.extraConfig.CRAN.a is [1], ${configRule}correct it`],
  [extra("Config", "{ CRAN: { a: } }"), `packageManager.extraConfig.CRAN.a is null, ${configRule}give it a value`],
  [
    extra("Config", "{ CRAN: x }"),
    'packageManager.extraConfig.CRAN is "x", expected a mapping of keys to values; correct it',
  ],
  // Passed through: values of the chart, at an owned path, above it and below it.
  [
    extra("Values", "{ replicas: 5 }"),
    "packageManager.extraValues.replicas is set, expected a value that this app leaves alone; remove it: set the variable `replicas`",
  ],
  [
    extra("Values", "{ config: { CRAN: { a: 1 } } }"),
    "packageManager.extraValues.config is set, expected a value that this app leaves alone; remove it: use packageManager.extraConfig",
  ],
  [
    extra("Values", "[]"),
    "packageManager.extraValues is [], expected a mapping of keys to values; correct it, or remove it for the default {}",
  ],
])("%s", (text, problem) => {
  expect(problems(text)).toEqual([problem]);
});

test.each([
  "network: { mode: create, zones: 2 }",
  "network: { mode: create, zones: 6 }",
  "name: ab",
  "name: abcdefghijklmnopqrst",
  s3("bucket: abc"),
  s3(`bucket: ${"a".repeat(63)}`),
  s3("bucket: states, keyPrefix: a/b/"),
  s3(
    "bucket: states, kmsKeyId: 'arn:aws-cn:kms:cn-north-1:111122223333:key/k', roleArn: 'arn:aws:iam::111122223333:role/a/b'",
  ),
  "packageManager: { databaseTls: require }",
  "packageManager: { databaseCa: given }",
  extra("EnvFromSecret", `[${reference("https_proxy")}, ${reference("PACKAGEMANAGER_OPENIDCONNECT_CLIENTSECRET")}]`),
  extra("Config", '{ CRAN: { a: "x; #y", b: 1, c: true, d: [x, y] }, OpenIDConnect: { a: "" } }'),
  extra("Values", "{ affinity: {}, image: {}, pod: { labels: { a: b } } }"),
])("takes %s", (text) => {
  expect(problems(text)).toEqual([]);
});

test("reports everything at once, in the order of the file, cross-field rules included", () => {
  const text = `
packageManager:
  databaseCa: given
  databaseTls: require
  sandboxing: 1
  extraConfig: { CRAN: 1, Server: { Address: x } }
nam: x
network: { mode: create, zones: 9 }
`;
  expect(problems(text).map((line) => line.split(" ")[0])).toEqual([
    "packageManager.databaseCa",
    "packageManager.sandboxing",
    "packageManager.extraConfig.CRAN",
    "packageManager.extraConfig.Server.Address",
    "nam",
    "network.zones",
  ]);
});
