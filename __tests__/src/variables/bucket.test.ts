import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { bucketVariables, unprotectedBucketVariables } from "../../../src/variables/bucket";

describe("variables of the bucket", () => {
  test("bucketNoncurrentVersionDays takes a whole number of days from 1 to 36500", () => {
    const { default: days, rules } = bucketVariables.variables.bucketNoncurrentVersionDays;
    const holds = (value: number) => rules.map((rule) => evaluateTemplate(`\${${rule.condition}}`, () => value));
    expect([0, 1, 1.5, days, 36500, 36501].map(holds)).toEqual([[false], [true], [false], [true], [true], [false]]);
  });

  test("nothing is destroyed with its objects unless someone says so", () => {
    expect(unprotectedBucketVariables.when).toBe("protection: false");
    expect(unprotectedBucketVariables.variables.bucketForceDestroy.default).toBe(false);
  });
});
