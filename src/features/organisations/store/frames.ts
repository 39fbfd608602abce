import type { Id } from '#kernel/id.ts';
import { minDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { makeFrame, type Frame, type FrameChoice, type HistoryLink } from '../rules/frame.ts';
import type { OrganisationTree } from '../rules/tree.ts';
import { organisationTree } from './snapshot.ts';
import { historyLinks } from './successions.ts';

/** The frame of a choice. `until`: the last day of the figures, whose tree `then` shows (not later than today). */
export async function frameFor(reader: Reader, { choice, until, today }: { readonly choice: FrameChoice; readonly until: PlainDate; readonly today: PlainDate }): Promise<Frame> {
  const day = choice === 'today' ? today : choice === 'then' ? minDate(until, today) : choice;
  return remembered(await organisationTree(reader, day), await historyLinks(reader), choice);
}

/** What a frame has worked out about ten thousand units serves the next page too, as long as tree and links are the same. */
const frames = new WeakMap<OrganisationTree, { readonly links: readonly HistoryLink[]; readonly frame: Frame }[]>();
const KEPT_FRAMES = 4;
function remembered(tree: OrganisationTree, links: readonly HistoryLink[], choice: FrameChoice): Frame {
  const known = frames.get(tree) ?? [], found = known.find((one) => one.frame.choice === choice && sameLinks(one.links, links));
  if (found) return found.frame;
  const frame = makeFrame({ tree, links, choice });
  frames.set(tree, [{ links, frame }, ...known].slice(0, KEPT_FRAMES));
  return frame;
}
const sameLinks = (a: readonly HistoryLink[], b: readonly HistoryLink[]): boolean =>
  a.length === b.length && a.every((one, at) => one.fromId === b[at]!.fromId && one.toId === b[at]!.toId && one.onDay === b[at]!.onDay);

/** First days of new orders that touched these units, the latest first. */
export async function reorganisationDays(reader: Reader, unitIds: readonly Id[]): Promise<PlainDate[]> {
  if (!unitIds.length) return [];
  const rows = await reader.selectFrom('successions').select('on_day').distinct().where((one) => one('from_id', '=', one.fn.any(one.val([...unitIds])))).orderBy('on_day', 'desc').limit(12).execute();
  return rows.map((row) => row.on_day);
}
