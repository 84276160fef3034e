import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  chartValues,
  releaseTimeoutSeconds,
  startupWindowSeconds,
  type ChartInputs,
} from "../../modules/package-manager";
import { controllerTimeoutSeconds } from "../../modules/load-balancer-controller";
import { referenceInputs } from "../support/package-manager";

interface Values {
  readonly config: Record<string, Record<string, unknown>>;
  readonly pod: { env: { name: string }[]; volumes: { name: string }[] } & Record<string, unknown>;
  readonly initContainers: [{ env: { name: string; value?: string }[]; volumeMounts: { name: string }[] }];
  readonly [key: string]: unknown;
}

function values(inputs: Partial<ChartInputs> = {}): Values {
  return chartValues({ ...referenceInputs, ...inputs }) as Values;
}

const withoutTls: Partial<ChartInputs> = {
  database: { ...referenceInputs.database, sslMode: "require" },
  databaseCaConfigMap: undefined,
};

describe("chartValues", () => {
  // The golden file is changed by hand, with `helm template` beside it: it is what a cluster gets.
  test("gives the golden file for the reference architecture", () => {
    const golden = readFileSync(join(__dirname, "chart-values.golden.yaml"), "utf8");
    expect(values()).toEqual(parse(golden));
  });

  test("is pure", () => {
    const before = structuredClone(referenceInputs);
    expect(values()).toEqual(values());
    expect(referenceInputs).toEqual(before);
  });

  test("opens a NodePort instead of a target group binding", () => {
    const { service, extraObjects } = values({ targets: { type: "node", nodePort: 30242 } });
    expect(service).toEqual({ port: 80, targetPort: 4242, type: "NodePort", nodePort: 30242 });
    expect(extraObjects).toBeUndefined();
  });

  test("annotates no role for Pod Identity, mounts no license for evaluation", () => {
    const given = values({ serviceAccount: { name: "rstudio-pm" }, license: undefined });
    expect(given.serviceAccount).toEqual({ create: true, name: "rstudio-pm" });
    expect(given.license).toBeUndefined();
  });

  test("requires TLS without a CA in both URLs and in the init container", () => {
    const { config, pod, initContainers } = values(withoutTls);
    const server = "postgres://package_manager@ppm.abcdefghijkl.eu-central-1.rds.amazonaws.com:5432/packagemanager";
    expect(config.Postgres).toEqual({
      URL: `${server}?options=-csearch_path=pm&sslmode=require`,
      UsageDataURL: `${server}?options=-csearch_path=metrics&sslmode=require`,
    });
    expect(pod.volumes.map(({ name }) => name)).toEqual(["database-schemas", "no-service-account-token"]);
    expect(pod.volumeMounts).toEqual([expect.objectContaining({ name: "no-service-account-token" })]);
    expect(initContainers[0].volumeMounts.map(({ name }) => name)).toEqual([
      "database-schemas",
      "no-service-account-token",
    ]);
    expect(initContainers[0].env.filter(({ name }) => name.startsWith("PGSSL"))).toEqual([
      { name: "PGSSLMODE", value: "require" },
    ]);
  });

  test("sets the proxy under the names that Package Manager, R and Git read", () => {
    const { pod } = values({ proxy: { httpsProxy: "http://proxy:3128", noProxy: "localhost,.svc" } });
    expect(pod.env.slice(3)).toEqual([
      { name: "HTTP_PROXY", value: "http://proxy:3128" },
      { name: "http_proxy", value: "http://proxy:3128" },
      { name: "HTTPS_PROXY", value: "http://proxy:3128" },
      { name: "https_proxy", value: "http://proxy:3128" },
      { name: "NO_PROXY", value: "localhost,.svc" },
      { name: "no_proxy", value: "localhost,.svc" },
    ]);
  });

  test("pulls with a secret, and gives the client-side key to the setting that is named", () => {
    const { image, config } = values({
      image: { repository: "mirror/ppm", tag: "1", pullSecret: "login" },
      clientSideKey: { arn: "arn:key", setting: "S3Storage.Key" },
    });
    expect(image).toEqual({ repository: "mirror/ppm", tag: "1", imagePullSecrets: [{ name: "login" }] });
    expect(config.S3Storage).toEqual({
      Bucket: "ppm-111122223333-eu-central-1",
      Region: "eu-central-1",
      Key: "arn:key",
    });
  });

  test("gives the prefix of the bucket as a list, of which the chart prints one line or none", () => {
    const { config } = values({ bucketPrefix: ["ppm/"] });
    expect(config.S3Storage).toEqual({
      Bucket: "ppm-111122223333-eu-central-1",
      Region: "eu-central-1",
      Prefix: ["ppm/"],
    });
    expect(values().config.S3Storage).not.toHaveProperty("Prefix");
  });

  test("adds settings as the chart must get them", () => {
    const { config } = values({
      extraConfig: { S3Storage: { Prefix: "a;b" }, CRAN: { Days: ["1", "#2"] }, HTTP: { Limit: 1_000_000, On: true } },
    });
    expect(config.S3Storage).toEqual({
      Bucket: "ppm-111122223333-eu-central-1",
      Region: "eu-central-1",
      Prefix: '"a;b"',
    });
    expect(config.CRAN).toEqual({ Days: ["1", '"#2"'] });
    expect(config.HTTP).toEqual({ Listen: ":4242", Limit: "1000000", On: "true" });
  });

  test("adds values beside its own, and appends to the lists that Helm would replace", () => {
    const own = values();
    const { pod, extraObjects, priorityClassName } = values({
      extraValues: {
        priorityClassName: "high",
        pod: { labels: { team: "data" }, volumes: [{ name: "keys" }] },
        extraObjects: [{ kind: "ConfigMap" }],
      },
    });
    expect(priorityClassName).toBe("high");
    expect(pod).toEqual({ ...own.pod, labels: { team: "data" }, volumes: [...own.pod.volumes, { name: "keys" }] });
    expect(extraObjects).toEqual([...(own.extraObjects as unknown[]), { kind: "ConfigMap" }]);
  });

  test("keeps a pod through its start, and all waits within the cluster's login", () => {
    expect(startupWindowSeconds).toBe(310);
    expect(releaseTimeoutSeconds).toBeGreaterThan(startupWindowSeconds);
    expect(releaseTimeoutSeconds + controllerTimeoutSeconds).toBeLessThan(15 * 60);
  });
});
