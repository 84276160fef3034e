import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import type { Preflight } from "./preflight-run";
import { licenseFile, licenseText, type World } from "./preflight-world";
import { region } from "./settings";

const lock = JSON.stringify({ ID: "4711", Operation: "OperationTypeApply", Who: "someone@elsewhere", Created: "now" });

/** Faults of where Terraform runs: its own version, states, values, charts, images, license. */
export async function checkRunnerFaults({ lane }: AwsContext, world: World, reference: Preflight): Promise<void> {
  const { folder } = reference;
  const usual = world.faults.site;
  await lane.check("a variable without a value", async () => {
    await reference.finds("values", "unknown", /^domain_name has no value$/, { variables: { domain_name: undefined } });
  });
  await lane.check("the same from the environment", async () => {
    const environment = { TF_VAR_domain_name: "packages.example.test" };
    await reference.finds("values", "passed", /./, { variables: { domain_name: undefined }, environment });
  });

  const programs = join(folder, "programs");
  mkdirSync(programs);
  await lane.check("no Terraform", () =>
    reference.finds("terraform", "failed", /not on PATH/, { environment: { PATH: programs } }),
  );
  writeFileSync(join(programs, "terraform"), '#!/bin/sh\necho \'{"terraform_version": "1.10.5"}\'\n');
  chmodSync(join(programs, "terraform"), 0o755);
  await lane.check("an old Terraform", () =>
    reference.finds("terraform", "failed", /^Terraform 1\.10\.5, expected at least 1\.11$/, {
      environment: { PATH: `${programs}:/bin:/usr/bin` },
    }),
  );

  await lane.check("a state in a file that is locked", async () => {
    const file = join(folder, ".terraform.ppm-infrastructure.tfstate.lock.info");
    writeFileSync(file, lock);
    await reference.finds("state", "failed", /^terraform\.ppm-infrastructure\.tfstate is locked by someone@elsewhere/);
    rmSync(file);
  });
  await checkS3(lane, world);
  await checkCloud(lane, world);

  await lane.check("a chart version that the repository has not", () =>
    reference.finds("charts", "failed", /has no version 0\.20\.5 of rstudio-pm, but 0\.20\.4$/, {
      variables: { chart_version: "0.20.5" },
    }),
  );
  await lane.check("a chart host that nobody serves", () =>
    reference.finds("charts", "failed", /^https:\/\/localhost:1 cannot be reached: no answer \(connect ECONNREFUSED/, {
      variables: { chart_repository: "https://localhost:1" },
    }),
  );
  await lane.check("an image that the registry has not", () =>
    world.during({ site: (path) => (path.includes("postgres") ? undefined : usual(path)) }, () =>
      reference.finds("images", "failed", /\/postgres:17 is not there$/),
    ),
  );
  await lane.check("a registry out of reach from here may still be in reach of the nodes", () =>
    reference.finds("images", "unknown", /^localhost:1\/postgres:17 cannot be reached from here/, {
      variables: { init_image: "localhost:1/postgres:17" },
    }),
  );

  await lane.check("a license that has expired", async () => {
    writeFileSync(join(folder, "2024-01-31_rspm_example_key.lic"), licenseText);
    await reference.finds("license", "failed", /^it expired on 2024-01-31$/, {
      license: "2024-01-31_rspm_example_key.lic",
    });
  });
  await lane.check("a license that was cut short", async () => {
    writeFileSync(join(folder, licenseFile), licenseText.slice(0, 40));
    await reference.finds("license", "failed", /^it does not begin with/, { license: licenseFile });
  });
  await lane.check("no license file", () =>
    reference.finds("license", "failed", /cannot be read \(ENOENT\)/, { license: "none.lic" }),
  );
  await lane.check("a license without a date", () =>
    reference.finds("license", "unknown", /only its text is given$/, { environment: { TF_VAR_license: licenseText } }),
  );
}

async function checkS3(lane: AwsContext["lane"], world: World): Promise<void> {
  const state = { backend: "s3", bucket: "team-states", region, keyPrefix: "packages/" };
  const preflight = world.preflight("s3", { deployment: { state }, variables: ["region"] });
  await lane.check("a state bucket that does not exist", async () => {
    const { checks } = await preflight.json({ only: ["state"] });
    const texts = checks.flatMap(({ findings }) => findings.map(({ status, text }) => `${status}: ${text}`));
    const missing = (stack: string) => `failed: the bucket team-states of ppm-${stack} does not exist`;
    if (texts.join() !== [missing("infrastructure"), missing("application")].join()) throw new Error(texts.join("\n"));
  });
  const Bucket = "team-states";
  await world.aws.call("s3", "create_bucket", { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  await lane.check("a state bucket without a lock", () => preflight.finds("state", "passed", /not locked/));
  await lane.check("a state object that is locked", async () => {
    const Key = "packages/ppm-application.tfstate.tflock";
    await world.aws.call("s3", "put_object", { Bucket, Key, Body: lock });
    await preflight.finds(
      "state",
      "failed",
      /^s3:\/\/team-states\/packages\/ppm-application\.tfstate is locked by someone/,
    );
  });
}

async function checkCloud(lane: AwsContext["lane"], world: World): Promise<void> {
  const { address } = world.site;
  const state = { backend: "cloud", hostname: address, organization: "example" };
  const preflight = world.preflight("cloud", { deployment: { state }, variables: ["region"] });
  const environment = { [`TF_TOKEN_${address.replace(":", "_")}`]: "not-a-token" };
  const usual = world.faults.site;
  const during = (status: number, body: string, text: RegExp, found: "failed" | "unknown") =>
    world.during({ site: (path) => (path.includes("ppm-application") ? { status, body } : usual(path)) }, () =>
      preflight.finds("state", found, text, { environment }),
    );
  await lane.check("workspaces that are there", () =>
    preflight.finds("state", "passed", /not locked/, { environment }),
  );
  await lane.check("a workspace that is locked", () =>
    during(200, '{"data":{"attributes":{"locked":true}}}', /^the workspace ppm-application is locked$/, "failed"),
  );
  await lane.check("a workspace with an old Terraform", () =>
    during(200, '{"data":{"attributes":{"terraform-version":"1.9.8"}}}', /runs Terraform 1\.9\.8, expected/, "failed"),
  );
  await lane.check("a token that is not taken", () => during(401, "", /does not take the token$/, "failed"));
}
