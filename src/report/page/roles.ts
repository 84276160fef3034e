import type { ReportFacts } from "../facts";
import { type Content, markup } from "../html";
import type { Statement } from "../identity";
import { code, lines, plural, table, value } from "./elements";

/** Who may assume what, and what that allows. */
export function rolesChapter({ security: { roles, access, resourcePolicies } }: ReportFacts): Content {
  return [
    table({
      id: "roles",
      caption: "IAM roles that are made here",
      columns: ["Role", "May be assumed by", "May do"],
      empty: "none.",
      rows: roles.map(({ name, address, trust, managedPolicies, allows, boundary }) => [
        [
          value(name),
          markup`<br>`,
          code(address),
          boundary !== undefined && markup`<br><span class="none">boundary ${value(boundary)}</span>`,
        ],
        trust.map((one) => markup`<p>${lines(one.principals)}${conditions(one)}</p>`),
        [
          managedPolicies.length > 0 &&
            markup`<p>
              ${plural(managedPolicies.length, "managed policy", "managed policies")}:
              ${value(managedPolicies.join(", "))}
            </p>`,
          allows.map(statement),
          managedPolicies.length + allows.length === 0 && markup`<span class="none">nothing</span>`,
        ],
      ]),
    }),
    table({
      id: "access",
      caption: "Who gets into the cluster, and which service accounts act as which role",
      columns: ["Who", "What", "By"],
      rows: access.map(({ who, what, address }) => [value(who), value(what), code(address)]),
    }),
    table({
      id: "resource-policies",
      caption: "Policies on keys, buckets and endpoints",
      columns: ["On", "Statements"],
      rows: resourcePolicies.map(({ address, statements }) => [code(address), statements.map(statement)]),
    }),
  ];
}

function statement(one: Statement): Content {
  const { effect, principals, actions, resources } = one;
  const whom = principals.length > 0 && markup`to ${value(principals.join(", "))}: `;
  return markup`<p>
    <b>${effect}</b> ${whom}${value(actions.join(", "))} <span class="label">on</span> ${value(
      resources.map((resource) => (resource === "*" ? "everything" : resource)).join(", "),
    )}${conditions(one)}
  </p>`;
}

function conditions({ conditions: all }: Statement): Content {
  return all.map((condition) => markup`<br><span class="label">if</span> ${value(condition)}`);
}
