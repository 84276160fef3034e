import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type Check, passed } from "./check";

/** Who runs this. */
export const identity: Check = {
  name: "identity",
  title: "AWS identity",
  what: "The credentials of the environment or the profile are taken by AWS.",
  // Needs no permission: AWS answers it even where a policy denies it.
  permissions: [],
  async run({ aws }) {
    const { Arn: arn, Account: account } = await aws.sts.send(new GetCallerIdentityCommand());
    return [passed(`${arn} in account ${account}`)];
  },
};
