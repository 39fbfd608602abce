import { shardOf, type Id, type IdSource } from '#kernel/id.ts';
import { addDays, dayAt, startOfDay } from '#kernel/plain-date.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database, Reader, Tx } from '#platform/db/tables.ts';
import { eventsBetween, lastPosition, type FollowedEvent } from '#features/audit/store/following.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { frameFor } from '#features/organisations/store/frames.ts';
import { readersOf, sayOnce, type Reader as Told, type Staff } from './rules/audience.ts';
import { isFresh } from './rules/digest.ts';
import { rulesOf, TOLD_VERBS, type NoticeRule, type Subject } from './rules/notices.ts';
import { holdCursor, moveCursor, shardsBehind } from './store/cursors.ts';
import { insertNotices, type NewNotice } from './store/notices.ts';
import { subjectsOf } from './store/subjects.ts';
import { writeLetters, type MailSettings } from './write-letters.ts';

export interface FollowEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; /** Null: no e-mail is sent from here. */ readonly mail: MailSettings | null; /** How old news may be, in days: 30 unless said. */ readonly newsDays?: number }

/** Events read in one transaction. */
const BATCH = 500;
/** What happened longer ago is nobody's news any more: after a long outage, or in a store that was just brought over. */
const NEWS_DAYS = 30;

/**
 * Tells people what happened since the last time. For each chain of the log the notices, the letters that go out at once and
 * the cursor are written in one transaction: a stop in between loses nothing and tells nothing twice. Two workers take turns.
 */
export async function follow(env: FollowEnvironment): Promise<number> {
  let told = 0;
  for (const shard of await shardsBehind(env.db))
    for (let done: Step | null = { told: 0, more: true }; done?.more;) {
      done = await env.db.transaction().execute((tx) => step(tx, env, shard));
      told += done?.told ?? 0;
    }
  return told;
}

interface Step { readonly told: number; readonly more: boolean }

async function step(tx: Tx, env: FollowEnvironment, shard: number): Promise<Step | null> {
  const after = await holdCursor(tx, shard);
  if (after === null) return null;
  const last = await lastPosition(tx, shard), events = await eventsBetween(tx, shard, after, last, TOLD_VERBS, BATCH);
  const more = events.length === BATCH, upTo = more ? events.at(-1)!.position : last;
  const now = env.clock.now(), since = startOfDay(addDays(dayAt(now), -(env.newsDays ?? NEWS_DAYS)));
  const rows = await noticesOf(tx, env, events.filter((event) => event.at >= since));
  const news = await insertNotices(tx, rows, now);
  if (env.mail) await writeLetters(tx, { now, today: env.clock.today(), ids: env.ids, mail: env.mail }, news.filter((one) => one.urgency === 'now' && isFresh(one.happened_at, now)), { reason: 'now', key: `now/${shard}/${upTo}` });
  await moveCursor(tx, shard, upTo);
  return { told: news.length, more };
}

/** Everybody who is to be told of these events, each once for each thing. */
async function noticesOf(tx: Tx, env: FollowEnvironment, events: readonly FollowedEvent[]): Promise<NewNotice[]> {
  if (!events.length) return [];
  const subjects = await subjectsOf(tx, events, env.clock.today());
  const staff = await staffOf(tx, env, [...subjects.values()].flat());
  const rows = new Map<string, NewNotice>();
  for (const event of events) for (const [part, rule] of rulesOf(event.verb)) {
    const tellings = (subjects.get(event) ?? []).filter((subject) => !rule.onlyWhileOpen || subject.open).flatMap((subject) => readersOf(rule.to, subject, staff, event.accountId).map((reader) => ({ subject, reader })));
    for (const { subject, reader } of sayOnce(tellings)) {
      const row = noticeFor(event, part, rule, subject, reader, env.ids), key = `${row.account_id} ${row.notice_key}`, known = rows.get(key);
      rows.set(key, known ? { ...known, times: known.times + row.times, last_position: row.last_position, happened_at: row.happened_at, urgency: pressing(known.urgency, row.urgency) } : row);
    }
  }
  return [...rows.values()];
}

const pressing = (a: NewNotice['urgency'], b: NewNotice['urgency']): NewNotice['urgency'] => (a === 'now' || b === 'now' ? 'now' : a === 'digest' ? a : b);

function noticeFor(event: FollowedEvent, part: string, rule: NoticeRule, subject: Subject, reader: Told, ids: IdSource): NewNotice {
  const happening = { verb: event.verb, at: event.at, by: event.personName, facts: event.facts, subject };
  const gathered = subject.gather ? rule.gathered?.(happening) ?? null : null, verb = `${event.verb}${part}`;
  return {
    id: ids(shardOf(reader.accountId)), account_id: reader.accountId, organisation_id: reader.unit, kind: rule.kind, urgency: subject.urgency ?? rule.urgency,
    // An event is told once, also when the log is read again from its beginning; what gathers is told once a key.
    notice_key: gathered ? `${verb}/${subject.gather!.key}/${event.shard}` : `${verb}/${event.shard}.${event.position}${subject.part ? `/${subject.part}` : ''}`,
    sentence: rule.sentence(happening), href: subject.href, times: subject.times, last_position: event.position, gathered_sentence: gathered, gathered_href: gathered ? subject.gather!.href : null, happened_at: event.at,
  };
}

/** Who works today at the units that the subjects name, or at those that came after them. */
async function staffOf(reader: Reader, env: FollowEnvironment, subjects: readonly Subject[]): Promise<Staff> {
  const today = env.clock.today(), tree = await organisationTree(reader, today), frame = await frameFor(reader, { choice: 'today', until: today, today });
  const places = new Map<Id, readonly Id[]>();
  for (const unit of new Set(subjects.flatMap((one) => [one.unit, one.owner, ...one.units].filter((id) => id !== null)))) {
    const at = frame.place(unit).rowId;
    places.set(unit, tree.get(at) ? [...new Set([at, boardUnitOf(tree, at)])] : []);
  }
  const holders = Map.groupBy(await holdersAt(reader, [...new Set([...places.values()].flat())], today), (one) => one.organisationId);
  return { at: (unit) => holders.get(unit) ?? [], places: (unit) => places.get(unit) ?? [] };
}
