import { failed, type Finding, passed, unknown } from "./check";

const start = "-----BEGIN RSTUDIO LICENSE-----";
const end = "-----END RSTUDIO LICENSE-----";

/**
 * Whether a text is a license file, as a whole, and in date.
 *
 * Its text is encrypted. The date of expiry is the first part of the name that Posit gives it:
 * `<expiration-date>_<product-code>_<organization>_<license-key>.lic`; how the date is written is documented nowhere, so
 * both usual ways are read.
 *
 * @param name of the file; undefined when only its text is known.
 * @see https://docs.posit.co/ide/server-pro/license_management/license_activation_and_details.html
 */
export function judgeLicense(text: string, name: string | undefined, today: Date): Finding {
  const body = text.trim();
  if (!body.startsWith(start) || !body.endsWith(end)) {
    const what = body === "" ? "it is empty" : `it does not begin with ${start} and end with ${end}`;
    return failed(what, "give the whole file as it came from Posit");
  }
  const expiry = name === undefined ? undefined : expiryIn(name);
  if (!expiry) {
    const why = name === undefined ? "only its text is given" : `the name ${name} does not begin with a date`;
    return unknown(
      `it is a license; until when is unknown, as ${why}`,
      "give the file by --license, under the name that it came with",
    );
  }
  const day = expiry.toISOString().slice(0, 10);
  const daysLeft = (expiry.getTime() - Date.parse(today.toISOString().slice(0, 10))) / 86_400_000;
  if (daysLeft < 0) return failed(`it expired on ${day}`, "ask Posit for a new one");
  if (daysLeft === 0) return failed(`it expires today, on ${day}`, "ask Posit for a new one");
  return passed(`valid until ${day}, ${daysLeft} days from now`);
}

/** The date at the start of a file's name: 2027-01-31 or 20270131. */
function expiryIn(name: string): Date | undefined {
  const [, year, month, day] = /^(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?=[_.-])/.exec(name) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
