import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent, request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import type { Amendment } from "./amendments";

/** One request to AWS and its response, as they went over the wire. */
export interface Exchange {
  /** Service of the request's signature, such as `rds`. */
  readonly service: string;
  /** API action, such as `CreateDBInstance`; method and path (`POST /clusters`) where the protocol has no names. */
  readonly action: string;
  /** Path and body of the request, with form encoding undone, one parameter a line. */
  readonly request: string;
  readonly status: number;
  readonly response: string;
}

/** A loopback proxy in front of the emulator that remembers every exchange, in memory only. */
export interface Recorder {
  /** `http://127.0.0.1:PORT`; for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  stop(): Promise<void>;
}

/**
 * Starts a recorder in front of `target`.
 *
 * @param amend answers in place of `target` where it returns something. @default - nowhere
 */
export async function startRecorder(target: string, amend?: Amendment): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  // Another recorder has no TLS.
  const secure = target.startsWith("https:");
  const request = secure ? requestHttps : requestHttp;
  const server = createServer((incoming, outgoing) => {
    void body(incoming).then((sent) => {
      const forward = request(
        target + incoming.url,
        { method: incoming.method, headers: incoming.headers, ...(secure && { agent }) },
        (answer) => {
          void body(answer).then((received) => {
            const original = exchange(incoming, sent, answer.statusCode ?? 0, received);
            const amended = amend?.(original);
            const passed = amended === undefined ? original : { ...original, status: 200, response: amended };
            exchanges.push(passed);
            outgoing
              .writeHead(passed.status, headersToPass(answer.headers, incoming.method))
              .end(amended === undefined ? received : amended);
          });
        },
      );
      // Terraform sees a broken connection, as it would without the recorder.
      forward.on("error", () => outgoing.destroy()).end(sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function body(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The body goes on as a whole, so the framing is this proxy's own; only HEAD says a length without a body. */
function headersToPass(headers: IncomingHttpHeaders, method: string | undefined): IncomingHttpHeaders {
  const framing = ["transfer-encoding", "connection", ...(method === "HEAD" ? [] : ["content-length"])];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !framing.includes(name)));
}

function exchange(incoming: IncomingMessage, sent: Buffer, status: number, received: Buffer): Exchange {
  const text = sent.toString("utf8");
  const form = incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
    ? new URLSearchParams(text)
    : undefined;
  const path = (incoming.url ?? "/").replace(/\?.*/, "");
  const target = incoming.headers["x-amz-target"];
  return {
    service: /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? "")?.[1] ?? "unsigned",
    action: form?.get("Action") ?? (target ? String(target).replace(/.*\./, "") : `${incoming.method} ${path}`),
    request: form
      ? [...form].map(([key, value]) => `${key}=${value}`).join("\n")
      : `${decodeURIComponent(incoming.url ?? "/")}\n${text}`,
    status,
    response: received.toString("utf8"),
  };
}
