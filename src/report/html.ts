/** HTML that is safe to put into a page as it is. Only {@link markup} and {@link trusted} make it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, markup is not, lists are joined, nothing gives nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[];

/** Template tag: escapes every value that is not markup, in elements and in quoted attributes. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.reduce((text, part, i) => `${text}${written(values[i - 1])}${part}`));
}

/** Takes text as markup, unescaped: only for what this program itself has written. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Text as it stands in an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function written(content: Content): string {
  if (content === undefined || content === false) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(written).join("");
  return escape(String(content));
}
