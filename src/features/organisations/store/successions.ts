import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { HistoryLink } from '../rules/frame.ts';
import type { AppliedEvent, MovedParts, Succession, SuccessionKind } from '../rules/succession.ts';
import { organisationTree, treeVersion } from './snapshot.ts';
import './tables.ts';
import { changed } from './write.ts';

export interface StoredSuccession extends Succession { readonly id: Id; readonly eventId: Id; readonly citation: string }

/** Who followed whom, the earliest first; `ids`: units that gave or received, `since`: from this day on. */
export async function successionsOf(reader: Reader, filter: { readonly ids?: readonly Id[]; readonly since?: PlainDate } = {}): Promise<StoredSuccession[]> {
  if (filter.ids?.length === 0) return [];
  const rows = await reader.selectFrom('successions as s').innerJoin('succession_events as e', 'e.id', 's.event_id').selectAll('s').select('e.citation')
    .$if(filter.ids !== undefined, (query) => query.where((one) => one.or([one('s.from_id', 'in', [...filter.ids!]), one('s.to_id', 'in', [...filter.ids!])])))
    .$if(filter.since !== undefined, (query) => query.where('s.on_day', '>=', filter.since!))
    .orderBy('s.on_day').orderBy('e.applied_at').orderBy('e.ordinal').orderBy('s.id').execute();
  return rows.map((row) => ({ id: row.id, eventId: row.event_id, citation: row.citation, onDay: row.on_day, fromId: row.from_id, toId: row.to_id, share: row.share, function: row.function, carriesHistory: row.carries_history }));
}

interface Links { readonly links: readonly HistoryLink[]; readonly heirs: ReadonlyMap<Id, Id>; readonly forebears: ReadonlyMap<Id, readonly HistoryLink[]> }
const known = new Map<string, Promise<Links>>();

/** Read once for each change of the tree: every board, report and question of rights asks for them. */
async function linksNow(reader: Reader): Promise<Links> {
  const version = await treeVersion(reader);
  let found = known.get(version);
  if (!found) {
    found = readLinks(reader).then((links) => ({ links, heirs: new Map(links.map((link) => [link.fromId, link.toId])), forebears: Map.groupBy(links, (link) => link.toId) }));
    found.catch(() => known.delete(version));
    known.set(version, found);
    if (known.size > 4) known.delete(known.keys().next().value!);
  }
  return found;
}
async function readLinks(reader: Reader): Promise<HistoryLink[]> {
  const rows = await reader.selectFrom('successions').select(['from_id', 'to_id', 'on_day']).where('carries_history', '=', true).orderBy('on_day').orderBy('id').execute();
  return rows.map((row) => ({ fromId: row.from_id, toId: row.to_id!, onDay: row.on_day }));
}

/** For each closed unit the one that shows its past, where there is one. */
export const historyLinks = async (reader: Reader): Promise<readonly HistoryLink[]> => (await linksNow(reader)).links;

/** Events that were applied before, by key, with the day of writing. */
export async function knownKeys(reader: Reader, keys: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (!keys.length) return new Map();
  const rows = await reader.selectFrom('succession_events').select(['external_key', 'applied_at']).where('external_key', 'in', [...keys]).execute();
  return new Map(rows.map((row) => [row.external_key, row.applied_at]));
}

export interface NewEvent {
  readonly id: Id; readonly kind: SuccessionKind; readonly onDay: PlainDate; readonly ordinal: number; readonly subjectId: Id; readonly scopeId: Id; readonly externalKey: string; readonly citation: string; readonly reason: string;
  readonly applied: AppliedEvent; readonly moved: MovedParts; readonly at: Date; readonly by: string; readonly successions: readonly (Succession & { readonly id: Id })[];
}
export async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 500) await tx.insertInto('succession_events').values(events.slice(from, from + 500).map((one) => ({
    id: one.id, kind: one.kind, on_day: one.onDay, ordinal: one.ordinal, subject_id: one.subjectId, scope_id: one.scopeId, external_key: one.externalKey, citation: one.citation, reason: one.reason,
    payload: JSON.stringify(one.applied), moved: JSON.stringify(one.moved), applied_at: one.at, applied_by_name: one.by,
  }))).execute();
  const rows = events.flatMap((one) => one.successions.map((row) => ({
    id: row.id, event_id: one.id, on_day: row.onDay, from_id: row.fromId, to_id: row.toId, share: row.share, function: row.function, carries_history: row.carriesHistory,
  })));
  for (let from = 0; from < rows.length; from += 500) await tx.insertInto('successions').values(rows.slice(from, from + 500)).execute();
  await changed(tx);
}

/** Who stands today in the place of a unit that ended, through any number of steps; null when it lives, or nobody follows. */
export const livingHeir = async (reader: Reader, id: Id, today: PlainDate): Promise<Id | null> => (await livingHeirs(reader, today))(id);

/** The same for many: asked once. */
export async function livingHeirs(reader: Reader, today: PlainDate): Promise<(id: Id) => Id | null> {
  const tree = await organisationTree(reader, today), { heirs } = await linksNow(reader);
  return (id) => {
    if (tree.get(id)) return null;
    const seen = new Set([id]);
    for (let at = heirs.get(id); at && !seen.has(at); at = heirs.get(at)) {
      if (tree.get(at)) return at;
      seen.add(at);
    }
    return null;
  };
}

/** The unit itself, and every unit that ended and in whose place it stands, through any number of steps: whose unfinished business is on its desk. */
export async function standsFor(reader: Reader, id: Id, today: PlainDate): Promise<Id[]> {
  const tree = await organisationTree(reader, today), { forebears } = await linksNow(reader), found = new Set([id]);
  for (const heir of found) for (const { fromId } of forebears.get(heir) ?? []) if (!tree.get(fromId)) found.add(fromId);
  return [...found];
}
