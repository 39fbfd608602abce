import type { Id } from '#kernel/id.ts';
import { initialsOf, nameWords } from './canonical-name.ts';
import type { FormerBearer } from './former-bearers.ts';
import { resolveRule, type Group } from './group.ts';
import { KINDS, TIERS, type OrganisationFunction, type Tier } from './kinds.ts';
import { STANDARD_GROUPS } from './standard-groups.ts';
import type { Organisation, OrganisationTree } from './tree.ts';

/** A single organisation or a group: whom a document means. */
export type PartyRef = { readonly type: 'organisation' | 'group'; readonly id: Id };

/** Why an entry stands under a key. relative: "UBND tỉnh", which is the issuer's own or one above it. */
export type How = 'name' | 'alias' | 'code' | 'initials' | 'relative' | 'former';

export interface NameEntry {
  readonly how: How;
  readonly organisation?: Organisation;
  readonly group?: Group;
  /** Only for a name of the past: the version that bore it. `organisation` is who stands in its place now, or that version when nobody does. */
  readonly was?: Organisation;
}
interface Key { readonly key: string; readonly words: readonly string[]; readonly entries: NameEntry[] }

/** Every way to write every organisation and group of a tree; made once per change of the tree. */
export interface NameIndex {
  readonly tree: OrganisationTree;
  readonly groupsById: ReadonlyMap<Id, Group>;
  /** Canonical key → entries; also under the key without blanks, for joined words. */
  readonly exact: ReadonlyMap<string, readonly NameEntry[]>;
  /** Keys that similarity looks through. */
  readonly keys: readonly Key[];
  readonly postings: ReadonlyMap<string, readonly number[]>;
  readonly weight: (word: string) => number;
  /** Sum of the weights of the words of each key. */
  readonly keyWeights: Float64Array;
  /** Distributive groups with their members, the narrowest first. */
  readonly distributive: readonly { readonly group: Group; readonly members: ReadonlySet<Id> }[];
  readonly byFunction: ReadonlyMap<OrganisationFunction, readonly Organisation[]>;
}

/** Words in front of a name that give it work or point to its head. */
const LEADING: readonly (readonly string[])[] = [
  'de nghi', 'giao', 'yeu cau', 'phan cong', 'thu truong', 'chu tich', 'giam doc', 'truong', 'lanh dao', 'tat ca', 'toan the', 'toan bo', 'cac', 'nhung', 'tung', 'moi', 'cac',
].map((phrase) => phrase.split(' '));
/** Words behind a name that do not change whom it means. */
const TRAILING: readonly (readonly string[])[] = ['co lien quan', 'lien quan', 'truc thuoc', 'tren dia ban', 'thuoc tinh', 'thuoc xa', 'thuoc phuong', 'cua tinh', 'o dia phuong'].map((phrase) => phrase.split(' '));
/** Words of a tier behind a name, the longest first: "Sở Nội vụ tỉnh", "Văn phòng phường", "Phòng Tư pháp cấp huyện". */
const TIER_ENDS: readonly (readonly [readonly string[], readonly Tier[]])[] = (() => {
  const tiersOf = new Map<string, Tier[]>();
  for (const [tier, { words }] of Object.entries(TIERS) as [Tier, { words: readonly string[] }][])
    for (const word of words) for (const form of [word, `cap ${word}`]) tiersOf.set(form, [...(tiersOf.get(form) ?? []), tier]);
  return [...tiersOf].map(([form, tiers]) => [form.split(' '), tiers] as const).sort((a, b) => b[0].length - a[0].length);
})();

const startsWith = (words: readonly string[], start: readonly string[]): boolean => start.length < words.length && start.every((word, index) => words[index] === word);
const endsWith = (words: readonly string[], end: readonly string[]): boolean => end.length < words.length && end.every((word, index) => words[words.length - end.length + index] === word);

export interface ReadName {
  readonly words: readonly string[];
  /** Without the tier behind it, when there was one. */
  readonly withoutTier: readonly string[] | null;
  readonly tiers: readonly Tier[] | null;
  /** "có liên quan": fewer than all may be meant. */
  readonly indefinite: boolean;
}

/** The words that name somebody, without verbs, plurals and places around them. Both sides of every comparison pass here. */
export function readName(text: string): ReadName {
  let words: readonly string[] = nameWords(text), indefinite = false;
  for (const start of LEADING) if (startsWith(words, start) && !(start[0] === 'truong' && words[1] === 'thon')) words = words.slice(start.length);
  let tiers: readonly Tier[] | null = null, withoutTier: readonly string[] | null = null;
  for (let again = true; again;) {
    again = false;
    for (const end of TRAILING) if (endsWith(words, end)) {
      indefinite ||= end.includes('quan');
      words = words.slice(0, -end.length);
      again = true;
    }
    for (const [form] of TIER_ENDS) {
      const end = ['tren', 'dia', 'ban', ...form];
      if (endsWith(words, end)) { words = words.slice(0, -end.length); again = true; break; }
    }
  }
  for (const [form, of] of TIER_ENDS) if (endsWith(words, form)) { tiers = of; withoutTier = words.slice(0, -form.length); break; }
  return { words, withoutTier, tiers, indefinite };
}

/** "Xã Mộ Đức Tây" → mo duc tay */
function properWords(organisation: Organisation): readonly string[] {
  const words = nameWords(organisation.shortName);
  for (const prefix of KINDS[organisation.kind].prefixes) {
    const start = nameWords(prefix);
    if (startsWith(words, start)) return words.slice(start.length);
  }
  return words;
}

function* keysOfOrganisation(tree: OrganisationTree, organisation: Organisation): Generator<readonly [readonly string[], How]> {
  const kind = KINDS[organisation.kind];
  const parents = [...tree.ancestorsOf(organisation.id)];
  const places = parents.flatMap((parent) => [nameWords(parent.shortName), properWords(parent)]).filter((words) => words.length > 0);
  const written: (readonly [readonly string[], How])[] = [[readName(organisation.name).words, 'name'], [readName(organisation.shortName).words, 'name'],
    ...organisation.aliases.map((alias) => [readName(alias).words, 'alias'] as const)];
  for (const code of Object.values(organisation.codes)) yield [nameWords(code), 'code'];
  if (kind.family === 'committee') {
    yield [properWords(organisation), 'name'];
    yield [['uy', 'ban', 'nhan', 'dan'], 'relative'];
    for (const prefix of kind.prefixes) yield [nameWords(prefix), 'relative'];
  }
  for (const [words, how] of written) {
    yield [words, how];
    if (kind.family === 'committee') continue;
    const bare = withoutPlace(words, places);
    if (bare !== words) yield [bare, how];
    for (const prefix of kind.prefixes) {
      const start = nameWords(prefix);
      if (startsWith(bare, start) && bare.length - start.length >= 2) yield [bare.slice(start.length), 'alias'];
    }
    if (bare.length >= 3) {
      yield [[initialsOf(bare)], 'initials'];
      yield [[bare[0]!, initialsOf(bare.slice(1))], 'initials'];
    }
  }
}

const withoutPlace = (words: readonly string[], places: readonly (readonly string[])[]): readonly string[] => {
  for (const place of places) if (endsWith(words, place)) {
    const rest = words.slice(0, -place.length);
    for (const [form] of TIER_ENDS) if (endsWith(rest, form)) return rest.slice(0, -form.length);
    return rest;
  }
  return words;
};

export function buildNameIndex(tree: OrganisationTree, groups: ReadonlyMap<Id, Group>, former: readonly FormerBearer[] = []): NameIndex {
  const byKey = new Map<string, { words: readonly string[]; entries: NameEntry[] }>();
  /** Full addresses of units ("Phòng … xã …") are found exactly, but would only be noise in similarity. */
  const addressed = new Map<string, NameEntry[]>();
  const put = (words: readonly string[], entry: NameEntry): void => {
    if (words.length === 0) return;
    const key = words.join(' ');
    const known = byKey.get(key);
    if (!known) byKey.set(key, { words, entries: [entry] });
    else if (!known.entries.some((one) => one.organisation === entry.organisation && one.group === entry.group)) known.entries.push(entry);
  };
  for (const organisation of tree.all) {
    for (const [words, how] of keysOfOrganisation(tree, organisation)) put(words, { how, organisation });
    const parent = organisation.parentId ? tree.get(organisation.parentId) : undefined;
    if (parent?.parentId && KINDS[organisation.kind].family !== 'committee') {
      const key = [...readName(organisation.name).words, ...nameWords(parent.shortName)].join(' ');
      const entries = addressed.get(key);
      if (entries) entries.push({ how: 'name', organisation }); else addressed.set(key, [{ how: 'name', organisation }]);
    }
  }
  for (const { was, now } of former) for (const [words, how] of keysOfOrganisation(tree, was)) if (how === 'name' || how === 'alias') put(words, { how: 'former', organisation: now ?? was, was });
  for (const group of groups.values()) {
    put(readName(group.name).words, { how: 'name', group });
    for (const alias of group.aliases) put(readName(alias).words, { how: 'alias', group });
    const standard = group.standard ? STANDARD_GROUPS[group.standard] : undefined;
    for (const former of standard?.former ?? []) put(readName(former).words, { how: 'former', group });
  }

  const exact = new Map<string, NameEntry[]>();
  const add = (key: string, entries: readonly NameEntry[]): void => { exact.set(key, [...(exact.get(key) ?? []), ...entries]); };
  for (const [key, { entries }] of byKey) add(key, entries);
  for (const [key, entries] of addressed) add(key, entries);
  for (const [key, { entries }] of byKey) {
    const joined = key.replaceAll(' ', '');
    if (joined !== key && !exact.has(joined)) add(joined, entries);
  }

  const keys: Key[] = [...byKey].filter(([, { entries }]) => entries.some((entry) => entry.how === 'name' || entry.how === 'alias')).map(([key, value]) => ({ key, ...value }));
  const postings = new Map<string, number[]>();
  keys.forEach(({ words }, at) => { for (const word of new Set(words)) { const list = postings.get(word); if (list) list.push(at); else postings.set(word, [at]); } });
  const weight = (word: string): number => Math.log(1 + keys.length / (1 + (postings.get(word)?.length ?? 0)));
  const keyWeights = Float64Array.from(keys, ({ words }) => [...new Set(words)].reduce((sum, word) => sum + weight(word), 0));

  const byFunction = new Map<OrganisationFunction, Organisation[]>();
  for (const organisation of tree.all) for (const tag of organisation.functions) {
    const others = byFunction.get(tag);
    if (others) others.push(organisation); else byFunction.set(tag, [organisation]);
  }

  return {
    tree, groupsById: groups, exact, keys, postings, weight, keyWeights, byFunction,
    distributive: [...groups.values()].filter((group) => group.rule.by === 'each')
      .map((group) => ({ group, members: new Set(resolveRule(tree, group.rule, group.ownerId, groups).members.map((member) => member.id)) }))
      .sort((a, b) => a.members.size - b.members.size),
  };
}
