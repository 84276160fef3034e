import type { ArgumentChange, Difference } from "../../diff/compare";
import { partTitles } from "../../inspect/parts";
import type { Json } from "../../inspect/terraform-json";
import type { Changes } from "../facts";
import { type Content, markup } from "../html";
import { inWords } from "../value";
import { badge, code, details, plural, prose, type Row, table, type Tone, value } from "./elements";

const kinds: Readonly<Record<Difference["kind"], Tone>> = { added: "good", changed: "warn", removed: "bad" };

const effects: Readonly<Record<Difference["effect"], readonly [string, Tone]>> = {
  create: ["created", "good"],
  update: ["in place", "good"],
  replace: ["replaced", "bad"],
  destroy: ["destroyed", "bad"],
  restart: ["restarts", "warn"],
  unknown: ["unknown before a plan", "mute"],
};

/** What changed, by part, and the order in which to apply it. */
export function changesChapter({ title, differences, steps }: Changes): Content {
  const order = Object.keys(partTitles);
  const sorted = [...differences].sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part));
  return [
    markup`<p>${title}</p> `,
    steps.length > 0 &&
      markup`<ol class="steps">
        ${steps.map((step) => markup`<li>${prose(inWords(step))}</li>`)}
      </ol> `,
    table({
      id: "differences",
      caption: "Differences by part",
      columns: ["What", "Change", "On apply", "In words"],
      empty: "none.",
      rows: sorted.flatMap((difference, i): Row[] => {
        const { part, stack } = difference;
        const isNext = part !== sorted[i - 1]?.part || stack !== sorted[i - 1]?.stack;
        const heading = markup`${partTitles[part]} <span class="none">${stack}</span>`;
        return [...(isNext ? [{ heading }] : []), row(difference)];
      }),
    }),
  ];
}

function row({ address, kind, effect, words, arguments: changed }: Difference): Row {
  return [
    code(address),
    badge(kind, kinds[kind]),
    badge(...effects[effect]),
    [prose(inWords(words)), changed.length > 0 && argumentsOf(changed)],
  ];
}

function argumentsOf(changed: readonly ArgumentChange[]): Content {
  const list = markup`<ul class="arguments">
    ${changed.map(argument)}
  </ul>`;
  return details(plural(changed.length, "argument"), list);
}

function argument({ path, before, after, sensitive }: ArgumentChange): Content {
  if (sensitive === true) return markup`<li>${code(path)}: sensitive</li>`;
  const shown = (side: Json | undefined) =>
    side === undefined ? markup`<span class="none">not set</span>` : value(inWords(side));
  return markup`<li>${code(path)}: <del>${shown(before)}</del>${" → "}<ins>${shown(after)}</ins></li>`;
}
