import { shorten, textWidth, wrap } from "../../../src/diagram/text";

// As Chromium measures them in DejaVu Sans, normal and semibold.
test.each([
  ["10.0.192.0/22", 11, 77.2, 85.4],
  ["Application Load Balancer", 12, 156.3, 176.6],
  ["aws-load-balancer-controller", 11, 156.5, 178.8],
  ["From the sources through a NAT gateway", 11, 227.2, 256.5],
])("%s at %d is at least as wide as in the widest font, and not much more", (text, size, normal, semibold) => {
  for (const [bold, measured] of [
    [false, normal],
    [true, semibold],
  ] as const) {
    expect(textWidth(text, size, bold)).toBeGreaterThanOrEqual(measured);
    expect(textWidth(text, size, bold)).toBeLessThan(measured * 1.1);
  }
});

test("a text that fits stays, another one ends in …", () => {
  expect(shorten("packages", 100, 11)).toBe("packages");
  const short = shorten("a long name of a bucket", 80, 11);
  expect(short).toMatch(/^a long.*\S…$/);
  expect(textWidth(short, 11)).toBeLessThanOrEqual(80);
});

test("lines break at spaces, and a word that is too wide is shortened", () => {
  const lines = wrap("one two three four extraordinarily-long-word five", 90, 11);
  expect(lines[0]).toBe("one two three");
  expect(lines.find((line) => line.endsWith("…"))).toMatch(/^extra/);
  expect(lines.at(-1)).toBe("five");
  expect(lines.filter((line) => textWidth(line, 11) > 90)).toEqual([]);
});
