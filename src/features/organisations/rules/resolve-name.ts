import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { foldExact } from '#kernel/vietnamese.ts';
import { functionsMeantBy } from './former-names.ts';
import type { GroupRule } from './group.ts';
import { FUNCTIONS, KINDS, type OrganisationFunction } from './kinds.ts';
import { readName, type How, type NameEntry, type NameIndex, type PartyRef, type ReadName } from './name-index.ts';
import { fullNameOf, type Organisation } from './tree.ts';

export { buildNameIndex, type NameIndex, type PartyRef } from './name-index.ts';

export type Reason = How | 'remembered' | 'similar' | 'function' | 'each';

export interface Candidate {
  /** Null for a proposal: a group that does not exist yet and is made when it is chosen. */
  readonly party: PartyRef | null;
  readonly proposal?: { readonly ownerId: Id; readonly name: string; readonly rule: GroupRule };
  /** As shown in the list. */
  readonly name: string;
  readonly reason: Reason;
  /** A few words that say why: "tên gọi khác", "gần giống tên". */
  readonly because: string;
  /** 0–1, the best first. */
  readonly score: number;
}

export type Resolution =
  | { readonly state: 'resolved'; readonly party: PartyRef; readonly name: string; readonly reason: Reason; readonly because: string; /** "có liên quan": the reader may narrow it */ readonly indefinite: boolean }
  | { readonly state: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly state: 'unresolved' };

export interface NameContext {
  /** The issuer of the document: names are meant from where it stands. */
  readonly scope: Id;
  /** Canonical name → what was chosen before, see `choiceKey`. */
  readonly choices?: ReadonlyMap<string, PartyRef>;
}

const MOST_CANDIDATES = 8;
const LEAST_SIMILAR = 0.34;

const BECAUSE: Readonly<Record<Reason, string>> = {
  name: 'đúng tên', alias: 'tên gọi khác', code: 'mã đơn vị', initials: 'chữ viết tắt', relative: 'đơn vị ban hành hoặc cấp trên của đơn vị ban hành', former: 'cách gọi trước khi sắp xếp lại',
  remembered: 'đã chọn lần trước', similar: 'gần giống tên', function: 'cùng chức năng', each: 'cùng tên ở nhiều nơi',
};

/** Under which key a choice is remembered. */
export const choiceKey = (asWritten: string): string => readName(asWritten).words.join(' ');

export function resolveName(index: NameIndex, asWritten: string, context: NameContext): Resolution {
  const read = readName(asWritten), key = read.words.join(' ');
  if (!key) return { state: 'unresolved' };
  const remembered = context.choices?.get(key);
  const rememberedName = remembered && nameOf(index, remembered);
  if (remembered && rememberedName) return { state: 'resolved', party: remembered, name: rememberedName, reason: 'remembered', because: BECAUSE.remembered, indefinite: false };

  const place = new Place(index, context.scope);
  for (const [words, tiers] of [[read.words, null], [read.withoutTier, read.tiers]] as const) {
    if (!words) continue;
    const entries = index.exact.get(words.join(' ')) ?? index.exact.get(words.join('')) ?? [];
    const found = choose(index, place, entries.filter((entry) => !tiers || !entry.organisation || tiers.includes(entry.organisation.tier)), read);
    if (found) return found;
  }
  const candidates = [...byMeaning(index, place, read), ...bySimilarity(index, place, read)];
  const seen = new Set<string>();
  const unique = candidates.filter((candidate) => !candidate.party || (!seen.has(candidate.party.id) && seen.add(candidate.party.id)));
  return unique.length ? { state: 'candidates', candidates: unique.sort((a, b) => b.score - a.score).slice(0, MOST_CANDIDATES) } : { state: 'unresolved' };
}

const nameOf = (index: NameIndex, party: PartyRef): string | undefined =>
  party.type === 'organisation' ? index.tree.get(party.id)?.name : index.groupsById.get(party.id)?.name;

/** How far a party is from who writes: the own house first, then what stands above, then what lies deep below, then the rest. */
class Place {
  private readonly above = new Map<Id, number>();
  constructor(private readonly index: NameIndex, readonly scope: Id) {
    this.above.set(scope, 0);
    index.tree.ancestorsOf(scope).forEach((one, at) => this.above.set(one.id, at + 1));
  }
  /** Null: not meant from here. */
  rank(entry: NameEntry): number | null {
    // a name of the past was meant from where its bearer stood then, or from where its heir stands
    if (entry.was && entry.was !== entry.organisation) return Math.min(this.rank({ how: 'former', organisation: entry.was })!, this.rank({ how: 'former', organisation: entry.organisation! })!);
    if (entry.group) { const at = this.above.get(entry.group.ownerId); return at === undefined ? null : 1 + at; }
    const { id, parentId } = entry.organisation!;
    const up = this.above.get(id);
    if (up !== undefined) return entry.how === 'relative' ? up : up === 0 ? 0 : 1 + up;
    if (entry.how === 'relative') return null;
    const beside = parentId === null ? undefined : this.above.get(parentId);
    if (beside !== undefined) return 1 + beside;
    return this.index.tree.isWithin(id, this.scope) ? FAR_BELOW : ELSEWHERE;
  }
}
const FAR_BELOW = 8, ELSEWHERE = 9;

function choose(index: NameIndex, place: Place, entries: readonly NameEntry[], read: ReadName): Resolution | null {
  const ranked = entries.flatMap((entry) => { const rank = place.rank(entry); return rank === null ? [] : [{ entry, rank: rank + (entry.how === 'initials' ? 0.5 : 0) }]; })
    .sort((a, b) => a.rank - b.rank);
  const sure = ranked.filter(({ entry }) => entry.how !== 'former');
  if (!ranked.length) return null;
  const alive = ({ entry }: { entry: NameEntry }): boolean => !entry.was || index.tree.get(entry.organisation!.id) !== undefined;
  if (!sure.length) return { state: 'candidates', candidates: ranked.filter(alive).slice(0, MOST_CANDIDATES).map(({ entry }, at) => candidate(index, entry, 0.9 - at / 100)) };
  const best = sure.filter(({ rank }) => rank === sure[0]!.rank);
  if (best.length === 1) {
    const { entry, rank: nearest } = best[0]!;
    // The name went from one unit to another: an old paper means the old bearer, a new one the new. Only a person can tell.
    const others = ranked.filter(({ entry: other, rank }) => other.was && entry.organisation && other.organisation!.id !== entry.organisation.id && rank <= nearest);
    if (others.length) return {
      state: 'candidates',
      candidates: [{ ...candidate(index, entry, 0.9), because: 'mang tên này hiện nay' }, ...others.filter(alive).slice(0, MOST_CANDIDATES - 1).map(({ entry: other }, at) => candidate(index, other, 0.89 - at / 100))],
    };
    const { party, name, reason, because } = candidate(index, entry, 1);
    return { state: 'resolved', party: party!, name, reason, because, indefinite: read.indefinite };
  }
  const organisations = best.flatMap(({ entry }) => (entry.organisation ? [entry.organisation] : []));
  const everywhere = organisations.length > 1 ? distributiveFor(index, place, organisations) : [];
  return { state: 'candidates', candidates: [...everywhere, ...best.slice(0, MOST_CANDIDATES - everywhere.length).map(({ entry }, at) => candidate(index, entry, 0.9 - at / 100))] };
}

function candidate(index: NameIndex, { how, organisation, group, was }: NameEntry, score: number): Candidate {
  if (organisation && was) return { party: { type: 'organisation', id: organisation.id }, name: fullNameOf(index.tree, organisation.id), reason: how, because: `${was.id === organisation.id ? 'tên cũ' : `kế thừa “${was.name}”, mang tên này`} đến ngày ${formatDate(was.validTo!)}`, score };
  return organisation
    ? { party: { type: 'organisation', id: organisation.id }, name: fullNameOf(index.tree, organisation.id), reason: how, because: BECAUSE[how], score }
    : { party: { type: 'group', id: group!.id }, name: group!.name, reason: how, because: BECAUSE[how], score };
}

/** The same unit in many places: the group of all of them, known or proposed. */
function distributiveFor(index: NameIndex, place: Place, units: readonly Organisation[]): Candidate[] {
  const known = index.distributive.find(({ group, members }) => place.rank({ how: 'name', group }) !== null && units.every((unit) => members.has(unit.id)));
  if (known) return [{ party: { type: 'group', id: known.group.id }, name: known.group.name, reason: 'each', because: `${BECAUSE.each} (${known.members.size} đơn vị)`, score: 0.98 }];
  const parents = units.map((unit) => (unit.parentId ? index.tree.get(unit.parentId) : undefined));
  const kinds = new Set(parents.map((parent) => parent && KINDS[parent.kind].family)), tiers = [...new Set(parents.map((parent) => parent?.tier))];
  const distinct = new Set(parents.map((parent) => parent?.id)).size === units.length;
  if (!distinct || kinds.size !== 1 || tiers.length !== 1 || !parents[0]) return [];
  const name = units[0]!.name;
  return [{
    party: null, name: `${name} của từng đơn vị (${units.length} đơn vị)`, reason: 'each', because: BECAUSE.each, score: 0.97,
    proposal: {
      ownerId: place.scope, name: `${name} của từng đơn vị`,
      rule: { by: 'each', in: { by: 'kind', families: [KINDS[parents[0].kind].family], tiers: [parents[0].tier] }, named: name },
    },
  }];
}

function* byMeaning(index: NameIndex, place: Place, read: ReadName): Generator<Candidate> {
  const functions = new Set([...functionsMeantBy(read.words.join(' ')), ...(read.withoutTier ? functionsMeantBy(read.withoutTier.join(' ')) : [])]);
  for (const tag of functions as Set<OrganisationFunction>) {
    const because = `${BECAUSE.function}: ${FUNCTIONS[tag].toLocaleLowerCase('vi')}`;
    const near = (index.byFunction.get(tag) ?? []).map((organisation) => ({ organisation, rank: place.rank({ how: 'alias', organisation })! }));
    for (const { organisation, rank } of near) if (rank < FAR_BELOW)
      yield { party: { type: 'organisation', id: organisation.id }, name: fullNameOf(index.tree, organisation.id), reason: 'function', because, score: 0.86 - rank / 50 };
    for (const { group, members } of index.distributive) {
      const rank = place.rank({ how: 'name', group });
      if (rank !== null && group.rule.by === 'each' && group.rule.function === tag && members.size)
        yield { party: { type: 'group', id: group.id }, name: group.name, reason: 'function', because, score: 0.85 - rank / 50 };
    }
  }
}

/** Weighted overlap of words: rare words count more than "phòng" and "sở". */
function* bySimilarity(index: NameIndex, place: Place, read: ReadName): Generator<Candidate> {
  const words = [...new Set(read.words)];
  const shared = new Map<number, number>();
  let total = 0;
  for (const word of words) {
    const weight = index.weight(word);
    total += weight;
    for (const at of index.postings.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + weight);
  }
  const close: { at: number; score: number }[] = [];
  for (const [at, sum] of shared) {
    const score = sum / (total + index.keyWeights[at]! - sum);
    if (score >= LEAST_SIMILAR) close.push({ at, score });
  }
  close.sort((a, b) => b.score - a.score);
  let given = 0;
  for (const { at, score } of close.slice(0, 20)) {
    const near = index.keys[at]!.entries.flatMap((entry) => { const rank = place.rank(entry); return rank === null || entry.how === 'relative' ? [] : [{ entry, rank }]; }).sort((a, b) => a.rank - b.rank);
    const units = near.filter(({ rank }) => rank === near[0]!.rank).flatMap(({ entry }) => (entry.organisation ? [entry.organisation] : []));
    if (units.length > 1) {
      for (const everywhere of distributiveFor(index, place, units)) yield { ...everywhere, reason: 'similar', because: BECAUSE.similar, score: score * 0.8 };
    }
    for (const { entry, rank } of near.slice(0, 3)) {
      yield { ...candidate(index, entry, score * 0.8 - rank / 1000), reason: 'similar', because: BECAUSE.similar };
      if (++given > MOST_CANDIDATES) return;
    }
  }
}

export interface NamePart { readonly text: string; readonly resolution: Resolution }

/** Words that begin the name of an agency; a part without one belongs to the part before it ("…, Thể thao và Du lịch"). */
const HEADS = new Set(['sở', 'ban', 'phòng', 'văn', 'trung', 'ủy', 'bộ', 'đài', 'báo', 'hội', 'đoàn', 'công', 'các', 'tổ', 'thôn', 'xã', 'phường', 'đặc', 'tỉnh', 'thành', 'thường', 'mặt', 'cục', 'chi', 'kho', 'bảo', 'tòa', 'viện', 'trường', 'đơn', 'cơ', 'đề', 'giao', 'huyện', 'thị', 'liên', 'tổng', 'vp', 'tt', 'hđnd', 'ubnd', 'ubmttq', 'ubmttqvn', 'bcđ']);
const LONGEST_RUN = 6;

/** A line that names several ("Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch; UBND các xã"): cut so that the parts resolve, the longest first. */
export function resolveNames(index: NameIndex, line: string, context: NameContext): NamePart[] {
  const whole = resolveName(index, line, context);
  const pieces = cut(line);
  if (whole.state === 'resolved' || pieces.length < 2) return [{ text: line.trim(), resolution: whole }];
  const parts: NamePart[] = [];
  for (let at = 0; at < pieces.length;) {
    let taken = 0;
    for (let length = Math.min(LONGEST_RUN, pieces.length - at); length > 0 && !taken; length--) {
      const text = line.slice(pieces[at]!.from, pieces[at + length - 1]!.to).trim();
      const resolution = resolveName(index, text, context);
      if (resolution.state === 'resolved') { parts.push({ text, resolution }); taken = length; }
    }
    if (!taken) {
      let length = 1;
      while (at + length < pieces.length && !HEADS.has(firstWord(line.slice(pieces[at + length]!.from, pieces[at + length]!.to)))) length++;
      const text = line.slice(pieces[at]!.from, pieces[at + length - 1]!.to).trim();
      parts.push({ text, resolution: resolveName(index, text, context) });
      taken = length;
    }
    at += taken;
  }
  return parts;
}

/** With its marks: "Đài" begins an agency, "Đại dương" does not. */
const firstWord = (text: string): string => foldExact(text).split(' ')[0] ?? '';

/** Where a list may be cut: at comma, semicolon and "và". */
function cut(line: string): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  let from = 0;
  const end = (to: number, next: number): void => { if (line.slice(from, to).trim()) pieces.push({ from, to }); from = next; };
  const lower = line.normalize('NFC').toLowerCase();
  const text = lower.length === line.length ? lower : line.toLowerCase();
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ',' || text[at] === ';') end(at, at + 1);
    else if (text.startsWith(' và ', at)) end(at, at + 4);
  }
  end(line.length, line.length);
  return pieces;
}
