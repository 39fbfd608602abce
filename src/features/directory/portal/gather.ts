import type { Id } from '#kernel/id.ts';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import { tagOf, type Reading } from '#features/sites/portal-part.ts';
import { addressOf, rootOrganisation, sitePlaces } from '#features/sites/store.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import { organisationTree, successionsOf } from '#features/organisations/store.ts';
import type { ContactDetails, HotlineDetails, OfficeDetails, OneStopDetails } from '../rules/details.ts';
import { entriesOn, openEntries } from '../store.ts';

/** What readers are told of an office on a day. */
export interface Known {
  readonly office: OfficeDetails | null; readonly oneStops: readonly OneStopDetails[]; readonly hotlines: readonly HotlineDetails[]; readonly people: readonly ContactDetails[];
  readonly checkedOn: PlainDate | null; readonly empty: boolean; readonly tags: readonly string[];
}
export async function gather({ db, site, today }: Reading): Promise<Known> {
  const rows = await entriesOn(db, [site.organisation_id], today), of = <T>(kind: string): T[] => rows.filter((one) => one.kind === kind).map(({ details }) => details as T);
  const people = of<ContactDetails>('contact').filter(({ consent }) => consent), shown = rows.filter(({ kind, details }) => kind !== 'contact' || (details as ContactDetails).consent);
  // what changes by itself on a coming day is drawn anew when it comes
  const ahead = (await openEntries(db, [site.organisation_id], today)).some(({ valid_from, valid_to }) => valid_from > today || valid_to !== null);
  return {
    office: of<OfficeDetails>('office')[0] ?? null, oneStops: of<OneStopDetails>('one-stop'), hotlines: of('hotline'), people, empty: shown.length === 0,
    checkedOn: shown.map(({ checked_on }) => checked_on).sort()[0] ?? null, tags: [tagOf.list(site.organisation_id, 'directory'), ...(ahead ? [tagOf.day] : [])],
  };
}

/** Agencies and communes below an organisation; below a commune its own divisions. Parties outside the line of command stay out. */
export async function agenciesOf(reading: Pick<Reading, 'db' | 'today' | 'site'>): Promise<readonly Organisation[]> {
  const tree = await organisationTree(reading.db, reading.today), own = reading.site.organisation_id;
  return tree.subtree(own).filter((one) => one.id !== own && !one.external && (one.parentId === own || KINDS[one.kind].family !== 'unit'));
}
/** The list of agencies of this site, else of the root's; null where there is neither. With what it was found from: units come and go. */
export async function agenciesAddress(reading: Reading): Promise<{ readonly href: string | null; readonly tags: readonly string[] }> {
  const own = reading.site.organisation_id, tags = [tagOf.list(own, 'agencies')];
  if ((await agenciesOf(reading)).length) return { href: reading.at('/danh-ba'), tags };
  const root = await rootOrganisation(reading.db, reading.today), there = root && root !== own && (await agenciesOf({ ...reading, site: { ...reading.site, organisation_id: root } })).length > 0, place = there ? (await sitePlaces(reading.db, [root], reading.today)).get(root) : undefined;
  return { href: place ? addressOf(place, reading.language === 'en' ? '/en/danh-ba' : '/danh-ba') : null, tags };
}

/** Where the work of a unit that ended is done now; null while it lives. `since` is the first day without it. */
export interface Followed { readonly since: PlainDate; readonly by: readonly { readonly name: string; readonly href: string | null }[] }
export async function followedBy({ db, today, language }: Pick<Reading, 'db' | 'today' | 'language'>, id: Id): Promise<Followed | null> {
  const tree = await organisationTree(db, today), last = tree.latest(id);
  if (tree.get(id) || !last?.validTo || last.validTo >= today) return null;
  const to = [...new Set((await successionsOf(db, { ids: [id] })).filter((one) => one.fromId === id && one.toId && one.onDay <= today).map((one) => one.toId!))];
  const places = await sitePlaces(db, to, today);
  return { since: addDays(last.validTo, 1), by: to.map((one) => { const place = places.get(one); return { name: tree.latest(one)?.name ?? '', href: place ? addressOf(place, language === 'en' ? '/en/lien-he' : '/lien-he') : null }; }) };
}
