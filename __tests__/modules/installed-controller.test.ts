import { TerraformVariable } from "cdktf";
import { tasksOf } from "../../modules/core";
import { InstalledController, targetRegistration } from "../../modules/load-balancer-controller";
import { synthStack } from "../support/synth";

const ARN = "${var.target_group_arn}";

describe("InstalledController", () => {
  const tasks: ReturnType<typeof tasksOf> = [];
  const json = synthStack((stack) => {
    const targetGroupArn = new TerraformVariable(stack, "target_group_arn", { type: "string" }).stringValue;
    const controller = new InstalledController(stack, "Controller", {
      clusterName: "theirs",
      targetGroupArn,
      namespace: "package-manager",
    });
    tasks.push(...tasksOf(controller));
  });

  test("defines nothing", () => {
    expect([json.resource, json.data]).toEqual([undefined, undefined]);
  });

  test("says what its role must be allowed, as the role of one installed here is", () => {
    const [{ what, text = "" } = { what: "" }] = tasks;
    expect(what).toBe(
      "The role of the AWS Load Balancer Controller in the cluster theirs must have these permissions; its usual policy has them for every target group",
    );
    const statements = targetRegistration(ARN).map(({ sid, actions, resources }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    }));
    expect(JSON.parse(text)).toEqual({ Version: "2012-10-17", Statement: statements });
    expect(statements[0]?.Resource).toEqual([ARN]);
  });

  test("says which bindings it must know, and where, and how to look", () => {
    expect(tasks.slice(1).map(({ what, text }) => [what, text?.split("\n")])).toEqual([
      [
        "The AWS Load Balancer Controller in the cluster theirs must know bindings to target groups, look after the namespace package-manager and admit the pods there. The CRD must exist with the version v1beta1, and --watch-namespace, if it is set, must be the namespace",
        [
          "kubectl get crd targetgroupbindings.elbv2.k8s.aws --output jsonpath='{.spec.versions[*].name}'",
          "kubectl get deployments --all-namespaces --selector app.kubernetes.io/name=aws-load-balancer-controller --output jsonpath='{.items[*].spec.template.spec.containers[*].args}'",
        ],
      ],
    ]);
  });
});
