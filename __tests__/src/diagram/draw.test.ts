import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { drawDiagram } from "../../../src/diagram/draw";
import { addressesIn, pictureOf, pictureWith, seen, textsIn } from "../../support/picture";

describe("what is not in the JSON is not in the picture", () => {
  // Each type in one shape is enough, since every drawing costs a reading of all stacks.
  const tried = new Set<string>();
  const typeOf = (address: string) => address.replace(/\.\w+$/, "");

  test.each(["reference", "private", "shared-alb", "application-only"])("each block that %s names", (name) => {
    const { svg } = pictureOf(name);
    const addresses = addressesIn(svg).filter((address) => !tried.has(typeOf(address)));
    expect(addresses).not.toEqual([]);
    const stays = addresses.filter((address) => {
      tried.add(typeOf(address));
      const left = pictureOf(name, (_, other) => other === address).svg;
      return addressesIn(left).includes(address) || seen(left) === seen(svg);
    });
    expect(stays).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ["reference", "aws_vpc", "VPC 10.0.0.0/16", "VPC 10.0.0.0/16"],
    ["reference", "aws_internet_gateway", "Internet gateway", "Internet gateway"],
    ["reference", "aws_nat_gateway", "NAT", "NAT gateways"],
    ["reference", "aws_subnet", "Zone 1", "subnets"],
    ["reference", "aws_vpc_endpoint", "gateway", "S3 gateway endpoint"],
    ["private", "aws_vpc_endpoint", "9 interface endpoints", "9 interface endpoints"],
    ["reference", "aws_lb", "Application Load Balancer", "Application Load Balancer"],
    ["reference", "aws_lb_listener", "HTTPS 443", "HTTPS 443<br/>"],
    ["reference", "aws_lb_target_group", "Targets: pods, 4242", "Targets: pods"],
    ["shared-alb", "aws_lb_listener_rule", "Rule by host name", "Rule by host name"],
    ["private", "aws_wafv2_web_acl", "WAF", "WAF"],
    ["reference", "aws_acm_certificate", "ACM certificate", "ACM certificate"],
    ["reference", "aws_route53_record", "Route 53 record", "Route 53 record"],
    ["reference", "aws_eks_cluster", "EKS control plane", "EKS control plane"],
    ["reference", "aws_eks_node_group", "c6a.4xlarge", "c6a.4xlarge"],
    ["reference", "helm_release", "rstudio-pm", "rstudio-pm"],
    ["reference", "aws_db_instance", "PostgreSQL 17", "PostgreSQL 17"],
    ["reference", "aws_s3_bucket", "S3 for packages", "S3 for packages"],
    ["reference", "aws_s3_bucket", "S3 for access logs", "S3 for access logs"],
    ["reference", "aws_kms_key", "KMS keys", "KMS keys"],
    ["reference", "aws_secretsmanager_secret", "Secrets Manager", "Secrets Manager"],
    ["reference", "aws_cloudwatch_log_group", "CloudWatch Logs", "CloudWatch Logs"],
    ["existing-vpc", "data.aws_vpc", "VPC, yours", "VPC (yours)"],
    ["existing-vpc", "data.aws_subnet", "Public", "subnets"],
    ["shared-alb", "data.aws_lb", "Application Load Balancer", "Application Load Balancer"],
    ["shared-alb", "data.aws_eks_cluster", "Nodes of the cluster", "Nodes of the cluster"],
    ["application-only", "data.aws_s3_bucket", "S3 for packages", "S3 for packages"],
    ["application-only", "ephemeral.aws_secretsmanager_secret_version", "Secrets Manager", "Secrets Manager"],
    ["application-only", "helm_release", "PostgreSQL", "PostgreSQL"],
  ])("%s without %s", (name, type, inSvg, inMermaid) => {
    const whole = pictureOf(name);
    expect(textsIn(whole.svg)).toContain(inSvg);
    expect(whole.mermaid).toContain(inMermaid);
    const rest = pictureOf(name, (other) => other === type);
    expect(textsIn(rest.svg)).not.toContain(inSvg);
    expect(rest.mermaid).not.toContain(inMermaid);
  });

  test("a way out of a subnet: without its route, the subnet is another one", () => {
    const tiers = (without?: (type: string, address: string) => boolean) =>
      pictureOf("reference", without).mermaid.match(/\d subnets?, \w+/g);
    expect(tiers()).toEqual(["3 subnets, public", "3 subnets, private", "3 subnets, isolated"]);
    expect(tiers((_, address) => address === "aws_route.network_internet_route")).toEqual([
      "3 subnets, private",
      "3 subnets, isolated",
    ]);
    expect(tiers((_, address) => address === "aws_route.network_zone_2_nat_route")).toEqual([
      "3 subnets, public",
      "2 subnets, private",
      "3 subnets, isolated",
    ]);
  });

  test("no stack at all gives a frame alone", () => {
    const none = { infrastructure: {}, application: {}, workspaces: {} };
    const { svg, mermaid } = drawDiagram(none, none);
    expect(textsIn(svg)).toEqual(["AWS region"]);
    expect(mermaid).toBe("flowchart TB\n");
  });
});

describe("values", () => {
  test("come from variables", () => {
    const { svg, mermaid } = pictureWith("reference", {
      node_instance_type: "m7i.8xlarge",
      node_count: 8,
      replicas: 16,
      database_instance_class: "db.r6g.2xlarge",
      vpc_cidr: "172.16.0.0/16",
      domain_name: "ppm.example.org",
      region: "us-west-2",
    });
    const texts = textsIn(svg);
    for (const text of ["VPC 172.16.0.0/16", "AWS region us-west-2", "https://ppm.example.org"]) {
      expect(texts).toContain(text);
    }
    expect(texts).toContain("8 × m7i.8xlarge, 2 not drawn");
    expect(texts.filter((text) => text.startsWith("rstudio-pm") || text.includes("×"))).toContain(
      "16 × rstudio-pm in package-manager",
    );
    expect(texts).toContain("172.16.192.0/22");
    expect(mermaid).toContain("RDS db.r6g.2xlarge, 100 GiB gp3");
  });

  test("one server when the database is in one zone", () => {
    expect(textsIn(pictureOf("reference").svg)).toContain("Standby");
    const { svg, mermaid } = pictureWith("reference", { database_multi_az: false });
    expect(textsIn(svg)).not.toContain("Standby");
    expect(mermaid).not.toContain("standby");
  });

  test("more pods than nodes share them, and nodes without a pod have none", () => {
    const pods = (values: Record<string, number>) =>
      textsIn(pictureWith("reference", values).svg).filter((text) => /^rstudio-pm/.test(text));
    expect(pods({ node_count: 3, replicas: 5 })).toEqual(["rstudio-pm × 2", "rstudio-pm × 2", "rstudio-pm"]);
    expect(pods({ node_count: 3, replicas: 2 })).toEqual(["rstudio-pm", "rstudio-pm"]);
    const arrows = (values: Record<string, number>) =>
      pictureWith("reference", values).svg.match(/class="head-request"/g)?.length;
    expect(arrows({ node_count: 3, replicas: 2 })).toBe((arrows({ node_count: 3, replicas: 3 }) ?? 0) - 1);
  });

  test.each(shapeNames)("of %s that only an apply tells are left out", (name) => {
    const { svg, mermaid } = pictureOf(name);
    expect(svg + mermaid).not.toMatch(/\$\{|undefined|null|NaN|\[object/);
  });

  test.each(shapeNames)("the same bytes of %s each time", (name) => {
    const { stacks, inputs } = shape(name);
    expect(drawDiagram(structuredClone(stacks), inputs)).toEqual(pictureOf(name));
  });
});

describe("what is yours", () => {
  const dashed = (name: string) => {
    const boxes = [...pictureOf(name).svg.matchAll(/<g>\n<title>([^<]*)<\/title>\n<rect class="([^"]*)"/g)];
    return [
      ...new Set(
        boxes
          .filter(([, , style]) => style?.includes("yours"))
          .map(([, title = ""]) => title.split(/[,:(]/)[0]?.trim()),
      ),
    ];
  };

  test.each([
    ["reference", []],
    ["existing-vpc", ["VPC", "Public subnet", "Private subnet", "Database subnet"]],
    ["private", ["ACM certificate", "Secrets Manager", "Kubernetes Secrets"]],
    [
      "shared-alb",
      [
        "VPC",
        "Application Load Balancer",
        "Listener",
        "Nodes of the cluster",
        "Node",
        "EKS control plane",
        "Kubernetes Secrets",
        "PostgreSQL",
      ],
    ],
    [
      "application-only",
      [
        "VPC",
        "Application Load Balancer",
        "Target group",
        "Nodes of the cluster",
        "Node",
        "S3 for packages",
        "EKS control plane",
        "Secrets Manager",
        "PostgreSQL",
      ],
    ],
  ])("is dashed in %s, and nothing else", (name, expected) => {
    expect(dashed(name).sort()).toEqual([...expected].sort());
    expect(textsIn(pictureOf(name).svg).includes("Exists already: yours")).toBe(expected.length > 0);
  });

  test("is dashed in Mermaid, too", () => {
    const { mermaid } = pictureOf("shared-alb");
    expect(mermaid).toContain("classDef yours stroke-dasharray: 5 4\n");
    expect(mermaid).toMatch(/\n {2}class nodes,vpc,.*database.* yours\n$|\n {2}class .*vpc.* yours\n$/);
    expect(pictureOf("reference").mermaid).not.toContain("yours");
  });
});

describe("flows", () => {
  const steps = (name: string) => {
    const texts = textsIn(pictureOf(name).svg);
    return texts.slice(texts.indexOf("A client's request")).filter((text) => text !== "Exists already: yours");
  };

  test.each([
    [
      "reference",
      [
        "A client's request",
        "1",
        "HTTPS 443 to the load balancer",
        "2",
        "HTTP 4242 to a pod",
        "3",
        "PostgreSQL 5432 to the database, sslmode verify-full",
        "4",
        "Packages from the bucket through the S3 gateway endpoint",
        "A sync of packages",
        "A",
        "From the sources through a NAT gateway and the internet gateway",
        "B",
        "Into the bucket through the S3 gateway endpoint",
      ],
    ],
    [
      "application-only",
      [
        "A client's request",
        "1",
        "HTTPS to the load balancer",
        "2",
        "On to a pod",
        "3",
        "PostgreSQL 5432 to the database, sslmode verify-full",
        "4",
        "Packages from the bucket",
        "A sync of packages",
        "A",
        "From the sources through your network",
        "B",
        "Into the bucket",
      ],
    ],
  ])("of %s", (name, expected) => {
    expect(steps(name)).toEqual(expected);
  });

  test("go to nodes where the load balancer does, and through a proxy where there is one", () => {
    expect(steps("ownCertificate")).toContain("HTTP 30042 to a node, and from there to a pod");
    expect(steps("private").join(" ")).toContain("through the proxy proxy.example.com:3128 and a NAT gateway");
  });

  test("a request to an internal load balancer does not pass the internet gateway", () => {
    expect(pictureOf("reference").mermaid).toContain('clients -->|"1 HTTPS 443"| internetGateway');
    expect(pictureOf("private").mermaid).toContain('clients -->|"1 HTTPS 443"| loadBalancer');
  });
});
