import type { Exposure } from "../exposure";
import type { ReportFacts } from "../facts";
import { type Content, markup } from "../html";
import { badge, code, lines, table, type Tone, value, variableNames } from "./elements";

const openness: Readonly<Record<Exposure["open"], readonly [string, Tone]>> = {
  internet: ["whole internet", "bad"],
  listed: ["listed addresses", "warn"],
  closed: ["not public", "good"],
  unknown: ["decided elsewhere", "mute"],
};

/** What is public, what is encrypted by what, where secrets are, and what is protected; roles are a chapter of their own. */
export function securityChapter({ exposure, security }: ReportFacts): Content {
  const { exposures, rules, subnets, atRest, inTransit, secrets, secretsRead, protections } = security;
  return [
    markup`<h3>What is public</h3>
      <p>${value(exposure)}</p> `,
    table({
      id: "exposures",
      caption: "What is, or could be, reached from the internet",
      columns: ["What", "Public", "How", "Decided by"],
      rows: exposures.map(({ what, address, open, detail, variables }) => [
        [what, markup`<br>`, code(address)],
        badge(...openness[open]),
        value(detail),
        variableNames(variables),
      ]),
    }),
    table({
      id: "rules",
      caption: "Security group rules",
      columns: ["Rule", "Ports", "Other end", "Security group", "Decided by"],
      rows: rules.map(({ address, direction, ports, peers, group, isWholeInternet, description, variables }) => [
        [
          direction === "in" ? "In" : "Out",
          description && `: ${description}`,
          markup`<br>`,
          code(address.replace(/^.*\./, "")),
        ],
        ports,
        [
          lines(peers, "nobody"),
          isWholeInternet && markup` ${badge("whole internet", direction === "in" ? "bad" : "mute")}`,
        ],
        value(group),
        variableNames(variables),
      ]),
    }),
    table({
      id: "subnets",
      caption: "Subnets by where their default route leads",
      columns: ["Subnet", "Kind", "Addresses"],
      empty: "none are made here.",
      rows: [...subnets]
        .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
        .map(({ address, kind, cidr }) => [code(address), badge(...kindBadges[kind]), value(cidr)]),
    }),
    markup`<h3>What is encrypted by what</h3> `,
    table({
      id: "at-rest",
      caption: "Stored data and its key",
      columns: ["What", "Where", "Key"],
      rows: atRest.map(({ what, address, key }) => [
        what,
        code(address),
        key === "none" ? badge("not encrypted", "bad") : /^aws_|^data\./.test(key) ? code(key) : value(key),
      ]),
    }),
    table({
      id: "in-transit",
      caption: "Connections",
      columns: ["Connection", "TLS", "How"],
      rows: inTransit.map(({ what, address, isEncrypted, detail }) => [
        [what, markup`<br>`, code(address)],
        isEncrypted === true
          ? badge("yes", "good")
          : isEncrypted === false
            ? badge("no", "warn")
            : badge("unknown", "mute"),
        value(detail),
      ]),
    }),
    markup`<h3>Where secrets are</h3> `,
    table({
      id: "secrets",
      caption: "Secrets that are written here",
      columns: ["Secret", "Kept in", "Value from", "In plan and state"],
      rows: secrets.map(({ what, address, store, source, isWriteOnly }) => [
        [what, markup`<br>`, code(address)],
        store,
        source
          ? source.split(", ").map((one, i) => [i > 0 && markup`<br>`, code(one)])
          : markup`<span class="none">a constant</span>`,
        isWriteOnly ? badge("no: write-only", "good") : badge("yes", "bad"),
      ]),
    }),
    secretsRead.length > 0 &&
      table({
        id: "secrets-read",
        caption: "Secrets that are yours, read when Terraform runs and not kept",
        columns: ["Read as", "Secret"],
        rows: secretsRead.map(({ address, secret }) => [code(address), value(secret)]),
      }),
    markup`<h3>What is protected from loss</h3> `,
    table({
      id: "protections",
      caption: "Protections",
      columns: ["What", "Terraform refuses to destroy it", "AWS refuses", "A loss is undone by"],
      rows: protections.map(({ address, byTerraform, byAws, undo }) => [
        code(address),
        byTerraform ? badge("yes", "good") : badge("no", "mute"),
        byAws ?? markup`<span class="none">no</span>`,
        undo === undefined ? markup`<span class="none">no</span>` : value(undo),
      ]),
    }),
  ];
}

const kinds = ["public", "private", "isolated"] as const;
const kindBadges: Readonly<Record<(typeof kinds)[number], readonly [string, Tone]>> = {
  public: ["public: to and from the internet", "mute"],
  private: ["private: out by NAT only", "good"],
  isolated: ["isolated: no way out", "good"],
};
