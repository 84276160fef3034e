import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  /** Region that the request is signed for. */
  readonly region: string;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Runs `body` while an HTTP server on loopback is all of AWS for the SDK. @returns what was asked. */
export async function withAws(
  answer: (request: AwsRequest) => AwsAnswer,
  body: () => Promise<void>,
): Promise<readonly AwsRequest[]> {
  const asked: AwsRequest[] = [];
  const server = createServer(({ method = "", url = "", headers }, outgoing) => {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
    const request = { method, path: url.replace(/\?.*/, ""), region };
    asked.push(request);
    const { status, headers: more = {}, body: text = "" } = answer(request);
    outgoing.writeHead(status, more).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const usual = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "key",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "eu-central-1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
  try {
    await body();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in usual)) delete process.env[name];
    Object.assign(process.env, usual);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return asked;
}
