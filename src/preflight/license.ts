import { failed, type Finding, type Run, unknown } from "./check";
import { judgeLicense } from "./judge-license";
import { textOf } from "./values";

export const license: Run = ({ subject, io, license: path }): Finding[] => {
  if (path !== undefined) {
    return [
      judgeLicense(io.read(path, "the license file from Posit"), path.slice(path.lastIndexOf("/") + 1), io.today),
    ];
  }
  const text = io.environment.TF_VAR_license;
  if (text !== undefined && text !== "") return [judgeLicense(text, undefined, io.today)];
  const { deployment } = subject;
  if (textOf(subject, "license_secret_arn") !== undefined || deployment.secrets.mode !== "create") {
    return [unknown("it is in a secret, which is not read", "give the file by --license to look at its date")];
  }
  return [
    failed(
      "no file is given",
      "give it by --license FILE, and to Terraform by TF_VAR_license; or set packageManager.license: evaluation",
    ),
  ];
};
