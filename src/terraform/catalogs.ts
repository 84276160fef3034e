import type { VariableCatalog } from "./variables";

/**
 * Returns the catalogs as documents show them: one for each section and condition, the sections in the order of their
 * first catalog, what is always declared before what depends on an option. Where two describe one variable, the first
 * counts.
 */
export function mergeCatalogs(catalogs: readonly VariableCatalog[]): VariableCatalog[] {
  const sections = new Map<string, Map<string, VariableCatalog>>();
  for (const catalog of catalogs) {
    const { section, when = "", variables } = catalog;
    const ofSection = sections.get(section) ?? new Map<string, VariableCatalog>();
    const known = ofSection.get(when)?.variables ?? {};
    ofSection.set(when, { ...catalog, variables: { ...known, ...variables, ...known } });
    sections.set(section, ofSection);
  }
  return [...sections.values()].flatMap((ofSection) => {
    const all = [...ofSection.values()];
    return [...all.filter(({ when }) => !when), ...all.filter(({ when }) => when)];
  });
}
