import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ServiceRole, type ServiceRoleProps, managedPolicyArns, roleNameAt, serviceTrust } from "../../../modules/core";
import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { synthResources, synthStack, warningsOf } from "../../support/synth";

const WRITE = { sid: "Write", actions: ["s3:PutObject"] };

function props(stack: TerraformStack): ServiceRoleProps {
  const partition = new TerraformVariable(stack, "partition", { type: "string" }).stringValue;
  return {
    name: "ppm-service",
    trust: serviceTrust("ec2.amazonaws.com"),
    managedPolicyArns: managedPolicyArns(partition, { Worker: "Worker", Pull: "service-role/Pull" }),
    inlinePolicies: {
      Policy: {
        name: "write",
        statements: [{ ...WRITE, resources: [`${new S3Bucket(stack, "Bucket", {}).arn}/*`] }],
      },
    },
  };
}

/** A role, and something that uses it. */
const used = (roleArn?: string) => (stack: TerraformStack) => {
  const role = ServiceRole.define(stack, "Role", { ...props(stack), roleArn });
  new SnsTopic(stack, "User", { name: role.arn, dependsOn: role.dependencies });
};

describe("ServiceRole", () => {
  test("trusts the service, has its policies, and is used after them", () => {
    const json = synthStack(used());
    expect(json.resource).toMatchObject({
      aws_iam_role: {
        role: { name: "ppm-service", assume_role_policy: "${data.aws_iam_policy_document.role_trust.json}" },
      },
      aws_iam_role_policy_attachment: {
        role_worker: {
          role: "${aws_iam_role.role.id}",
          policy_arn: "arn:${var.partition}:iam::aws:policy/Worker",
        },
        role_pull: {
          role: "${aws_iam_role.role.id}",
          policy_arn: "arn:${var.partition}:iam::aws:policy/service-role/Pull",
        },
      },
      aws_iam_role_policy: {
        role_policy: {
          name: "write",
          role: "${aws_iam_role.role.id}",
          policy: "${data.aws_iam_policy_document.role_policy_document.json}",
        },
      },
      aws_sns_topic: {
        user: {
          name: "${aws_iam_role.role.arn}",
          depends_on: [
            "aws_iam_role_policy_attachment.role_worker",
            "aws_iam_role_policy_attachment.role_pull",
            "aws_iam_role_policy.role_policy",
          ],
        },
      },
    });
    expect(json.data?.aws_iam_policy_document).toEqual({
      role_trust: {
        statement: [
          {
            sid: "Service",
            effect: "Allow",
            actions: ["sts:AssumeRole"],
            resources: [],
            principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
          },
        ],
      },
      role_policy_document: {
        statement: [{ ...WRITE, effect: "Allow", resources: ["${aws_s3_bucket.bucket.arn}/*"] }],
      },
    });
    expect(warningsOf(used())).toEqual([]);
  });

  test("takes a boundary, a path and another place for the trust's document", () => {
    const json = synthStack((stack) => {
      const trustDocument = { scope: new Construct(stack, "Elsewhere"), id: "Trust" };
      const settings = { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b", iamPath: "/ppm/" };
      new ServiceRole(stack, "Role", { name: "r", trust: serviceTrust("x"), trustDocument, ...settings });
    });
    expect(json.resource).toEqual({
      aws_iam_role: {
        role: {
          name: "r",
          path: "/ppm/",
          permissions_boundary: "arn:aws:iam::111122223333:policy/b",
          assume_role_policy: "${data.aws_iam_policy_document.elsewhere_trust.json}",
        },
      },
    });
  });

  test("that exists is defined by nothing, waited for by nobody, and left to the user", () => {
    const roleArn = "arn:aws:iam::111122223333:role/theirs";
    const resources = synthResources(used(roleArn));
    expect([IamRole, IamRolePolicy, IamRolePolicyAttachment].flatMap(resources)).toEqual([]);
    expect(resources(SnsTopic)).toEqual([{ name: roleArn, depends_on: [] }]);
    expect(synthStack(used(roleArn))).not.toHaveProperty("data");

    const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
    const unmanaged = `The role ${roleArn} is not managed here`;
    expect(warningsOf(used(roleArn))).toEqual([
      `${unmanaged}; its trust policy must say this: ` +
        policy({
          Sid: "Service",
          Effect: "Allow",
          Principal: { Service: ["ec2.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
        }),
      `${unmanaged}; attach these managed policies to it: ` +
        "arn:${var.partition}:iam::aws:policy/Worker\narn:${var.partition}:iam::aws:policy/service-role/Pull",
      `${unmanaged}; add this policy for write to it: ` +
        policy({
          Sid: "Write",
          Effect: "Allow",
          Action: ["s3:PutObject"],
          Resource: ["${aws_s3_bucket.bucket.arn}/*"],
        }),
    ]);
  });
});

describe("roleNameAt", () => {
  const nameAt = (path: string) => {
    const json = synthStack((stack) => {
      const iamPath = new TerraformVariable(stack, "path", { type: "string" }).stringValue;
      new IamRole(stack, "Role", { name: roleNameAt(iamPath, "ppm-node"), assumeRolePolicy: "{}" });
    });
    return evaluateTemplate(String((json.resource as Resources).aws_iam_role.role.name), () => path);
  };
  type Resources = { aws_iam_role: { role: { name: string } } };

  test("is the name alone under the path /, and without a path", () => {
    expect(nameAt("/")).toBe("ppm-node");
    expect(roleNameAt(undefined, "ppm-node")).toBe("ppm-node");
  });

  test("ends otherwise so that no other path has the same, 7 characters longer", () => {
    const [one, other] = [nameAt("/a/"), nameAt("/b/")];
    expect(one).toMatch(/^ppm-node-[0-9a-f]{6}$/);
    expect(one).not.toBe(other);
    expect(nameAt("/a/")).toBe(one);
  });
});
