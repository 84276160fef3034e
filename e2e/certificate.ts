import { join } from "node:path";
import { succeed } from "./processes";

/** Makes a certificate for `localhost` and its key, PEM files in `folder`, for as long as a test runs. */
export async function makeCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const certificate = join(folder, "server.pem");
  const key = join(folder, "server.key");
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const kind = ["-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"];
  await succeed("openssl", ["req", ...kind, ...subject, "-keyout", key, "-out", certificate]);
  return { certificate, key };
}
