import { setImmediate } from "node:timers/promises";
import { Slots } from "../../e2e/slots";

test("runs so many at once, the others in their order, and goes on after a failure", async () => {
  const slots = new Slots(2);
  const log: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const started = ["a", "b", "c", "d"].map((name) =>
    slots
      .run(async () => {
        log.push(name);
        await new Promise<void>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve())));
      })
      .catch((error: Error) => log.push(error.message)),
  );

  await setImmediate();
  expect(log).toEqual(["a", "b"]);
  ends.get("b")?.(new Error("b failed"));
  await setImmediate();
  expect(log).toEqual(["a", "b", "c", "b failed"]);
  ends.get("a")?.();
  ends.get("c")?.();
  await setImmediate();
  expect(log).toContain("d");
  ends.get("d")?.();
  await Promise.all(started);
  expect(await slots.run(() => Promise.resolve("free again"))).toBe("free again");
});
