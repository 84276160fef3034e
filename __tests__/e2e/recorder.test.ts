import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { type Recorder, startRecorder } from "../../e2e/recorder";

/** Answers `hello`, or half of an answer for a request to `/half`. */
const aws = createServer((incoming, outgoing) => {
  if (incoming.url !== "/half") return outgoing.end("hello");
  outgoing.writeHead(200, { "content-length": "10" }).write("half");
  return setTimeout(() => outgoing.destroy(), 20);
});
const portOf = (server: Server) => (server.address() as AddressInfo).port;
let recorder: Recorder;

beforeAll(async () => {
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  recorder = await startRecorder(`http://127.0.0.1:${portOf(aws)}`);
});
afterAll(async () => {
  await recorder.stop();
  aws.close();
  aws.closeAllConnections();
});

const passesOn = async () => (await fetch(`${recorder.url}/`)).text();

test("passes requests on, and remembers them", async () => {
  expect(await passesOn()).toBe("hello");
  expect(recorder.exchanges).toContainEqual(
    expect.objectContaining({ action: "GET /", status: 200, response: "hello" }),
  );
});

test("goes on when a program is killed while it sends", async () => {
  const socket = connect(Number(new URL(recorder.url).port), "127.0.0.1");
  await new Promise<void>((resolve) => {
    socket.write("POST / HTTP/1.1\r\nHost: aws\r\nContent-Length: 1000\r\n\r\nthe first part", () => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await passesOn()).toBe("hello");
});

test("breaks the connection where AWS breaks it", async () => {
  await expect(fetch(`${recorder.url}/half`)).rejects.toThrow("fetch failed");
  expect(await passesOn()).toBe("hello");
});
