import { TerraformVariable } from "cdktf";
import { defaultClientSideKeySetting } from "../../modules/package-manager/owned";
import type { PackageManagerProps } from "../../modules/package-manager";
import { evaluated, packageManager } from "../support/package-manager";
import { synthStack } from "../support/synth";

describe("PackageManager refuses", () => {
  const refusal = (prop: string, name: string, fix: string) =>
    `test/PackageManager: \`${prop}\` is "${name}", expected nothing that other props decide; ${fix}`;
  const proxy = { httpsProxy: "http://p:1", vpcCidr: "10.0.0.0/16", noProxy: [] };
  test.each<[Partial<PackageManagerProps>, string]>([
    [
      { extraConfig: { server: { address: "http://other" } } },
      refusal("extraConfig", "Server.Address", "it follows the load balancer"),
    ],
    [
      { extraEnvFromSecret: [{ name: "PACKAGEMANAGER_ENCRYPTION_KEY", secret: "s", key: "k" }] },
      refusal("extraEnvFromSecret", "PACKAGEMANAGER_ENCRYPTION_KEY", "set packageManager.encryptionKey"),
    ],
    [
      { outboundProxy: proxy, extraEnvFromSecret: [{ name: "https_proxy", secret: "s", key: "k" }] },
      refusal("extraEnvFromSecret", "https_proxy", "set outboundProxy, or this, but not both"),
    ],
    [{ extraValues: { replicas: 1 } }, refusal("extraValues", "replicas", "set the variable `replicas`")],
    [
      { clientSideKey: { arn: "arn:k", setting: "Server.Address" } },
      refusal("clientSideKey.setting", "Server.Address", "it follows the load balancer"),
    ],
    [
      { clientSideKey: { arn: "arn:k" }, extraConfig: { s3storage: { kmskeyid: "x" } } },
      refusal("extraConfig", defaultClientSideKeySetting, "name another setting in clientSideKey, or none here"),
    ],
    [
      { bucketPrefix: "a/", extraConfig: { s3storage: { prefix: "b/" } } },
      refusal("extraConfig", "S3Storage.Prefix", "set the variable `bucket_prefix`"),
    ],
    [
      {
        bucketPrefix: "a/",
        extraEnvFromSecret: [{ name: "packagemanager_s3storage_prefix", secret: "s", key: "k" }],
      },
      refusal("extraEnvFromSecret", "PACKAGEMANAGER_S3STORAGE_PREFIX", "set the variable `bucket_prefix`"),
    ],
    [
      { bucketPrefix: "a/", clientSideKey: { arn: "arn:k", setting: "S3Storage.Prefix" } },
      refusal("clientSideKey.setting", "S3Storage.Prefix", "set the variable `bucket_prefix`"),
    ],
    [
      { replicas: 0 },
      "test/PackageManager: `replicas` is 0, expected a whole number of pods from 1 to 100; set it to at least 1",
    ],
    [
      { replicas: 101 },
      "test/PackageManager: `replicas` is 101, expected a whole number of pods from 1 to 100; set it to at most 100",
    ],
  ])("at synth %j", (props, message) => {
    expect(() => synthStack((stack) => packageManager(stack, props))).toThrow(new Error(message));
  });

  test("neither a proxy from a secret nor tokens for numbers", () => {
    expect(() =>
      synthStack((stack) => {
        const replicas = new TerraformVariable(stack, "replicas", { type: "number" }).numberValue;
        packageManager(stack, { replicas, extraEnvFromSecret: [{ name: "HTTPS_PROXY", secret: "s", key: "k" }] });
      }),
    ).not.toThrow();
  });

  const fits = "so that 2 pods fit on a node when one of 3 is away or an update runs";
  test.each<[Partial<PackageManagerProps>, string[]]>([
    [{}, []],
    [{ nodeCount: 4 }, []],
    [
      { nodeCount: 2, cpuRequestMillicores: 1000, memoryRequestMib: 4096 },
      ["replicas is 3, expected at most 2, one for each node; lower it, or add nodes."],
    ],
    [{ maxOpenConnections: 300 }, []],
    [
      { maxOpenConnections: 301 },
      [
        "max_open_connections is 301, expected at most 300: the database accepts 1802, and 3 replicas may double during an update; lower it, or choose a larger instance class for the database.",
      ],
    ],
    [{ cpuRequestMillicores: 7200 }, []],
    [
      { cpuRequestMillicores: 7201 },
      [
        `cpu_request_millicores is 7201, expected at most 7200, ${fits}; lower it, or choose a larger instance type for the nodes.`,
      ],
    ],
    [{ memoryRequestMib: 13107 }, []],
    [
      { memoryRequestMib: 13108 },
      [
        `memory_request_mib is 13108, expected at most 13107, ${fits}; lower it, or choose a larger instance type for the nodes.`,
      ],
    ],
    // No surge, but a node may be away.
    [{ updateStrategy: "recreate", cpuRequestMillicores: 7200 }, []],
    [
      { updateStrategy: "recreate", cpuRequestMillicores: 7201 },
      [
        `cpu_request_millicores is 7201, expected at most 7200, ${fits}; lower it, or choose a larger instance type for the nodes.`,
      ],
    ],
    // One pod on each of four nodes, with one to spare for the node that is away and for the surge.
    [{ nodeCount: 4, cpuRequestMillicores: 14400 }, []],
    // All pods on as many nodes: no room for a surge, unless there is none.
    [{ replicas: 1, nodeCount: 1, updateStrategy: "recreate", cpuRequestMillicores: 14400 }, []],
    [
      { replicas: 1, nodeCount: 1, cpuRequestMillicores: 14400 },
      [
        "cpu_request_millicores is 14400, expected at most 7200, so that 2 pods fit on a node when one of 1 is away or an update runs; lower it, or choose a larger instance type for the nodes.",
      ],
    ],
    [
      { databaseTls: { mode: "verify-full", caBundle: " \n" } },
      [
        "region is eu-central-1, expected one whose database certificates come with this app; set packageManager.databaseCa to given and database_ca_bundle to AWS's bundle of the region, or packageManager.databaseTls to require.",
      ],
    ],
    [
      { databaseUsername: "postgres_admin" },
      ["database_username is postgres_admin, expected another name than the master user's; rename it."],
    ],
  ])("at plan %j with %j", (props, broken) => expect(evaluated(props).broken).toEqual(broken));
});
