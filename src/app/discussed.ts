import type { SubjectKind } from '#features/discussions/subjects.ts';
import { articleRow, contributionRow, versionRow } from '#features/articles/store.ts';
import { boardUnitOfObligation } from '#features/monitoring/store.ts';
import { obligationCard } from '#features/obligations/store.ts';
import { mayReadPlan } from '#features/plans/console/access.ts';
import { taskHref } from '#features/plans/console/task-page.tsx';
import { planRow, taskByItem } from '#features/plans/store.ts';
import { reportHref, reportTitle } from '#features/reports/console-view.tsx';
import { report } from '#features/reports/store/reports.ts';

/** What people may talk about, and who reads each: as its own page decides. */
export const DISCUSSED: readonly SubjectKind[] = [
  {
    noun: 'obligations',
    async find(visit, id) {
      const organisationId = await boardUnitOfObligation(visit.db, id);
      const card = organisationId && (await visit.may('monitoring.work', organisationId)) ? await obligationCard(visit.db, id, { today: visit.today }) : null;
      return card && organisationId ? { organisationId, title: `${card.title} (${card.periodLabel})`, href: `/lam-viec/viec/${id}`, readers: 'up' } : null;
    },
  },
  {
    noun: 'plan-tasks',
    async find(visit, id) {
      const task = await taskByItem(visit.db, id), plan = task && (await planRow(visit.db, task.plan_id));
      return task && plan && (await mayReadPlan(visit, plan)) ? { organisationId: plan.owner_id, title: `${task.printed_index} ${task.title}`.trim(), href: taskHref(plan.id, task.item_id), readers: plan.issued_version === null ? 'up' : 'down' } : null;
    },
  },
  {
    noun: 'articles',
    async find(visit, id) {
      const one = await articleRow(visit.db, id), version = one && (await visit.may('articles.read', one.organisation_id)) ? await versionRow(visit.db, id, one.version) : null;
      return one && version ? { organisationId: one.organisation_id, title: version.title, href: `/lam-viec/tin-bai/${id}`, readers: 'up' } : null;
    },
  },
  {
    // talked about by both sides, each on its own page
    noun: 'contributions',
    async find(visit, id) {
      const one = await contributionRow(visit.db, id), sender = one && (await visit.may('articles.read', one.from_organisation_id)), receiver = one && !sender && (await visit.may('articles.receive', one.organisation_id));
      return one && (sender || receiver) ? { organisationId: one.from_organisation_id, title: one.title, href: sender ? `/lam-viec/cong-tac/${id}` : `/lam-viec/hop-nhan-bai/${id}`, readers: 'up' } : null;
    },
  },
  {
    noun: 'reports',
    async find(visit, id) {
      const one = await report(visit.db, id);
      return one && (await visit.may('reports.read', one.organisation_id)) ? { organisationId: one.organisation_id, title: reportTitle(one), href: reportHref(one.id), readers: 'up' } : null;
    },
  },
];
