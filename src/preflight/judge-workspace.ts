import { failed, type Finding, passed } from "./check";

/** What HCP Terraform says of a workspace, as far as it is looked at. */
export interface Workspace {
  readonly data?: {
    readonly attributes?: {
      readonly locked?: boolean;
      readonly "terraform-version"?: string;
    };
  };
}

/** Whether a run could start in a workspace. */
export function judgeWorkspace(name: string, { data }: Workspace): Finding {
  const { locked = false, "terraform-version": version = "" } = data?.attributes ?? {};
  if (locked) return failed(`the workspace ${name} is locked`, "wait for its run, or unlock it in its settings");
  const [, major = "1", minor = "11"] = /^(?:\D*)(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) === 1 && Number(minor) < 11) {
    return failed(
      `the workspace ${name} runs Terraform ${version}, expected at least 1.11`,
      "raise it in its settings",
    );
  }
  return passed(`the workspace ${name} is there, not locked`);
}
