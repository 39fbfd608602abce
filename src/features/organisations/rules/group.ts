import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { canonicalName } from './canonical-name.ts';
import { KINDS, type Family, type KindId, type OrganisationFunction, type Tier } from './kinds.ts';
import type { Organisation, OrganisationTree } from './tree.ts';

/**
 * How a group finds its members, as of the day of the tree. Stored as JSON; `below` absent means "below the owner of
 * the group", so that the same rule serves every province and commune.
 */
export type GroupRule =
  | { readonly by: 'list'; readonly members: readonly Id[] }
  | {
      readonly by: 'kind';
      /** Any of these; absent: any. */
      readonly kinds?: readonly KindId[];
      readonly families?: readonly Family[];
      readonly tiers?: readonly Tier[];
      readonly functions?: readonly OrganisationFunction[];
      readonly below?: Id;
      /** Only direct children of `below`. */
      readonly direct?: boolean;
      /** Outside parties are left out unless this says true. */
      readonly external?: boolean;
      readonly except?: readonly Id[];
    }
  | { readonly by: 'union'; readonly of: readonly GroupRule[] }
  | { readonly by: 'group'; readonly group: Id }
  /** Only on these days (both included): before a reorganisation the old members, from its day on the new ones. */
  | { readonly by: 'during'; readonly from?: PlainDate; readonly to?: PlainDate; readonly of: GroupRule }
  /** Inside each member of `in`: its unit with this function, this kind, or this name. */
  | { readonly by: 'each'; readonly in: GroupRule; readonly function?: OrganisationFunction; readonly kind?: KindId; readonly named?: string };

export interface Group {
  readonly id: Id;
  readonly ownerId: Id;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly rule: GroupRule;
  readonly standard: string | null;
}

export interface ResolvedGroup {
  /** In the order of the tree, each once. */
  readonly members: readonly Organisation[];
  /** Members of the inner group that have no such unit: listed for a decision, never skipped. */
  readonly missing: readonly Organisation[];
  /** Ids in a list that do not exist on the day. */
  readonly unknown: readonly Id[];
}

interface Found {
  readonly members: Map<Id, Organisation>;
  readonly missing: Map<Id, Organisation>;
  readonly unknown: Set<Id>;
}
const nothing = (): Found => ({ members: new Map(), missing: new Map(), unknown: new Set() });

export function resolveRule(tree: OrganisationTree, rule: GroupRule, owner: Id, groups: ReadonlyMap<Id, Group>): ResolvedGroup {
  const found = nothing();
  collect(tree, rule, owner, groups, found, new Set());
  return { members: inTreeOrder(tree, found.members), missing: inTreeOrder(tree, found.missing), unknown: [...found.unknown] };
}

const inTreeOrder = (tree: OrganisationTree, members: ReadonlyMap<Id, Organisation>): Organisation[] =>
  members.size < 2 ? [...members.values()] : tree.all.filter((organisation) => members.has(organisation.id));

const hasAny = <T>(wanted: readonly T[] | undefined, values: readonly T[]): boolean => !wanted || values.some((value) => wanted.includes(value));

function collect(tree: OrganisationTree, rule: GroupRule, owner: Id, groups: ReadonlyMap<Id, Group>, found: Found, open: Set<Id>): void {
  switch (rule.by) {
    case 'list':
      for (const id of rule.members) {
        const member = tree.get(id);
        if (member) found.members.set(id, member); else found.unknown.add(id);
      }
      return;
    case 'kind': {
      const below = rule.below ?? owner;
      for (const candidate of rule.direct ? tree.childrenOf(below) : tree.subtree(below)) {
        if (candidate.id === below || rule.except?.includes(candidate.id)) continue;
        if (candidate.external && !rule.external) continue;
        if (rule.kinds && !rule.kinds.includes(candidate.kind)) continue;
        if (rule.families && !rule.families.includes(KINDS[candidate.kind].family)) continue;
        if (rule.tiers && !rule.tiers.includes(candidate.tier)) continue;
        if (!hasAny(rule.functions, candidate.functions)) continue;
        found.members.set(candidate.id, candidate);
      }
      return;
    }
    case 'union':
      for (const part of rule.of) collect(tree, part, owner, groups, found, open);
      return;
    case 'group': {
      const group = groups.get(rule.group);
      // A group that contains itself adds nothing the second time: the union of what it says is already being made.
      if (!group || open.has(group.id)) return;
      open.add(group.id);
      collect(tree, group.rule, group.ownerId, groups, found, open);
      open.delete(group.id);
      return;
    }
    case 'during':
      if ((!rule.from || rule.from <= tree.asOf) && (!rule.to || tree.asOf <= rule.to)) collect(tree, rule.of, owner, groups, found, open);
      return;
    case 'each': {
      const outer = nothing();
      collect(tree, rule.in, owner, groups, outer, open);
      for (const [id, missing] of outer.missing) found.missing.set(id, missing);
      for (const id of outer.unknown) found.unknown.add(id);
      const named = rule.named === undefined ? undefined : canonicalName(rule.named);
      for (const member of outer.members.values()) {
        const units = tree.childrenOf(member.id).filter((unit) =>
          (!rule.kind || unit.kind === rule.kind) && (!rule.function || unit.functions.includes(rule.function))
          && (named === undefined || canonicalName(unit.name) === named || canonicalName(unit.shortName) === named));
        if (units.length === 0) found.missing.set(member.id, member);
        for (const unit of units) found.members.set(unit.id, unit);
      }
    }
  }
}

/** Would storing this rule under this id make a group contain itself? Such a rule is refused. */
export function containsItself(id: Id, rule: GroupRule, groups: ReadonlyMap<Id, Group>, seen: Set<Id> = new Set()): boolean {
  switch (rule.by) {
    case 'list': case 'kind': return false;
    case 'union': return rule.of.some((part) => containsItself(id, part, groups, seen));
    case 'during': return containsItself(id, rule.of, groups, seen);
    case 'each': return containsItself(id, rule.in, groups, seen);
    case 'group': {
      if (rule.group === id) return true;
      if (seen.has(rule.group)) return false;
      seen.add(rule.group);
      const inner = groups.get(rule.group);
      return inner ? containsItself(id, inner.rule, groups, seen) : false;
    }
  }
}
