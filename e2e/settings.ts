import { accountId } from "./emulator";
import type { JsonObject } from "./json";

/** Region of every test. */
export const region = "eu-central-1";

/** Environment of every program that talks to AWS at `endpoint`: nothing of the user's own AWS set-up gets in. */
export function awsEnvironment(endpoint: string, folder: string): NodeJS.ProcessEnv {
  return {
    ...wayOut(),
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: "not-a-secret",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: `${folder}/none`,
    AWS_SHARED_CREDENTIALS_FILE: `${folder}/none`,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** What this machine needs to reach a provider registry; never used for the emulator. */
function wayOut(): NodeJS.ProcessEnv {
  const names = ["HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"];
  return {
    ...Object.fromEntries(names.filter((name) => process.env[name]).map((name) => [name, process.env[name]])),
    NO_PROXY: "127.0.0.1,localhost",
  };
}

/** Arguments of the AWS provider that an emulator needs. They say where to send, not what. */
export const emulatorProvider: JsonObject = {
  aws: [{ s3_use_path_style: true, skip_metadata_api_check: "true" }],
};

/** Variables that no file may hold. Stored in Secrets Manager, and searched for everywhere else. */
export const variableEnvironment: NodeJS.ProcessEnv = {
  TF_VAR_license: "-----BEGIN LICENSE-----\nnot a license, but unmistakable\n-----END LICENSE-----\n",
};
