import { addDays } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { countMoves } from '#features/organisations/rules/handing-over.ts';
import type { PlannedReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { archiveSites, renameSites } from './actions/succeed-sites.ts';
import { nameOf } from './rules/new-site.ts';
import { sitesOf, type SiteRow } from './store.ts';

/** The site of a unit that ends stays as an archive, whose home page leads to who followed; a unit with a new name shows it, unless its masthead was worded by hand. */
export const sitesSuccession: SuccessionPart = {
  noun: 'sites', label: 'Trang công khai', counted: 'trang',
  async plan(reader, planned) {
    const sites = (await sitesOf(reader, [...new Set([...planned.ended.keys(), ...planned.changes.inserted.map((version) => version.id)])])).filter((site) => !site.archived_on);
    const ending = sites.flatMap((site) => { const onDay = planned.ended.get(site.organisation_id); return onDay ? [{ site, onDay, heirId: heirOf(planned, site.organisation_id) }] : []; });
    const renamed = sites.flatMap((site) => (planned.ended.has(site.organisation_id) ? [] : newNameOf(planned, site)));
    return {
      lines: countMoves(ending.map(({ site, heirId }) => ({ from: site.organisation_id, to: heirId, note: 'Thành trang lưu trữ' }))), questions: [], open: [],
      commit: async (acting) => (await archiveSites(acting, ending)) + (await renameSites(acting, renamed)),
    };
  },
};

/** The one that shows the past, else the first of those who followed. */
function heirOf(planned: PlannedReorganisation, from: Id): Id | null {
  const hop = planned.hops.find((one) => one.from === from && !one.remains);
  return hop?.heir ?? hop?.to[0] ?? null;
}

function newNameOf(planned: PlannedReorganisation, site: SiteRow): { readonly site: SiteRow; readonly kicker: string; readonly name: string }[] {
  const days = planned.events.map(({ input }) => input.onDay);
  if (!days.length) return [];
  const before = nameOf(planned.treeOn(addDays(days[0]!, -1)), site.organisation_id), after = nameOf(planned.treeOn(days.at(-1)!), site.organisation_id);
  const byHand = site.name !== before.name || site.kicker !== before.kicker;
  return byHand || (before.name === after.name && before.kicker === after.kicker) ? [] : [{ site, ...after }];
}
