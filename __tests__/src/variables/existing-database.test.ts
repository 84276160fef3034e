import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { existingDatabaseVariables } from "../../../src/variables/existing-database";

const rulesBroken = (rdsCertificate: boolean, host: string): string[] =>
  existingDatabaseVariables({ rdsCertificate })
    .variables.databaseHost.rules.filter(({ condition }) => evaluateTemplate(`\${${condition}}`, () => host) !== true)
    .map(({ expected }) => expected);

const CERTIFICATE =
  "the endpoint itself, which ends with .rds.amazonaws.com, since only that name is in a certificate of RDS";
const PROXY = "a server, not an RDS Proxy, which refuses the search path that Package Manager connects with";
const READER = "an endpoint that writes, not the reader endpoint of Aurora";

describe("database_host", () => {
  test.each([
    ["ppm.abc.eu-central-1.rds.amazonaws.com", [], []],
    ["ppm.cluster-abc.eu-central-1.rds.amazonaws.com", [], []],
    ["ppm.abc.rds.cn-north-1.amazonaws.com.cn", [], []],
    ["ppm.abc.cn-north-1.rds.amazonaws.com.cn", [], []],
    ["db.example.com", [CERTIFICATE], []],
    ["ppm.rds.amazonaws.com.example.com", [CERTIFICATE], []],
    ["ppm.proxy-abc.eu-central-1.rds.amazonaws.com", [PROXY], [PROXY]],
    ["ppm.cluster-ro-abc.eu-central-1.rds.amazonaws.com", [READER], [READER]],
  ])("%s breaks %j with the CA of RDS, else %j", (host, withRdsCa, otherwise) => {
    expect(rulesBroken(true, host)).toEqual(withRdsCa);
    expect(rulesBroken(false, host)).toEqual(otherwise);
  });
});
