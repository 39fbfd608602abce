import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { canonicalName } from './canonical-name.ts';
import { KINDS, tierOf } from './kinds.ts';
import { versionContent, type OrganisationInput } from './organisation-input.ts';
import type { Organisation } from './tree.ts';

/**
 * All versions of all units in memory, changed one event after the other; nothing is written. At the end `changes` says
 * which rows must be inserted, rewritten or taken away. An event looks only at what it touches, so that five hundred of
 * them over thousands of units take moments.
 */
export interface SuccessionWorld {
  on(id: Id, day: PlainDate): Organisation | undefined;
  /** The unit as it lives on the day and may be changed from then on; throws a sentence when it may not. */
  changeable(id: Id, day: PlainDate): Organisation;
  childrenOn(id: Id, day: PlainDate): Organisation[];
  /** Those that come below it only after the day: an event in the past cannot take them along. */
  laterChildren(id: Id, day: PlainDate): Organisation[];
  /** Units that bear this name or code on the day. */
  named(words: string, day: PlainDate): Organisation[];
  /** The same; "Phòng Văn hóa – Xã hội, Xã An Bình" is the name and the place it stands in. */
  lookUp(words: string, day: PlainDate): Organisation[];
  bornOn(input: OrganisationInput, parent: Organisation | null, day: PlainDate, shard: number): Organisation;
  /** Another name, kind, codes, functions: everything but the place in the tree. */
  change(id: Id, day: PlainDate, edit: Partial<Pick<Organisation, 'name' | 'shortName' | 'kind' | 'codes' | 'functions'>>): void;
  /** With everything below, from the day on. Gives the ids of what came along. */
  move(id: Id, day: PlainDate, parent: Organisation): Id[];
  /** The day before is its last. */
  end(id: Id, day: PlainDate): void;
  refuseTakenCodes(id: Id, day: PlainDate): void;
  /** All of the work, or when it throws nothing of it. */
  wholly<T>(work: () => T): T;
  /** Every version as it stands after the events so far. */
  versions(): Organisation[];
  changes(): WorldChanges;
}
export interface WorldChanges {
  /** Units that did not exist, each with its first version. */
  readonly born: readonly Organisation[];
  readonly inserted: readonly Organisation[];
  readonly rewritten: readonly Organisation[];
  readonly removed: readonly Organisation[];
}

const reaches = (version: Organisation, day: PlainDate): boolean => version.validTo === null || version.validTo >= day;
const holds = (version: Organisation, day: PlainDate): boolean => version.validFrom <= day && reaches(version, day);

export function makeWorld(stored: readonly Organisation[], newId: () => Id): SuccessionWorld {
  const byId = new Map<Id, Organisation[]>(), original = new Map(stored.map((version) => [version.versionId, version]));
  /** Everybody who ever stood below, bore the name or the code: looked through, never trusted. */
  const below = new Map<Id, Set<Id>>(), bearers = new Map<string, Set<Id>>();
  const touched = new Set<Id>(), born = new Set<Id>();
  const into = <K>(index: Map<K, Set<Id>>, key: K, id: Id): void => { const known = index.get(key); if (known) known.add(id); else index.set(key, new Set([id])); };
  const note = (version: Organisation): void => {
    if (version.parentId) into(below, version.parentId, version.id);
    for (const name of [version.name, version.shortName]) into(bearers, canonicalName(name), version.id);
    for (const code of Object.values(version.codes)) into(bearers, codeKey(code), version.id);
  };
  for (const version of stored) { const list = byId.get(version.id); if (list) list.push(version); else byId.set(version.id, [version]); note(version); }
  for (const list of byId.values()) list.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));

  const on = (id: Id, day: PlainDate): Organisation | undefined => byId.get(id)?.find((version) => holds(version, day));
  const newest = (id: Id): Organisation | undefined => byId.get(id)?.at(-1);
  let journal: [Id, Organisation[] | undefined][] = [];
  const put = (id: Id, versions: Organisation[]): void => { journal.push([id, byId.get(id)]); byId.set(id, versions); touched.add(id); versions.forEach(note); };
  /** From the day on the versions say something else; one that began earlier is cut in two. */
  const rewrite = (id: Id, day: PlainDate, edit: (version: Organisation) => Partial<Organisation> | null): void => put(id, byId.get(id)!.flatMap((version) => {
    const changed = reaches(version, day) ? edit(version) : null;
    if (!changed) return [version];
    if (version.validFrom >= day) return [{ ...version, ...changed }];
    return [{ ...version, validTo: addDays(day, -1) }, { ...version, ...changed, versionId: newId(), validFrom: day }];
  }));

  /** What stands below goes along, also where it begins or ends later: the same content under the new path, in the tier of the new place. */
  const carry = (top: Organisation, after: Organisation, day: PlainDate): Id[] => {
    if (top.path === after.path && top.tier === after.tier) return [];
    const along: Id[] = [], seen = new Set<Id>([top.id]);
    const walk = (parent: Organisation): void => {
      for (const id of below.get(parent.id) ?? []) {
        const hangs = (version: Organisation): boolean => version.parentId === parent.id && reaches(version, day) && version.path.startsWith(top.path);
        if (seen.has(id) || !byId.get(id)?.some(hangs)) continue;
        seen.add(id);
        rewrite(id, day, (version) => (hangs(version) ? { path: after.path + version.path.slice(top.path.length), tier: tierOf(version.kind, parent.tier) } : null));
        along.push(id);
        walk(byId.get(id)!.find((version) => version.parentId === parent.id && reaches(version, day))!);
      }
    };
    walk(after);
    return along;
  };

  const world: SuccessionWorld = {
    on,
    changeable(id, day) {
      const last = newest(id);
      if (!last) throw new AppError('not-found', 'Không tìm thấy đơn vị này.');
      if (last.validTo !== null) throw new AppError('conflict', `“${last.name}” không còn từ ngày ${formatDate(addDays(last.validTo, 1))}; hãy ghi đơn vị đã thay thế.`);
      if (last.validFrom > day) throw invalid(`Thông tin hiện nay của “${last.name}” có hiệu lực từ ${formatDate(last.validFrom)}; hãy ghi ngày đó hoặc ngày sau.`, 'onDay');
      return last;
    },
    childrenOn: (id, day) => [...(below.get(id) ?? [])].flatMap((child) => { const version = on(child, day); return version?.parentId === id ? [version] : []; })
      .sort((a, b) => a.sortOrder - b.sortOrder || (a.id < b.id ? -1 : 1)),
    laterChildren: (id, day) => [...(below.get(id) ?? [])].flatMap((child) => (on(child, day)?.parentId === id ? [] : (byId.get(child) ?? []).filter((version) => version.parentId === id && version.validFrom > day).slice(0, 1))),
    named(words, day) {
      const code = codeKey(words), name = canonicalName(words), plain = words.trim().toLocaleLowerCase('vi');
      const living = (key: string): Organisation[] => [...(bearers.get(key) ?? [])].flatMap((id) => on(id, day) ?? []);
      const coded = living(code).filter((one) => Object.values(one.codes).some((own) => codeKey(own) === code));
      if (coded.length) return coded;
      const alike = living(name).filter((one) => canonicalName(one.name) === name || canonicalName(one.shortName) === name);
      const exact = alike.filter((one) => [one.name, one.shortName].some((own) => own.toLocaleLowerCase('vi') === plain));
      return exact.length ? exact : alike;
    },
    lookUp(words, day) {
      const whole = world.named(words, day), cut = words.lastIndexOf(',');
      if (whole.length || cut < 0) return whole;
      const place = canonicalName(words.slice(cut + 1));
      return world.named(words.slice(0, cut), day).filter(({ parentId }) => { const parent = parentId && on(parentId, day); return parent && [parent.name, parent.shortName].some((own) => canonicalName(own) === place); });
    },
    bornOn(input, parent, day, shard) {
      const id = newId(), made: Organisation = { id, versionId: newId(), shard, ...versionContent(id, input, parent, day) };
      born.add(id);
      put(id, [made]);
      return made;
    },
    change(id, day, edit) {
      const before = world.changeable(id, day), parent = before.parentId ? on(before.parentId, day) : undefined, kind = edit.kind ?? before.kind;
      // the same rules as for what is typed by hand
      const content = versionContent(id, { ...before, ...edit, external: edit.kind ? KINDS[kind].external : before.external }, parent ?? null, day);
      const { validFrom: _from, validTo: _to, ...rest } = content;
      rewrite(id, day, () => rest);
      const after = newest(id)!;
      if (after.tier !== before.tier) carry(before, after, day);
    },
    move(id, day, parent) {
      const before = world.changeable(id, day);
      const content = versionContent(id, { ...before, parentId: parent.id }, parent, day);
      rewrite(id, day, () => ({ parentId: parent.id, path: content.path, tier: content.tier }));
      return carry(before, newest(id)!, day);
    },
    end(id, day) {
      const last = world.changeable(id, day), versions = byId.get(id)!, previous = versions.at(-2);
      if (last.validFrom < day) put(id, [...versions.slice(0, -1), { ...last, validTo: addDays(day, -1) }]);
      else if (previous) put(id, versions.slice(0, -1));
      else throw invalid(`“${last.name}” mới có từ chính ngày ${formatDate(day)} nên chưa thể kết thúc trong ngày; hãy gộp vào một sự kiện.`, 'onDay');
    },
    refuseTakenCodes(id, day) {
      for (const [scheme, code] of Object.entries(on(id, day)?.codes ?? {})) {
        const other = [...(bearers.get(codeKey(code)) ?? [])].map((one) => on(one, day)).find((one) => one && one.id !== id && one.codes[scheme]?.toLowerCase() === code.toLowerCase());
        if (other) throw new AppError('duplicate', `Mã “${code}” đang là mã của “${other.name}”; hãy ghi mã khác.`, { field: 'code' });
      }
    },
    wholly(work) {
      journal = [];
      try { return work(); } catch (error) {
        for (const [id, before] of journal.reverse()) if (before) byId.set(id, before); else { byId.delete(id); born.delete(id); touched.delete(id); }
        throw error;
      }
    },
    versions: () => [...byId.values()].flat(),
    changes() {
      const inserted: Organisation[] = [], rewritten: Organisation[] = [], removed: Organisation[] = [], first: Organisation[] = [];
      for (const id of touched) {
        const now = byId.get(id)!, kept = new Set(now.map((version) => version.versionId));
        now.forEach((version, at) => {
          const before = original.get(version.versionId);
          if (!before) { if (at === 0 && born.has(id)) first.push(version); else inserted.push(version); } else if (before !== version) rewritten.push(version);
        });
        for (const version of originals.get(id) ?? []) if (!kept.has(version.versionId)) removed.push(version);
      }
      // parents first, so that a row never names one that is not there yet
      first.sort((a, b) => a.path.length - b.path.length || (a.id < b.id ? -1 : 1));
      return { born: first, inserted, rewritten, removed };
    },
  };
  const originals = new Map([...byId].map(([id, versions]) => [id, [...versions]]));
  return world;
}

const codeKey = (code: string): string => `#${code.trim().toLowerCase()}`;
