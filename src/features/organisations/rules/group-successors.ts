import type { Id } from '#kernel/id.ts';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Hop } from './apply-event.ts';
import type { Group, GroupRule } from './group.ts';

/** Who stands in a list for each unit that ended on a day; a unit that was divided is replaced by all its parts, so that nobody is skipped. */
type Heirs = ReadonlyMap<Id, readonly Id[]>;

/**
 * The rule of a group after units ended: until the day before as it was, from the day on with who came after them. Only
 * groups that name one of these units change. Gives the groups that differ.
 */
export function succeedGroups(groups: ReadonlyMap<Id, Group>, hops: readonly Hop[]): Group[] {
  const byDay = new Map<PlainDate, Map<Id, readonly Id[]>>();
  for (const hop of hops) if (!hop.remains) byDay.set(hop.onDay, (byDay.get(hop.onDay) ?? new Map()).set(hop.from, hop.to));
  const standards = new Map([...groups.values()].flatMap((group) => (group.standard ? [[`${group.ownerId}:${group.standard}`, group.id] as const] : [])));
  const changed = new Map<Id, Group>();
  for (const day of [...byDay.keys()].sort()) {
    const heirs = settled(byDay.get(day)!);
    for (const before of groups.values()) {
      const group = changed.get(before.id) ?? before, after = succeed(group, heirs, day, standards);
      if (after !== group) changed.set(group.id, after);
    }
  }
  return [...changed.values()];
}

/** A → B and B → C on one day is A → C. */
function settled(heirs: Heirs): Heirs {
  const last = (id: Id, seen: ReadonlySet<Id>): readonly Id[] => { const to = heirs.get(id); return to && !seen.has(id) ? to.flatMap((one) => last(one, new Set([...seen, id]))) : [id]; };
  return new Map([...heirs].map(([id, to]) => [id, [...new Set(to.flatMap((one) => last(one, new Set([id]))))]]));
}

function succeed(group: Group, heirs: Heirs, day: PlainDate, standards: ReadonlyMap<string, Id>): Group {
  const owner = heirs.get(group.ownerId);
  if (!owner) {
    const rule = succeedRule(group.rule, heirs, day);
    return rule === group.rule ? group : { ...group, rule };
  }
  const was = bound(group.rule, group.ownerId), heir = owner.length === 1 ? owner[0]! : null;
  if (!heir) return { ...group, rule: succeedRule(was, heirs, day) };
  const twin = group.standard ? standards.get(`${heir}:${group.standard}`) : undefined;
  // the group of the old unit is still named by plans in force: from the day on it means the group of the heir
  if (twin && twin !== group.id) return { ...group, rule: change(was, { by: 'group', group: twin }, day) };
  return { ...group, ...(group.standard ? {} : { ownerId: heir }), rule: group.rule.by === 'list' ? succeedRule(group.rule, heirs, day) : change(was, succeedPlaces(was, heirs), day) };
}

const change = (before: GroupRule, after: GroupRule, day: PlainDate): GroupRule => ({ by: 'union', of: [{ by: 'during', to: addDays(day, -1), of: before }, { by: 'during', from: day, of: after }] });

/** "Below the owner" said with the owner's id. */
function bound(rule: GroupRule, owner: Id): GroupRule {
  switch (rule.by) {
    case 'kind': return rule.below ? rule : { ...rule, below: owner };
    case 'union': return { ...rule, of: rule.of.map((part) => bound(part, owner)) };
    case 'each': return { ...rule, in: bound(rule.in, owner) };
    case 'during': return { ...rule, of: bound(rule.of, owner) };
    case 'list': case 'group': return rule;
  }
}

function succeedRule(rule: GroupRule, heirs: Heirs, day: PlainDate): GroupRule {
  if (rule.by === 'during') {
    if ((rule.to && rule.to < day)) return rule;
    const of = succeedRule(rule.of, heirs, day);
    return of === rule.of ? rule : { ...rule, of };
  }
  if (rule.by === 'union') {
    const of = rule.of.map((part) => succeedRule(part, heirs, day));
    return of.every((part, at) => part === rule.of[at]) ? rule : { ...rule, of };
  }
  const after = succeedPlaces(rule, heirs);
  return after === rule ? rule : change(rule, after, day);
}

/** The same rule about who came after. */
function succeedPlaces(rule: GroupRule, heirs: Heirs): GroupRule {
  switch (rule.by) {
    case 'list': return rule.members.some((id) => heirs.has(id)) ? { ...rule, members: [...new Set(rule.members.flatMap((id) => heirs.get(id) ?? [id]))] } : rule;
    case 'kind': {
      const to = rule.below && heirs.get(rule.below);
      if (!to) return rule;
      return to.length === 1 ? { ...rule, below: to[0]! } : { by: 'union', of: to.map((below) => ({ ...rule, below })) };
    }
    case 'each': { const inner = succeedPlaces(rule.in, heirs); return inner === rule.in ? rule : { ...rule, in: inner }; }
    case 'union': { const of = rule.of.map((part) => succeedPlaces(part, heirs)); return of.every((part, at) => part === rule.of[at]) ? rule : { ...rule, of }; }
    case 'during': { const of = succeedPlaces(rule.of, heirs); return of === rule.of ? rule : { ...rule, of }; }
    case 'group': return rule;
  }
}
