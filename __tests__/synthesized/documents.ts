import { shape, shapeNames } from "../../scripts/checks/shapes";
import { brokenMentions } from "../../scripts/docs/mentions";

test("documents that the generated files name are there", () => {
  const broken = shapeNames.flatMap((name) =>
    [...shape(name).files].flatMap(([path, text]) => brokenMentions(text).map((found) => [name, path, found])),
  );
  expect(broken).toEqual([]);
});
