import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { DueRule } from '../rules/due.ts';
import type { PostingState, What } from '../rules/states.ts';

declare module '#platform/db/tables.ts' {
  interface Tables { outlets: OutletRow; outlet_defaults: DefaultRow; postings: PostingRow; posting_tries: TryRow; distribution_cursors: { shard_id: number; position: number } }
}

export interface OutletRow {
  shard_id: number; id: Id; organisation_id: Id; /** key of `rules/kinds` */ kind: string; name: string; address: string | null; place: string | null;
  closed_on: PlainDate | null; created_by_name: string; created_at: Date; row_version: number;
}
export interface DefaultRow { shard_id: number; id: Id; organisation_id: Id; noun: string; collection_id: Id | null; outlet_id: Id; due: DueRule }
export interface PostingRow {
  shard_id: number; id: Id; outlet_id: Id; organisation_id: Id; item_id: Id; what: What; status: PostingState; at: Date; due_on: PlainDate; about: string | null;
  planned_by_name: string; planned_at: Date; reason: string | null; done_at: Date | null; done_on: PlainDate | null; done_by_name: string | null;
  link: string | null; proof_sha256: string | null; proof_name: string | null; deliverable_id: Id | null; remote_id: string | null; ended_at: Date | null; reminded_on: PlainDate | null; standing: string | null; row_version: number;
}
export interface TryRow { shard_id: number; posting_id: Id; tries: number; next_at: Date; claimed_until: Date | null; answer: string | null }
