import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import type { Regime, Report } from '../store/reports.ts';
import { changeRegime, moveDraft } from '../store/successors.ts';

export interface RegimeSuccession { readonly regime: Regime; readonly ownerId: Id; readonly definition: RegimeDefinition }

/** Part of `reorganise`: the successor consolidates, those who came after report; what was sent stays under the old name. */
export async function succeedRegimes(a: Acting, regimes: readonly RegimeSuccession[]): Promise<number> {
  for (const owner of new Set(regimes.map(({ regime }) => regime.owner_id))) await a.authorise('organisations.reorganise', owner);
  for (const { regime, ownerId, definition } of regimes) {
    await changeRegime(a.tx, regime.id, { ownerId, definition });
    a.record({ verb: 'reports.regime-succeeded', table: 'reporting_regimes', id: regime.id, organisationId: ownerId, facts: { from: regime.owner_id, members: definition.members.length } });
  }
  return regimes.length;
}

/** A draft that was never sent is finished by the successor. */
export async function succeedDrafts(a: Acting, drafts: readonly { readonly report: Report; readonly to: Id }[]): Promise<number> {
  for (const unit of new Set(drafts.map(({ report }) => report.organisation_id))) await a.authorise('organisations.reorganise', unit);
  for (const { report, to } of drafts) {
    await moveDraft(a.tx, report.id, to);
    a.record({ verb: 'reports.draft-succeeded', table: 'reports', id: report.id, organisationId: to, facts: { from: report.organisation_id, to, period: report.period_label } });
  }
  return drafts.length;
}
