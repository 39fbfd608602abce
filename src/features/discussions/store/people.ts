import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { holdsOn } from '#features/accounts/rules/may.ts';
import { peopleOf } from '#features/accounts/store.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { withHandles, type Mentionable } from '../rules/mentions.ts';

/**
 * Who can read something of this unit: its own people, those above whose role covers what is below, and (for what is issued to everybody below)
 * the people of the units below; a body issues to all below the unit whose body it is. Nearest first: own, above, below.
 */
export async function peopleWhoRead(reader: Reader, organisationId: Id, readers: 'up' | 'down', today: PlainDate): Promise<Mentionable[]> {
  const tree = await organisationTree(reader, today), above = tree.ancestorsOf(organisationId).map((one) => one.id), self = tree.get(organisationId);
  const house = self && KINDS[self.kind].family === 'body' && self.parentId ? self.parentId : organisationId, near = [organisationId, ...above];
  const below = readers === 'down' ? tree.subtree(house).map((one) => one.id).filter((id) => !near.includes(id)) : [], places = [...near, ...below], rank = new Map(places.map((id, index) => [id, index])), covering = new Set(above);
  const found = (await peopleOf(reader, places, today)).flatMap(({ account, roles }) => {
    const reaching = roles.filter((role) => holdsOn(role, today) && (role.subtree || !covering.has(role.organisationId))).toSorted((a, b) => rank.get(a.organisationId)! - rank.get(b.organisationId)!)[0];
    return account.status === 'active' && reaching ? [{ at: rank.get(reaching.organisationId)!, accountId: account.id, name: account.person.name.normalize('NFC'), title: account.person.title, unit: tree.get(reaching.organisationId)?.shortName ?? '', userName: account.userName }] : [];
  });
  return withHandles(found.toSorted((a, b) => a.at - b.at).map(({ at: _, ...one }) => one));
}
