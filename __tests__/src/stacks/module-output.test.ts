import { buildApp } from "../../../src/app";
import { deploymentSchema } from "../../../src/config/schema";
import { synthesize } from "../../../src/terraform/synthesize";

interface Json {
  readonly provider?: unknown;
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly variable: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, { value: unknown }>>;
  readonly ephemeral?: Readonly<Record<string, unknown>>;
}

function synthesized(given: Record<string, unknown>): Record<"infrastructure" | "application", Json> {
  const deployment = deploymentSchema.parse(given);
  const { files } = synthesize((outdir) => buildApp([deployment], { outdir, localStateFolder: "." }));
  const json = (stack: string) => JSON.parse(files.get(`stacks/ppm-${stack}/cdk.tf.json`) ?? "{}") as Json;
  return { infrastructure: json("infrastructure"), application: json("application") };
}

const asModule = { output: "module", handover: "variables" };

describe("output: module", () => {
  const { infrastructure, application } = synthesized(asModule);
  const root = synthesized({ handover: "variables" });

  test("has no backend and no provider block, and still says which providers it needs", () => {
    for (const json of [infrastructure, application]) {
      expect(json).not.toHaveProperty("provider");
      expect(Object.keys(json.terraform).sort()).toEqual(["required_providers", "required_version"]);
    }
    expect(infrastructure.terraform).toEqual({ ...root.infrastructure.terraform, backend: undefined });
    expect(application.terraform).toEqual({ ...root.application.terraform, backend: undefined });
  });

  test("reads no login of the cluster, which is the root module's", () => {
    expect(root.application.ephemeral).toHaveProperty("aws_eks_cluster_auth");
    expect(application.ephemeral).not.toHaveProperty("aws_eks_cluster_auth");
  });

  test("declares the variables of a root module but for those of the provider, and gives the tags for it", () => {
    const without = (names: readonly string[], all: object) => Object.keys(all).filter((name) => !names.includes(name));
    const ofProvider = ["ignore_tag_keys", "ignore_tag_key_prefixes"];
    expect(Object.keys(infrastructure.variable)).toEqual(without(ofProvider, root.infrastructure.variable));
    expect(Object.keys(application.variable).sort()).toEqual(
      // What only the providers and their tags read is the root module's.
      without([...ofProvider, "tags", "name", "cluster_endpoint", "cluster_certificate_authority"], {
        ...root.application.variable,
      }).sort(),
    );
    expect(Object.keys(infrastructure.output).filter((name) => !(name in root.infrastructure.output))).toEqual([
      "default_tags",
    ]);
  });
});

test("the provider of the hosted zone's account is asked of the root module", () => {
  const given = { ...asModule, loadBalancer: { mode: "create", hostedZone: "otherAccount" } };
  expect(synthesized(given).infrastructure.terraform.required_providers).toMatchObject({
    aws: { configuration_aliases: ["aws.dns"], source: "hashicorp/aws" },
  });
});
