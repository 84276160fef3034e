/** Runs `work` for each item, at most `most` at a time. @returns what each threw, in no order */
export async function atOnce<T>(
  items: Iterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<{ readonly item: T; readonly error: unknown }[]> {
  const failed: { item: T; error: unknown }[] = [];
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const item = next.value;
      await work(item).catch((error: unknown) => failed.push({ item, error }));
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return failed;
}
