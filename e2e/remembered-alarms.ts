import type { Exchange } from "./recorder";

/**
 * The emulator keeps an alarm, but tells a few of its settings only. Here each is answered with exactly what was sent for
 * it, in AWS's form, so that a second plan compares what Terraform would get from AWS.
 */
export class RememberedAlarms {
  private readonly sent = new Map<string, string>();

  /** Takes in one exchange, and returns its response with all settings of the alarms; undefined for anything else. */
  amend({ service, action, request, status, response }: Exchange): string | undefined {
    if (service !== "monitoring") return undefined;
    if (action === "PutMetricAlarm" && status < 300) this.remember(request);
    if (action !== "DescribeAlarms") return undefined;
    return response.replace(
      /<member><AlarmName>([^<]*)<\/AlarmName>(<AlarmArn>[^<]*<\/AlarmArn>)[\s\S]*?<\/member>/g,
      (text, name: string, arn: string) => {
        const settings = this.sent.get(name);
        return settings === undefined ? text : `<member>${arn}<StateValue>OK</StateValue>${settings}</member>`;
      },
    );
  }

  private remember(request: string): void {
    const parameters = request.split("\n").map((line): [string, string] => {
      const [, name = "", value = ""] = /^([^=]*)=(.*)$/.exec(line) ?? [];
      return [name, value];
    });
    const settings = parameters.filter(
      ([name]) => !["Action", "Version", ""].includes(name) && !name.startsWith("Tags."),
    );
    const name = settings.find(([key]) => key === "AlarmName")?.[1] ?? "";
    this.sent.set(name, xml(settings.map(([key, value]) => [key.split("."), value])));
  }
}

type Parameter = readonly [path: readonly string[], value: string];

/** `Dimensions.member.1.Name=X` → `<Dimensions><member><Name>X</Name></member></Dimensions>` */
function xml(parameters: readonly Parameter[]): string {
  const names = [...new Set(parameters.map(([[name = ""]]) => name))];
  return names
    .map((name) => {
      const below = parameters
        .filter(([[head]]) => head === name)
        .map(([[, ...rest], value]): Parameter => [rest, value]);
      const inner = below.length === 1 && below[0]?.[0].length === 0 ? escaped(below[0][1]) : xml(below);
      // Numbers count the members of a list; `member` is around each.
      if (name === "member") return inner;
      return /^\d+$/.test(name) ? `<member>${inner}</member>` : `<${name}>${inner}</${name}>`;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
