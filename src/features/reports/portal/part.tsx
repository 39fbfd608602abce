import type { Id } from '#kernel/id.ts';
import { dayAt } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { tagOf, type PortalPart } from '#features/sites/portal-part.ts';
import { publicItemsById } from '#features/sites/store.ts';
import { publicVersion } from '../store/publications.ts';
import { report } from '../store/reports.ts';
import { columnQuota } from './column-quota.tsx';
import { promiseBlock, progressKinds, promiseMenu } from './progress.tsx';
import { doneTag } from './promise.ts';
import { hasReports, REPORTS, reportKinds, reportWords } from './report-page.tsx';

/** What changes which results are counted and confirmed. */
const COUNTED: ReadonlySet<string> = new Set(['deliverables', 'credits', 'excuses', 'obligation_closures']);

export const reportsPortal: PortalPart = {
  noun: 'reports',
  pages: [...reportKinds, ...progressKinds],
  home: [promiseBlock],
  column: columnQuota,
  menu: [promiseMenu, { path: REPORTS, label: { vi: 'Báo cáo', en: 'Reports' }, order: 58, present: hasReports }],
  async touched(db, events) {
    const tags = new Set<string>(), units = new Set<Id>();
    for (const { facts, subjectId } of events.filter(({ table }) => table === 'report_publications')) {
      if (typeof facts.report === 'string') tags.add(tagOf.item(facts.report as Id));
      if (subjectId) tags.add(tagOf.list(subjectId, 'reports'));
    }
    for (const { table, subjectId } of events) {
      if (COUNTED.has(table) && subjectId) units.add(subjectId);
    }
    if (units.size) { const tree = await organisationTree(db, dayAt(events.at(-1)!.at)); for (const id of units) for (const one of [id, ...tree.ancestorsOf(id).map((each) => each.id)]) tags.add(doneTag(one)); }
    return [...tags];
  },
  async words(db, ids) {
    const found = new Map<Id, string>(), titles = new Map((await publicItemsById(db, ids)).map((item) => [item.id, item.title]));
    for (const id of ids) { const one = await report(db, id); if (one && (await publicVersion(db, id)) === one.version) found.set(id, reportWords(one, null, titles.get(id) ?? '')); }
    return found;
  },
};
