import type { Id } from '#kernel/id.ts';
import type { Role } from '#platform/policy.ts';
import type { Audience, Subject } from './notices.ts';

/** Who works where today, and where the affairs of a unit are looked after. */
export interface Staff {
  /** Open accounts with a role at exactly this unit. */
  readonly at: (unit: Id) => readonly { readonly accountId: Id; readonly role: Role }[];
  /** The unit itself and the one whose row shows it; of a unit that ended, its successor's. Empty when nobody follows. */
  readonly places: (unit: Id) => readonly Id[];
}

/** One person told in one unit's affair; null: as this very person. */
export interface Reader { readonly accountId: Id; readonly unit: Id | null }

/** People with these roles where the unit's affairs are looked after: in the unit, or when nobody there holds one, in the unit it belongs to. */
function holders(staff: Staff, unit: Id, roles: readonly Role[]): Reader[] {
  for (const place of staff.places(unit)) {
    const found = staff.at(place).filter((one) => roles.includes(one.role));
    if (found.length) return found.map(({ accountId }) => ({ accountId, unit: place }));
  }
  return [];
}

/** Both a division that got work and the commune it belongs to are told. */
const holdersOfAll = (staff: Staff, units: readonly Id[], roles: readonly Role[]): Reader[] =>
  [...new Set(units.flatMap((unit) => staff.places(unit)))].flatMap((place) => staff.at(place).filter((one) => roles.includes(one.role)).map(({ accountId }) => ({ accountId, unit: place })));

function asked(to: Audience, subject: Subject, staff: Staff): Reader[] {
  switch (to.whom) {
    case 'mentioned': return subject.mentioned.map((accountId) => ({ accountId, unit: null }));
    case 'person': {
      if (subject.person && to.anywhere) return [{ accountId: subject.person, unit: null }];
      const unit = subject.unit;
      const works = subject.person && unit && staff.places(unit).find((place) => staff.at(place).some((one) => one.accountId === subject.person));
      if (works) return [{ accountId: subject.person!, unit: works }];
      return unit && to.else ? holders(staff, unit, to.else) : [];
    }
    case 'roles': {
      const roles = subject.roles ?? to.roles;
      if (to.at === 'units') return holdersOfAll(staff, subject.units, roles);
      const unit = to.at === 'owner' ? subject.owner : subject.unit;
      return unit ? holders(staff, unit, roles) : [];
    }
  }
}

/**
 * What several sentences of one event tell one person: the widest first, and none that says only what another says already. Who works in a division
 * and leads its commune hears once of a duty of the division.
 */
export function sayOnce<T extends { readonly reader: Reader; readonly subject: Pick<Subject, 'things'> }>(tellings: readonly T[]): T[] {
  const left = new Set<T>();
  for (const own of Map.groupBy(tellings.filter((one) => one.subject.things.length > 0), (one) => one.reader.accountId).values()) {
    const said = new Set<string>();
    for (const telling of own.toSorted((a, b) => b.subject.things.length - a.subject.things.length)) {
      if (telling.subject.things.every((thing) => said.has(thing))) left.add(telling);
      else for (const thing of telling.subject.things) said.add(thing);
    }
  }
  return tellings.filter((one) => !left.has(one));
}

/** Each person once, whatever roles they hold; never who did it. */
export function readersOf(to: Audience, subject: Subject, staff: Staff, actor: Id | null): Reader[] {
  const once = new Map<Id, Reader>();
  for (const reader of asked(to, subject, staff)) if (reader.accountId !== actor && !once.has(reader.accountId)) once.set(reader.accountId, reader);
  return [...once.values()];
}
