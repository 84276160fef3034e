/** A number with commas: `1,000,000`. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

/** A ratio, with two digits after the point at most. */
export function ratio(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** An amount of US dollars: `$2,027.16`, `+$25.00` with a sign. */
export function dollars(usd: number, sign = false): string {
  const text = Math.abs(usd).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${usd < 0 ? "-" : sign && usd > 0 ? "+" : ""}$${text}`;
}
