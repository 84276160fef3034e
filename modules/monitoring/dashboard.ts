import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { requirePattern } from "../core";
import { type DashboardParts, rows } from "./dashboard-rows";
import { layOut } from "./widgets";

export interface DashboardProps extends DashboardParts {
  /** 1 to 255 letters, digits, `-` or `_`; unique in the account. Changing it replaces the dashboard. */
  readonly name: string;
  readonly region: string;
}

/**
 * Defines a CloudWatch dashboard for whoever is on call: alarms first, then from what clients notice down to what may
 * cause it.
 *
 * Costs 3 USD a month beyond the first three of an account.
 *
 * @throws PropError when the name is not one that CloudWatch allows.
 */
export class Dashboard extends Construct {
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w-]{1,255}$/,
      expected: "1 to 255 letters, digits, - or _",
      fix: "shorten it or take the other characters out",
    });
    // A local of its own shows the layout to a reviewer as what it is, not as one line of text.
    const body = new TerraformLocal(this, "Body", { widgets: layOut(rows(props), props.region) });
    const dashboard = new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.name,
      dashboardBody: Fn.jsonencode(body.expression),
    });
    this.dashboardName = dashboard.dashboardName;
  }
}
