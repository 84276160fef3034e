import { parseDeployment } from "../../../src/config/parse";

/** Problems of a file, without the name of the file. */
function problems(text: string): readonly string[] {
  const parsed = parseDeployment(text);
  return "problems" in parsed ? parsed.problems : [];
}

const vpc = "network: { mode: existing }";
const applicationOnly = `${vpc}
cluster: { mode: existing }
database: { mode: existing, credentials: application }
bucket: { mode: existing }
loadBalancer: { mode: existing, attach: targetGroup }
`;

test.each([
  [
    "cluster: { mode: existing }",
    'network.mode is missing, expected "existing" with cluster.mode: existing; set it, and give the VPC that the cluster is in',
  ],
  [
    "network: { mode: existing, publicSubnets: false }",
    "network.publicSubnets is false, expected true with an internet-facing load balancer; give public subnets, or set loadBalancer.scheme to internal",
  ],
  [
    "network: { mode: existing, databaseSubnets: own }\ndatabase: { mode: existing, credentials: master }",
    'network.databaseSubnets is "own", expected "private" with database.mode: existing, which puts nothing into a subnet; remove it',
  ],
  ["database: { mode: existing }", 'database.credentials is missing, expected "master" or "application"; add it'],
  ...["karpenter", "autoMode"].map((nodes) => [
    `${vpc}\ncluster: { mode: existing, nodes: ${nodes} }\nloadBalancer: { mode: create, targets: node }`,
    'loadBalancer.targets is "node", expected "ip" with nodes that Karpenter or Auto Mode keeps, which are in no Auto Scaling group; set it to ip',
  ]),
  [
    `${vpc}\nloadBalancer: { mode: existing, attach: targetGroup, dnsRecord: true }`,
    "loadBalancer.dnsRecord is true, expected false with attach: targetGroup, whose load balancer is not known here; remove it, and make the record",
  ],
  ...[
    `${vpc}\nloadBalancer: { mode: existing, hostedZone: otherAccount }`,
    "loadBalancer: { mode: create, hostedZone: otherAccount, tls: { mode: none } }",
    "loadBalancer: { mode: create, hostedZone: otherAccount, tls: { mode: certificate, dnsRecord: false } }",
  ].map((text) => [
    text,
    'loadBalancer.hostedZone is "otherAccount", expected "sameAccount" where no record is made; remove it',
  ]),
  [
    "iam: { mode: existing }",
    'identity is missing, expected "podIdentity" with iam.mode: existing and a new cluster, since the trust of irsa roles names an OIDC provider in IAM that comes with the cluster; set it to podIdentity',
  ],
  ...["existing", "kubernetes"].map((mode) => [
    `secrets: { mode: ${mode} }\npackageManager: { encryptionKey: given }`,
    'packageManager.encryptionKey is "given", expected "generate", the default, where secrets.mode is not create: the key is then in your own secret; remove it',
  ]),
  [
    "output: module",
    'output is "module", expected "root" with handover: remoteState, since a child module knows no state; set handover to variables, and pass the outputs of one module to the other in the root',
  ],
  [
    "output: module\nhandover: variables\nstate: { backend: s3, bucket: states, region: eu-central-1 }",
    'state.backend is "s3", expected nothing with output: module, since the root module has the backend; remove state',
  ],
  [
    "output: module\nhandover: variables\nawsRole: assume",
    'awsRole is "assume", expected "none" with output: module, since the root module has the provider; set the role there',
  ],
  [
    "output: module\nhandover: variables\nclusterLogin: exec",
    'clusterLogin is "exec", expected "token", the default, with output: module, since the root module has the providers; remove it',
  ],
  [
    "output: module\nhandover: variables\nadopt: { aws_s3_bucket.bucket: mine }",
    'adopt is {"aws_s3_bucket.bucket":"mine"}, expected nothing with output: module, since Terraform allows import blocks in the root module only; remove it, and put there, with the name of your module block for NAME:\nimport {\n  to = module.NAME.aws_s3_bucket.bucket\n  id = "mine"\n}',
  ],
  [
    "state: { backend: other, type: gcs, application: { bucket: b } }",
    "state.infrastructure is missing, expected the configuration of the backend for the infrastructure stack; add it",
  ],
  [
    "state: { backend: other, type: gcs, infrastructure: { bucket: b }, application: { bucket: b } }",
    "state.application is set, expected another configuration than that of the infrastructure stack, such as another key or prefix; two stacks in one state would destroy each other's resources",
  ],
  [
    "state: { backend: other, type: http, infrastructure: { address: a, password: hidden }, application: { address: b } }",
    "state.infrastructure.password is set, expected no secret in the synthesized JSON; remove it, and give it by environment or `terraform init -backend-config`",
  ],
  [
    'state: { backend: other, type: gcs, infrastructure: { a: "$${b}" }, application: { a: ["x${var.b}"] } }',
    "state.application.a is set, expected a value without expressions, which Terraform evaluates in no backend; write it out, with $${ for ${ and %%{ for %{ in text",
  ],
  [
    'state: { backend: other, type: gcs, infrastructure: { a: "%%{b}" }, application: { a: { "%{ if b }": 1 } } }',
    "state.application.a is set, expected a value without expressions, which Terraform evaluates in no backend; write it out, with $${ for ${ and %%{ for %{ in text",
  ],
  [
    "state: { backend: other, type: gcs, infrastructure: { Bucket: b }, application: { bucket: b } }",
    'state.infrastructure.Bucket is "b", expected the name of an argument of the backend: a-z, 0-9 and underscores; take it from Terraform\'s documentation',
  ],
  ...[".inf", ".nan", "[1, .inf]"].map((value) => [
    `state: { backend: other, type: gcs, infrastructure: { bucket: b }, application: { a: ${value} } }`,
    "state.application.a is set, expected texts, finite numbers, true, false, null, and lists and mappings of them, as JSON has them; correct it",
  ]),
  [
    "state: { backend: cloud, organization: org, hostname: 'tfe.example.com:8443', manage: true }",
    'state.hostname is "tfe.example.com:8443", expected a host name without port with manage: true; serve it on port 443, as OIDC providers in IAM need it, or set manage to false',
  ],
  [
    "state: { backend: other, type: s3, infrastructure: { a: 1 }, application: { a: 2 } }",
    'state.type is "s3", expected the type of a backend that has no keys of its own here, such as gcs, azurerm, http, pg, consul or kubernetes; use backend: local, s3 or cloud for those',
  ],
  [
    "state: { backend: cloud, organization: org, workspaces: { infrastructure: one, application: one } }",
    'state.workspaces.application is "one", expected a workspace of its own; two stacks in one workspace would destroy each other\'s resources',
  ],
  [
    "state: { backend: cloud, organization: org, hostname: 'https://example.com' }",
    'state.hostname is "https://example.com", expected a host name without scheme; write it like app.terraform.io',
  ],
  [
    'adopt: { aws_s3_bucket.bucket: "mine${var.a}" }',
    'adopt.aws_s3_bucket.bucket is "mine${var.a}", expected the id that `terraform import` takes; copy it from AWS',
  ],
  [
    "adopt: { bucket: mine }",
    'adopt.bucket is "mine", expected the Terraform address of a resource; write it like aws_s3_bucket.bucket, or aws_eks_access_entry.x["key"]',
  ],
  [
    "loadBalancer: { mode: existing }",
    'network.mode is missing, expected "existing" with loadBalancer.mode: existing; set it, and give the VPC that the load balancer is in',
  ],
  [
    `${vpc}\nloadBalancer: { mode: existing, waf: true }`,
    "loadBalancer.waf is not a known key here, it belongs to loadBalancer.mode: create; remove it",
  ],
])("%j is refused", (text, message) => {
  expect(problems(text)).toEqual([message]);
});

test.each([
  applicationOnly,
  // One stack needs no handover, and only one configuration of its backend.
  `${applicationOnly}output: module`,
  `${applicationOnly}state: { backend: other, type: gcs, application: { bucket: b } }`,
  "network: { mode: existing, publicSubnets: false }\nloadBalancer: { mode: create, scheme: internal }",
  `${vpc}\ncluster: { mode: existing, nodes: karpenter }`,
  `${vpc}\ncluster: { mode: existing }\niam: { mode: existing }`,
  "iam: { mode: existing }\nidentity: podIdentity",
  "output: module\nhandover: variables",
  "loadBalancer: { mode: create, hostedZone: otherAccount }",
  `${vpc}\nloadBalancer: { mode: existing, dnsRecord: true, hostedZone: otherAccount }`,
  "state: { backend: cloud, organization: org, hostname: 'localhost:8443' }",
])("takes %j", (text) => {
  expect(problems(text)).toEqual([]);
});

test("a rule on several keys speaks up beside a problem of another key", () => {
  expect(problems("nam: x\ncluster: { mode: existing }").map((line) => line.split(" ")[0])).toEqual([
    "network.mode",
    "nam",
  ]);
});
