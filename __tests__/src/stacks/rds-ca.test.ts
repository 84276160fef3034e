import { X509Certificate } from "node:crypto";
import { rdsCaBundles } from "../../../scripts/rds-ca";
import bundles from "../../../src/stacks/rds-ca.json";

const certificates = Object.entries(bundles).flatMap(([region, pem]) =>
  [...pem.matchAll(/-----BEGIN[^]+?END CERTIFICATE-----\n/g)].map(([text]) => ({
    region,
    ca: new X509Certificate(text),
  })),
);

describe("CA bundles of RDS", () => {
  test("are up to date; else run `npm run rds-ca`", () => expect(bundles).toEqual(rdsCaBundles()));

  test("hold three valid roots for each region, and no other region's", () => {
    expect(Object.keys(bundles)).toHaveLength(27);
    expect(certificates).toHaveLength(27 * 3);
    for (const { region, ca } of certificates) {
      expect(ca.subject).toMatch(new RegExp(`^CN=Amazon RDS ${region} Root CA (RSA2048|RSA4096|ECC384) G1$`, "m"));
      expect(ca.ca && ca.verify(ca.publicKey)).toBe(true);
      expect(Date.parse(ca.validTo)).toBeGreaterThan(Date.parse("2060-01-01"));
    }
  });
});
