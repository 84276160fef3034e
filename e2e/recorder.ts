import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent, request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import type { Amendment } from "./amendments";

/** One request to AWS, as it went over the wire. */
export interface Request {
  /** Service of the request's signature, such as `rds`. */
  readonly service: string;
  /** Id of the access key that signed it. @default - not signed */
  readonly accessKey?: string;
  /** API action, such as `CreateDBInstance`; method and path (`POST /clusters`) where the protocol has no names. */
  readonly action: string;
  /** Path and body of the request, with form encoding undone, one parameter a line. */
  readonly request: string;
  /** Stack and subcommand of Terraform that made it, as `TerraformFolder` says in its user agent. @default - others */
  readonly stack?: string;
  readonly command?: string;
}

/** One request to AWS and its response. */
export interface Exchange extends Request {
  readonly status: number;
  readonly response: string;
}

/** What `TF_APPEND_USER_AGENT` must say for {@link Request.stack} and {@link Request.command}. */
export function userAgent(stack: string, command: string): string {
  return `stack-${stack}/${command}`;
}

/** An answer that AWS did not give. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a test does to the traffic; it may be changed at any time. */
export interface Interference {
  /** Answers in place of AWS, which then never gets the request. `drop` breaks the connection. */
  answer?: (request: Request) => Answer | "drop" | undefined;
  /** Called when AWS has answered. The answer is passed on when this is done. */
  hold?: (exchange: Exchange) => Promise<void> | undefined;
}

/** A loopback proxy in front of the emulator that remembers every exchange, in memory only. */
export interface Recorder {
  /** `http://127.0.0.1:PORT`; for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Nothing at first. */
  readonly interference: Interference;
  stop(): Promise<void>;
}

/**
 * Starts a recorder in front of `target`.
 *
 * @param amend answers in place of `target` where it returns something. @default - nowhere
 */
export async function startRecorder(target: string, amend?: Amendment): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const interference: Interference = {};
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  // Another recorder has no TLS.
  const secure = target.startsWith("https:");
  const request = secure ? requestHttps : requestHttp;
  const server = createServer((incoming, outgoing) => {
    // Whoever ends in the middle breaks the connection of the other, as it would be without the recorder.
    const broken = () => outgoing.destroy();
    const answered = async (asked: Request, answer: IncomingMessage, received: Buffer) => {
      const original = { ...asked, status: answer.statusCode ?? 0, response: received.toString("utf8") };
      const amended = amend?.(original);
      const passed = amended === undefined ? original : { ...original, status: 200, response: amended };
      exchanges.push(passed);
      await interference.hold?.(passed);
      outgoing
        .writeHead(passed.status, headersToPass(answer.headers, incoming.method))
        .end(amended === undefined ? received : amended);
    };
    void body(incoming).then((sent) => {
      const asked = requestOf(incoming, sent);
      const instead = interference.answer?.(asked);
      if (instead === "drop") return broken();
      if (instead) return outgoing.writeHead(instead.status, instead.headers).end(instead.body);
      const forward = request(
        target + incoming.url,
        { method: incoming.method, headers: incoming.headers, ...(secure && { agent }) },
        (answer) => void body(answer).then((received) => answered(asked, answer, received), broken),
      );
      return forward.on("error", broken).end(sent);
    }, broken);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    interference,
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

function requestOf(incoming: IncomingMessage, sent: Buffer): Request {
  const text = sent.toString("utf8");
  const form = incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
    ? new URLSearchParams(text)
    : undefined;
  const path = (incoming.url ?? "/").replace(/\?.*/, "");
  const target = incoming.headers["x-amz-target"];
  const [, stack, command] = /stack-(\S+)\/(\w+)/.exec(incoming.headers["user-agent"] ?? "") ?? [];
  const credential = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? "");
  return {
    service: credential?.[2] ?? "unsigned",
    ...(credential?.[1] !== undefined && { accessKey: credential[1] }),
    action: form?.get("Action") ?? (target ? String(target).replace(/.*\./, "") : `${incoming.method} ${path}`),
    request: form
      ? [...form].map(([key, value]) => `${key}=${value}`).join("\n")
      : `${decodeURIComponent(incoming.url ?? "/")}\n${text}`,
    ...(stack !== undefined && command !== undefined && { stack, command }),
  };
}
