import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { parse } from "yaml";
import type { SecretsOrigin } from "../../modules/package-manager";
import { copiedSecrets, evaluated, packageManager } from "../support/package-manager";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const NAMESPACE = "${kubernetes_namespace_v1.package_manager_namespace.metadata[0].name}";

describe("secrets of PackageManager", () => {
  test("copies secrets by reference, each with the sum of its revisions", () => {
    const reference = (name: string) =>
      `ephemeral.aws_secretsmanager_secret_version.package_manager_secrets_${name}.secret_string`;
    const version = (name: string) => `\${${reference(name)}}`;
    const password = (name: string) => `\${try(tostring(jsondecode(${reference(name)}).password), ${reference(name)})}`;
    const json = synthStack((stack) => packageManager(stack));

    expect(json.ephemeral).toEqual({
      aws_secretsmanager_secret_version: {
        package_manager_secrets_encryption_key: { secret_id: "arn:key" },
        package_manager_secrets_database_password: { secret_id: "arn:application" },
        package_manager_secrets_database_master_password: { secret_id: "arn:master" },
        package_manager_secrets_license_file: { secret_id: "arn:license" },
      },
    });
    expect(synthResources((stack) => packageManager(stack))(SecretV1)).toEqual([
      {
        metadata: { name: "ppm-secrets", namespace: NAMESPACE },
        data_wo: {
          "ppm-encryption-key-user": version("encryption_key"),
          "database-password": password("database_password"),
        },
        data_wo_revision: "${sum([1, 4])}",
      },
      {
        metadata: { name: "ppm-database-master", namespace: NAMESPACE },
        data_wo: { password: password("database_master_password") },
        data_wo_revision: "${sum([3])}",
      },
      {
        metadata: { name: "ppm-license", namespace: NAMESPACE },
        data_wo: { "license.lic": version("license_file") },
        data_wo_revision: "${sum([2])}",
      },
    ]);
  });

  test("makes no license secret for evaluation", () => {
    const secrets = synthResources((stack) =>
      packageManager(stack, { secrets: { ...copiedSecrets, license: undefined } }),
    )(SecretV1);
    expect(secrets.map(({ metadata }) => metadata)).toEqual([
      { name: "ppm-secrets", namespace: NAMESPACE },
      { name: "ppm-database-master", namespace: NAMESPACE },
    ]);
  });

  test("copies no password of a master that is not known, and says what a database administrator makes instead", () => {
    const secrets = { ...copiedSecrets, databaseMaster: undefined };
    const build = (stack: Parameters<typeof packageManager>[0]) => packageManager(stack, { secrets });
    expect(synthResources(build)(SecretV1).map(({ metadata }) => metadata)).toEqual([
      { name: "ppm-secrets", namespace: NAMESPACE },
      { name: "ppm-license", namespace: NAMESPACE },
    ]);
    expect(warningsOf(build)).toEqual([
      [
        'The database packagemanager must have the role package_manager with its password, and two schemas that it owns. A database administrator runs there, once, and then gives the role the password of its secret (in psql: \\password): CREATE ROLE "package_manager" LOGIN;',
        'GRANT CONNECT ON DATABASE "packagemanager" TO "package_manager";',
        'GRANT "package_manager" TO CURRENT_USER;',
        'CREATE SCHEMA "pm" AUTHORIZATION "package_manager";',
        'CREATE SCHEMA "metrics" AUTHORIZATION "package_manager";',
      ].join("\n"),
    ]);
    const { values, broken } = evaluated({ secrets });
    expect(values.pod).toMatchObject({ annotations: { "package-manager/secrets-revision": "1.4.2" } });
    const [{ env }] = values.initContainers as [{ env: { name: string }[] }];
    expect(env.filter(({ name }) => name.startsWith("MASTER"))).toEqual([{ name: "MASTER_USER", value: "" }]);
    expect(broken).toEqual([]);
  });

  describe("with secrets that the user keeps in Kubernetes", () => {
    const secrets: SecretsOrigin = {
      from: "kubernetes",
      revision: 7,
      databaseMaster: { username: "dba", passwordSource: "of dba" },
      license: true,
    };
    const build = (stack: Parameters<typeof packageManager>[0]) => packageManager(stack, { secrets });

    test("makes and reads none, and refers to the same names and keys as with its own", () => {
      const json = synthStack(build);
      expect(json.ephemeral).toBeUndefined();
      expect(json.resource).not.toHaveProperty("kubernetes_secret_v1");
      const own = evaluated();
      const { values, broken } = evaluated({ secrets });
      expect(JSON.parse(JSON.stringify(values).replaceAll('"dba"', '"postgres_admin"'))).toEqual({
        ...own.values,
        pod: {
          ...(own.values.pod as object),
          annotations: { "package-manager/secrets-revision": "7" },
        },
      });
      expect(broken).toEqual([]);
    });

    test("prints for each a manifest that holds exactly the keys which pods read", () => {
      const manifests = warningsOf(build).map((warning) => {
        expect(warning).toMatch(/^Keep the Kubernetes secret \S+ in the namespace package-manager, /);
        return parse(warning.slice(warning.indexOf("apiVersion: "))) as unknown;
      });
      const manifest = (name: string, keys: Record<string, string>) => ({
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name, namespace: "package-manager" },
        spec: {
          refreshInterval: "1h",
          secretStoreRef: { kind: "ClusterSecretStore", name: "STORE" },
          target: { name },
          data: Object.entries(keys).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
        },
      });
      expect(manifests).toEqual([
        manifest("ppm-secrets", {
          "ppm-encryption-key-user": "PPM_SECRETS_PPM_ENCRYPTION_KEY_USER",
          "database-password": "PPM_SECRETS_DATABASE_PASSWORD",
        }),
        manifest("ppm-database-master", { password: "PPM_DATABASE_MASTER_PASSWORD" }),
        manifest("ppm-license", { "license.lic": "PPM_LICENSE_LICENSE_LIC" }),
      ]);
      expect(warningsOf(build).join()).toContain("secretKey: password # the master user's password: of dba");
    });

    test("asks for no secret of a master that is not known, nor for a license in evaluation mode", () => {
      const less: SecretsOrigin = { from: "kubernetes", revision: 1, license: false };
      const warnings = warningsOf((stack) => packageManager(stack, { secrets: less }));
      expect(warnings.flatMap((warning) => /Keep the Kubernetes secret (\S+)/.exec(warning)?.[1] ?? [])).toEqual([
        "ppm-secrets",
      ]);
      expect(evaluated({ secrets: less }).values.license).toBeUndefined();
    });
  });
});
