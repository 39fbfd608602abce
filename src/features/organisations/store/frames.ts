import type { Id } from '#kernel/id.ts';
import { minDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { makeFrame, type Frame, type FrameChoice } from '../rules/frame.ts';
import { organisationTree } from './snapshot.ts';
import { historyLinks } from './successions.ts';

/** The frame of a choice. `until`: the last day of the figures, whose tree `then` shows (not later than today). */
export async function frameFor(reader: Reader, { choice, until, today }: { readonly choice: FrameChoice; readonly until: PlainDate; readonly today: PlainDate }): Promise<Frame> {
  const day = choice === 'today' ? today : choice === 'then' ? minDate(until, today) : choice;
  return makeFrame({ tree: await organisationTree(reader, day), links: await historyLinks(reader), choice });
}

/** First days of new orders that touched these units, the latest first. */
export async function reorganisationDays(reader: Reader, unitIds: readonly Id[]): Promise<PlainDate[]> {
  if (!unitIds.length) return [];
  const rows = await reader.selectFrom('successions').select('on_day').distinct().where((one) => one('from_id', '=', one.fn.any(one.val([...unitIds])))).orderBy('on_day', 'desc').limit(12).execute();
  return rows.map((row) => row.on_day);
}
