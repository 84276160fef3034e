import type { IConstruct } from "constructs";
import { PropError } from "../core";
import {
  type Owned,
  defaultClientSideKeySetting,
  environmentVariable,
  ownedConfigKey,
  ownedEnvironmentVariable,
  ownedPrefix,
  ownedValues,
  proxyVariables,
} from "./owned";
import type { PackageManagerProps } from "./props";

/**
 * Checks that what the user passes through does not override what other props decide.
 *
 * @throws PropError naming the prop, the setting, and what to do instead.
 */
export function checkPassThrough(scope: IConstruct, props: PackageManagerProps): void {
  const { extraConfig = {}, extraEnvFromSecret = [], extraValues = {}, clientSideKey } = props;
  const refuse = (prop: string, owned: Owned | undefined) => {
    if (owned) throw new PropError(scope, prop, owned.name, "nothing that other props decide", owned.instead);
  };
  const given = Object.entries(extraConfig).flatMap(([section, keys]) =>
    Object.keys(keys).map((key) => [section, key]),
  );
  for (const [section = "", key = ""] of given) refuse("extraConfig", ownedConfigKey(section, key));

  if (clientSideKey) {
    const { setting = defaultClientSideKeySetting } = clientSideKey;
    const [section = "", key = ""] = setting.split(".");
    refuse("clientSideKey.setting", ownedConfigKey(section, key));
    const twice = given.some((path) => path.join(".").toLowerCase() === setting.toLowerCase());
    if (twice) refuse("extraConfig", { name: setting, instead: "name another setting in clientSideKey, or none here" });
  }
  for (const { name } of extraEnvFromSecret) {
    refuse("extraEnvFromSecret", ownedEnvironmentVariable(name));
    if (props.outboundProxy && proxyVariables.includes(name.toUpperCase())) {
      refuse("extraEnvFromSecret", { name, instead: "set outboundProxy, or this, but not both" });
    }
  }
  if (props.bucketPrefix !== undefined) {
    const isPrefix = (setting: string) => setting.toLowerCase() === ownedPrefix.name.toLowerCase();
    const variable = environmentVariable(ownedPrefix.name);
    if (given.some((path) => isPrefix(path.join(".")))) refuse("extraConfig", ownedPrefix);
    if (isPrefix(clientSideKey?.setting ?? "")) refuse("clientSideKey.setting", ownedPrefix);
    if (extraEnvFromSecret.some(({ name }) => name.toUpperCase() === variable)) {
      refuse("extraEnvFromSecret", { ...ownedPrefix, name: variable });
    }
  }
  for (const owned of ownedValues(extraValues)) refuse("extraValues", owned);
}
