import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { isDriven } from '../rules/kinds/index.ts';
import type { What } from '../rules/states.ts';
import { insertPosting, type OutletRow } from '../store/rows.ts';
import { beginTries } from '../store/tries.ts';

export interface Planned { readonly item: { readonly id: Id; readonly title: string }; readonly outlet: OutletRow; readonly what: What; /** from when */ readonly at: Date; readonly dueOn: PlainDate; readonly about: string | null }

/** Part of every verb that makes a task; false when the item stands, or is to stand, there already. */
export async function planPosting(a: Acting, { item, outlet, what, at, dueOn, about }: Planned): Promise<boolean> {
  const beside = inShardOf(a, outlet.id), id = beside.newId(), status = at > a.now ? 'planned' as const : isDriven(outlet) ? 'sending' as const : 'waiting' as const;
  const made = await insertPosting(a.tx, {
    shard_id: beside.shard, id, outlet_id: outlet.id, organisation_id: outlet.organisation_id, item_id: item.id, what, status, at, due_on: dueOn, about, planned_by_name: a.by.personName, planned_at: a.now,
    reason: null, done_at: null, done_on: null, done_by_name: null, link: null, proof_sha256: null, proof_name: null, deliverable_id: null, remote_id: null, ended_at: null, reminded_on: null, standing: null, row_version: 1,
  });
  if (!made) return false;
  if (status === 'sending') await beginTries(a.tx, id, a.now);
  a.record({ verb: VERB[status], table: 'postings', id, organisationId: outlet.organisation_id, facts: { what, outlet: outlet.name, title: item.title, item: item.id, ...(about ? { about } : {}) } });
  return true;
}
export const VERB = { planned: 'distribution.planned', waiting: 'distribution.waiting', sending: 'distribution.sending' } as const;
