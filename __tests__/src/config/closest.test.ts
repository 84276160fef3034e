import { closest } from "../../../src/config/closest";

test.each([
  ["alocated", ["engine", "allocatedStorageGiB"], "allocatedStorageGiB"],
  ["licence", ["license", "sandboxing"], "license"],
  ["ZONES", ["zones"], "zones"],
  ["endpoint", ["nodes", "endpointAccess"], "endpointAccess"],
  ["nme", ["mode", "name"], "name"],
  // Too far, and too short for a beginning to count.
  ["xyz", ["mode", "nodes"], undefined],
  ["n", ["nodes"], undefined],
  ["a", [], undefined],
])("%s of %j is %s", (word, candidates, expected) => {
  expect(closest(word, candidates)).toBe(expected);
});
