import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import { formerBearers } from './rules/former-bearers.ts';
import { resolveRule, type Group, type GroupRule, type ResolvedGroup } from './rules/group.ts';
import { buildNameIndex, resolveName, resolveNames, type NameIndex, type NamePart, type PartyRef, type Resolution } from './rules/resolve-name.ts';
import type { KindId } from './rules/kinds.ts';
import type { Organisation } from './rules/tree.ts';
import { choicesFor } from './store/choices.ts';
import { allGroups, allVersions, organisationTree, treeVersion } from './store/snapshot.ts';
import { historyLinks } from './store/successions.ts';

/** What other nouns ask of this one. Everything takes a reader first and a day where time matters. */
export { allGroups, allVersions, organisationTree, treeVersion, versionsBelow, versionsOf } from './store/snapshot.ts';
export { closeGroup, endVersion, insertGroups, insertOrganisations, rewriteGroups, rewriteVersion, splitVersion, type VersionContent } from './store/write.ts';
export { holdTree, keepTree, writeChanges } from './store/write-changes.ts';
export { choicesFor, redirectChoices, saveChoice } from './store/choices.ts';
export { frameFor, reorganisationDays } from './store/frames.ts';
export { endedBy, eventOrganisation, eventsOfYear, eventYears, successionEvent, writtenTogether, type SuccessionEvent } from './store/events.ts';
export { historyLinks, insertEvents, knownKeys, livingHeir, livingHeirs, standsFor, successionsOf, type StoredSuccession } from './store/successions.ts';

/** The organisation as of a day; AppError('not-found') when there was none. */
export async function organisation(reader: Reader, id: Id, asOf: PlainDate): Promise<Organisation> {
  const found = (await organisationTree(reader, asOf)).get(id);
  if (!found) throw new AppError('not-found', 'Không tìm thấy đơn vị này vào ngày đang xem. Đơn vị có thể đã sắp xếp lại hoặc giải thể.');
  return found;
}

/** Itself and everything below, parents first. */
export const subtreeIds = async (reader: Reader, id: Id, asOf: PlainDate): Promise<Id[]> => (await organisationTree(reader, asOf)).subtree(id).map((one) => one.id);

export const isWithin = async (reader: Reader, id: Id, ancestor: Id, asOf: PlainDate): Promise<boolean> => (await organisationTree(reader, asOf)).isWithin(id, ancestor);

export async function group(reader: Reader, id: Id): Promise<Group> {
  const found = (await allGroups(reader)).get(id);
  if (!found) throw new AppError('not-found', 'Không tìm thấy nhóm đơn vị này. Nhóm có thể đã được gỡ.');
  return found;
}

/** Members as of a day in the order of the tree; `missing`: members of the inner group without such a unit. */
export async function resolveGroup(reader: Reader, id: Id, asOf: PlainDate): Promise<ResolvedGroup> {
  const { ownerId, rule } = await group(reader, id);
  return resolveGroupRule(reader, rule, ownerId, asOf);
}
export const resolveGroupRule = async (reader: Reader, rule: GroupRule, ownerId: Id, asOf: PlainDate): Promise<ResolvedGroup> =>
  resolveRule(await organisationTree(reader, asOf), rule, ownerId, await allGroups(reader));

export interface NamedParty extends ResolvedGroup { readonly type: PartyRef['type']; readonly name: string }
/** Who each of these is on a day, by id, with its name: the tree and the groups are read once for all. A group that was closed has nobody. */
export async function resolveParties(reader: Reader, parties: readonly PartyRef[], asOf: PlainDate): Promise<ReadonlyMap<Id, NamedParty>> {
  const found = new Map<Id, NamedParty>();
  if (!parties.length) return found;
  const tree = await organisationTree(reader, asOf), groups = await allGroups(reader);
  for (const { type, id } of parties) {
    if (found.has(id)) continue;
    const group = type === 'group' ? groups.get(id) : undefined, own = type === 'organisation' ? tree.get(id) : undefined;
    found.set(id, { type, name: group?.name ?? (type === 'organisation' ? tree.latest(id)?.name : undefined) ?? '', ...(group ? resolveRule(tree, group.rule, group.ownerId, groups) : { members: own ? [own] : [], missing: [], unknown: own ? [] : [id] }) });
  }
  return found;
}

/** A single organisation or a group: who that is on a day. */
export async function resolveParty(reader: Reader, party: PartyRef, asOf: PlainDate): Promise<ResolvedGroup> {
  if (party.type === 'group') return resolveGroup(reader, party.id, asOf);
  const found = (await organisationTree(reader, asOf)).get(party.id);
  return { members: found ? [found] : [], missing: [], unknown: found ? [] : [party.id] };
}

/** "Sở Nội vụ" or "UBND các xã, phường, đặc khu": for lists; closed ones keep their last name. */
export async function partyName(reader: Reader, party: PartyRef, asOf: PlainDate): Promise<string> {
  return party.type === 'group' ? ((await allGroups(reader)).get(party.id)?.name ?? '') : ((await organisationTree(reader, asOf)).latest(party.id)?.name ?? '');
}

export interface Page<T> { readonly rows: readonly T[]; readonly total: number; readonly page: number; readonly pages: number }

/** Organisations at or below `below` whose name, alias or code contains the words, marks and case aside. 50 a page. */
export async function searchOrganisations(reader: Reader, options: { below: Id; asOf: PlainDate; words?: string; kind?: KindId; page?: number; size?: number }): Promise<Page<Organisation>> {
  const words = fold(options.words ?? '').split(' ').filter(Boolean);
  const rows = (await organisationTree(reader, options.asOf)).subtree(options.below).filter((one) => {
    if (options.kind && one.kind !== options.kind) return false;
    if (!words.length) return true;
    const text = fold([one.name, one.shortName, ...one.aliases, ...Object.values(one.codes)].join(' '));
    return words.every((word) => text.includes(word));
  });
  const size = options.size ?? 50, { page, pages, before } = pageAt(rows.length, size, options.page);
  return { rows: rows.slice(before, before + size), total: rows.length, page, pages };
}

/** By a code in any scheme, the local one first: for the command line and imports. */
export async function organisationByCode(reader: Reader, code: string, asOf: PlainDate): Promise<Organisation | undefined> {
  const tree = await organisationTree(reader, asOf);
  for (const scheme of ['local', 'agency', 'admin-unit']) {
    const found = tree.byCode(scheme, code);
    if (found) return found;
  }
  return undefined;
}

const indexes = new Map<string, NameIndex>();

/** The index of names for a day, made once per change of the tree. */
export async function nameIndex(reader: Reader, asOf: PlainDate): Promise<NameIndex> {
  const key = `${await treeVersion(reader)} ${asOf}`;
  let index = indexes.get(key);
  if (!index) {
    const tree = await organisationTree(reader, asOf);
    index = buildNameIndex(tree, await allGroups(reader), formerBearers(await allVersions(reader), tree, await historyLinks(reader)));
    indexes.set(key, index);
    if (indexes.size > 4) indexes.delete(indexes.keys().next().value!);
  }
  return index;
}

/** Whom a document of `scope` means by this name: remembered choices of the issuer and of those above it win. */
export async function resolveWritten(reader: Reader, asWritten: string, scope: Id, asOf: PlainDate): Promise<Resolution> {
  const [resolution] = await resolveWrittenAll(reader, [asWritten], scope, asOf);
  return resolution!;
}
export async function resolveWrittenAll(reader: Reader, names: readonly string[], scope: Id, asOf: PlainDate): Promise<Resolution[]> {
  const { index, context } = await nameContext(reader, scope, asOf);
  return names.map((name) => resolveName(index, name, context));
}
/** For a line that names several: cut where the parts resolve. */
export async function resolveWrittenList(reader: Reader, line: string, scope: Id, asOf: PlainDate): Promise<NamePart[]> {
  const { index, context } = await nameContext(reader, scope, asOf);
  return resolveNames(index, line, context);
}
async function nameContext(reader: Reader, scope: Id, asOf: PlainDate) {
  const tree = await organisationTree(reader, asOf);
  const choices = await choicesFor(reader, [scope, ...tree.ancestorsOf(scope).map((one) => one.id)]);
  return { index: await nameIndex(reader, asOf), context: { scope, choices } };
}
