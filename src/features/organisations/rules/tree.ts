import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { compareVietnamese } from '#kernel/vietnamese.ts';
import { KIND_IDS, KINDS, type KindId, type OrganisationFunction, type Tier } from './kinds.ts';

/** One version of an organisation: how it was called and where it stood from `validFrom` to `validTo` (both days included). */
export interface Organisation {
  readonly id: Id;
  readonly versionId: Id;
  readonly shard: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly name: string;
  readonly shortName: string;
  readonly aliases: readonly string[];
  readonly kind: KindId;
  readonly tier: Tier;
  readonly parentId: Id | null;
  /** Ids from the root down to this one, each followed by a slash. */
  readonly path: string;
  readonly sortOrder: number;
  /** Scheme → code. Schemes in use: local, agency (QĐ 20/2020/QĐ-TTg), admin-unit (QĐ 19/2025/QĐ-TTg). */
  readonly codes: Readonly<Record<string, string>>;
  readonly functions: readonly OrganisationFunction[];
  readonly external: boolean;
  readonly address: string | null;
  readonly hotline: string | null;
}

/** All organisations as of one day. Made once per day and version of the tables, then only read. */
export interface OrganisationTree {
  readonly asOf: PlainDate;
  /** Parents before children; siblings by their order, kind and name. */
  readonly all: readonly Organisation[];
  readonly roots: readonly Organisation[];
  /** Ids of every organisation of any time, also those that have ended or begin later. */
  readonly ever: readonly Id[];
  /** As of the day; undefined when it did not exist then. */
  get(id: Id): Organisation | undefined;
  /** As of the day, else its last earlier version, else its first later one: for names and places of what is closed. */
  latest(id: Id): Organisation | undefined;
  childrenOf(id: Id): readonly Organisation[];
  /** Itself and everything below, parents first. Empty when it did not exist. */
  subtree(id: Id): readonly Organisation[];
  /** Nearest first, without itself. */
  ancestorsOf(id: Id): readonly Organisation[];
  /** Is `id` the same as `ancestor` or somewhere below it? Closed organisations count where they last stood. */
  isWithin(id: Id, ancestor: Id): boolean;
  byCode(scheme: string, code: string): Organisation | undefined;
}

const holdsOn = (version: Organisation, day: PlainDate): boolean => version.validFrom <= day && (version.validTo === null || day <= version.validTo);

/** Which version stands in for an organisation that has none on the day: the last before, else the first after. */
function nearer(a: Organisation, b: Organisation, day: PlainDate): Organisation {
  const [aPast, bPast] = [a.validFrom <= day, b.validFrom <= day];
  if (aPast !== bPast) return aPast ? a : b;
  return aPast === (a.validFrom > b.validFrom) ? a : b;
}

export function makeTree(versions: readonly Organisation[], asOf: PlainDate): OrganisationTree {
  const current = new Map<Id, Organisation>();
  const nearest = new Map<Id, Organisation>();
  for (const version of versions) {
    if (holdsOn(version, asOf)) current.set(version.id, version);
    const other = nearest.get(version.id);
    nearest.set(version.id, other ? nearer(other, version, asOf) : version);
  }
  for (const [id, version] of current) nearest.set(id, version);

  const children = new Map<Id | null, Organisation[]>();
  for (const version of current.values()) {
    const parent = version.parentId && current.has(version.parentId) ? version.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(version); else children.set(parent, [version]);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => a.sortOrder - b.sortOrder || KIND_IDS.indexOf(a.kind) - KIND_IDS.indexOf(b.kind) || compareVietnamese(a.shortName, b.shortName) || (a.id < b.id ? -1 : 1));

  const all: Organisation[] = [];
  /** Where the subtree of an organisation starts and ends in `all`: a subtree is one slice. */
  const span = new Map<Id, [number, number]>();
  const walk = (parent: Id | null): void => {
    for (const child of children.get(parent) ?? []) {
      const start = all.push(child) - 1;
      walk(child.id);
      span.set(child.id, [start, all.length]);
    }
  };
  walk(null);

  const codes = new Map<string, Organisation>();
  for (const version of all) for (const [scheme, code] of Object.entries(version.codes)) {
    const key = `${scheme}:${code.toLowerCase()}`;
    if (!codes.has(key)) codes.set(key, version);
  }

  return {
    asOf, all,
    roots: children.get(null) ?? [],
    ever: [...nearest.keys()],
    get: (id) => current.get(id),
    latest: (id) => nearest.get(id),
    childrenOf: (id) => children.get(id) ?? [],
    subtree: (id) => { const at = span.get(id); return at ? all.slice(at[0], at[1]) : []; },
    ancestorsOf: (id) => {
      const found: Organisation[] = [];
      for (let up = current.get(id)?.parentId; up; up = current.get(up)?.parentId) {
        const version = current.get(up);
        if (!version) break;
        found.push(version);
      }
      return found;
    },
    isWithin: (id, ancestor) => id === ancestor || (nearest.get(id)?.path.includes(`${ancestor}/`) ?? false),
    byCode: (scheme, code) => codes.get(`${scheme}:${code.trim().toLowerCase()}`),
  };
}

/** "Phòng Văn hóa – Xã hội, Xã Mộ Đức Tây": a unit with the place it belongs to, for lists in which names repeat. */
export function fullNameOf(tree: OrganisationTree, id: Id): string {
  const own = tree.latest(id);
  if (!own) return '';
  const parent = own.parentId ? tree.latest(own.parentId) : undefined;
  return parent && parent.parentId ? `${own.name}, ${parent.shortName}` : own.name;
}

/** A plan gives work to its own bodies (giao) and asks outside parties (đề nghị). */
export const verbFor = (organisation: Organisation): 'Giao' | 'Đề nghị' => (organisation.external ? 'Đề nghị' : KINDS[organisation.kind].verb);
