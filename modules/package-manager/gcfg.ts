/** A setting of rstudio-pm.gcfg. A list repeats the key. */
export type ConfigValue = string | number | boolean | readonly string[];

/** Section → Key → value. */
export type Config = Readonly<Record<string, Readonly<Record<string, ConfigValue>>>>;

/**
 * Returns a setting as the chart must get it. The chart prints values as they are: a comment sign would cut a string, a
 * newline would start another setting, and a number from 1,000,000 on would become `1e+06`.
 */
export function gcfgValue(value: ConfigValue): string | string[] {
  return Array.isArray(value) ? value.map(gcfgText) : gcfgText(String(value));
}

/** Returns every setting as the chart must get it. */
export function gcfg(config: Config): Record<string, Record<string, string | string[]>> {
  return mapMembers(config, (section) => mapMembers(section, gcfgValue));
}

function gcfgText(text: string): string {
  if (!/[;#"\\\n\t]|^\s|\s$|^$/.test(text)) return text;
  return `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t")}"`;
}

function mapMembers<A, B>(record: Readonly<Record<string, A>>, map: (member: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, map(member)]));
}
