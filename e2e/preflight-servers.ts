import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { makeCertificate } from "./certificate";

/** A server on loopback. */
export interface Server {
  /** `localhost:PORT`, or `127.0.0.1:PORT`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Answers of a web server, by path; undefined is 404. */
export type Site = (path: string) => { readonly status: number; readonly body: string } | undefined;

/** An HTTPS server with a certificate of its own: chart repository, image registry and HCP Terraform in one. */
export async function startSite(folder: string, site: () => Site): Promise<Server & { readonly authority: string }> {
  const { certificate, key } = await makeCertificate(folder);
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(key) },
    ({ url = "/" }, outgoing) => {
      const { status, body } = site()(url) ?? { status: 404, body: "" };
      outgoing.writeHead(status).end(body);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `localhost:${(server.address() as AddressInfo).port}`,
    authority: certificate,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Name servers by zone, or the code of an error. */
export type Delegations = Readonly<Record<string, readonly string[] | "SERVFAIL" | "REFUSED">>;

const codes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** A DNS server that knows the NS records that `zones` has at the moment; of another zone it says that there is none. */
export async function startDns(zones: () => Delegations): Promise<Server> {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const { name, end } = readName(query, 12);
    const answer = zones()[name] ?? "NXDOMAIN";
    const servers = typeof answer === "string" ? [] : answer;
    const header = Buffer.from(query.subarray(0, 12));
    // A response, recursion available.
    header.writeUInt16BE(0x8180 | (typeof answer === "string" ? codes[answer] : 0), 2);
    header.writeUInt16BE(servers.length, 6);
    header.writeUInt32BE(0, 8);
    const question = query.subarray(12, end + 4);
    socket.send(Buffer.concat([header, question, ...servers.map(record)]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readName(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString("latin1"));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** An NS record of the name that was asked for, whose place in the message is 12. */
function record(server: string): Buffer {
  const labels = server.replace(/\.$/, "").split(".");
  const name = Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")])),
    Buffer.from([0]),
  ]);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(2, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(name.length, 10);
  return Buffer.concat([head, name]);
}
