import { z } from "zod";
import { always, flag, refuse } from "./checks";
import { extraConfig, extraEnvFromSecret, extraValues, proxyVariables } from "./pass-through";

/** Package Manager itself. */
export const packageManager = z
  .strictObject({
    license: z
      .enum(["variable", "existingSecret", "evaluation"])
      .default("variable")
      .describe(
        "`variable` takes the file's contents; `existingSecret` takes a Secrets Manager ARN; `evaluation` runs without. With secrets.mode `existing` or `kubernetes` the first two are one: the file is in your own secret.",
      ),
    encryptionKey: z
      .enum(["generate", "given"])
      .default("generate")
      .describe("`given` takes your own key from the variable `encryption_key`."),
    sandboxing: flag(true, "Sandbox Git builds; needs the `privileged` Pod Security level for the namespace."),
    databaseTls: z
      .enum(["verify-full", "require"])
      .default("verify-full")
      .describe("`require` encrypts without checking the server's certificate."),
    databaseCa: z
      .enum(["rds", "given"])
      .default("rds")
      .describe(
        "`given` takes the CA bundle from the variable `database_ca_bundle`, for regions without a shipped bundle.",
      ),
    outboundProxy: flag(false, "Reach the internet through the proxy given by `https_proxy`."),
    imagePullSecret: flag(
      false,
      "Pull images with the Kubernetes secret named by `image_pull_secret`; make it in the namespace while the release waits.",
    ),
    extraConfig: extraConfig.default({}).describe("Further settings of rstudio-pm.gcfg, as Section → Key → value."),
    extraEnvFromSecret: extraEnvFromSecret
      .default([])
      .describe("Environment variables read from Kubernetes secrets of yours."),
    extraValues: extraValues.default({}).describe("Further values of the rstudio-pm chart."),
  })
  .superRefine((given, ctx) => {
    if (given.databaseTls === "require" && given.databaseCa === "given") {
      refuse(
        ctx,
        ["databaseCa"],
        '"rds" with databaseTls: require, which checks no certificate; remove one of the two',
      );
    }
    if (given.outboundProxy !== true || !Array.isArray(given.extraEnvFromSecret)) return;
    given.extraEnvFromSecret.forEach((reference, i) => {
      if (!proxyVariables.includes(reference?.name?.toUpperCase?.())) return;
      const path = ["extraEnvFromSecret", i, "name"];
      refuse(ctx, path, "a variable that outboundProxy: true does not set; remove it, or set outboundProxy to false");
    });
  }, always);
