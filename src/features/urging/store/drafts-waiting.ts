import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { owedSql } from '#features/obligations/store.ts';
import { openDrafts, type Draft } from './drafts.ts';
import { owedReports, regimesFollowed } from './report-subjects.ts';

export interface WaitingDraft { readonly draft: Draft; readonly source: string; readonly units: readonly Id[]; readonly duties: number }

/** Letters that wait for this unit's focal officer, with how many units and duties stand in each today: a few queries for all of them. */
export async function draftsWaiting(reader: Reader, ownerId: Id, today: PlainDate): Promise<WaitingDraft[]> {
  const drafts = await openDrafts(reader, ownerId);
  if (!drafts.length) return [];
  const { rows } = await sql<{ draftId: Id; subjectId: Id; noun: 'obligations' | 'reports' }>`
    select distinct o.id as "draftId", s.subject_id as "subjectId", s.subject_noun as noun
    from urging_drafts o join urging_drafts d on d.owner_id = o.owner_id and d.source_id = o.source_id and d.addressed_id is not distinct from o.addressed_id and d.state <> 'set-aside'
      join urging_steps s on s.draft_id = d.id
    where o.owner_id = ${ownerId} and o.state = 'open' and not exists (select 1 from urging_steps l where l.subject_id = s.subject_id and l.letter_id is not null)`.execute(reader);
  const duties = rows.filter((row) => row.noun === 'obligations').map((row) => row.subjectId), units = new Map<Id, Id>();
  for (const shard of new Set(drafts.map((draft) => draft.shard_id)))
    for (const owed of (await sql<{ id: Id; unit: Id }>`select p.id, p."boardOrganisationId" as unit from ${owedSql(shard, today)} p where p.id = any(${duties}::uuid[])`.execute(reader)).rows) units.set(owed.id, owed.unit);
  if (rows.some((row) => row.noun === 'reports')) {
    const calendar = await loadCalendar(reader, yearOf(today) - 1, yearOf(today) + 1);
    for (const report of await owedReports(reader, await regimesFollowed(reader, today), calendar, today, today)) units.set(report.id, report.organisationId);
  }
  const titles = new Map((await sql<{ id: Id; title: string }>`
    select id, title from plans where id = any(${drafts.map((draft) => draft.source_id)}::uuid[]) union all select id, name from reporting_regimes where id = any(${drafts.map((draft) => draft.source_id)}::uuid[])`.execute(reader)).rows.map((row) => [row.id, row.title]));
  return drafts.map((draft) => {
    const owing = rows.filter((row) => row.draftId === draft.id).flatMap((row) => units.get(row.subjectId) ?? []);
    return { draft, source: titles.get(draft.source_id) ?? '', units: [...new Set(owing)], duties: owing.length };
  });
}
