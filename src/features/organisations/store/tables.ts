import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { GroupRule } from '../rules/group.ts';
import type { KindId, OrganisationFunction, Tier } from '../rules/kinds.ts';
import type { AppliedEvent, MovedParts, SuccessionKind, SuccessionShare } from '../rules/succession.ts';

export interface OrganisationRow { id: Id; shard: number; created_at: Date }
export interface OrganisationVersionRow {
  id: Id; organisation_id: Id; valid_from: PlainDate; valid_to: PlainDate | null; name: string; short_name: string; aliases: string[]; kind: KindId; tier: Tier;
  parent_id: Id | null; path: string; sort_order: number; codes: ColumnType<Record<string, string>, string, string>; functions: OrganisationFunction[]; external: boolean;
  address: string | null; hotline: string | null;
}
export interface OrganisationGroupRow {
  id: Id; owner_id: Id; name: string; aliases: string[]; rule: ColumnType<GroupRule, string, string>; standard: string | null; created_at: Date; closed_on: PlainDate | null;
}
export interface NameChoiceRow {
  id: Id; scope_id: Id; written: string; as_written: string; organisation_id: Id | null; group_id: Id | null; chosen_by: Id | null; chosen_at: Date;
}
export interface OrganisationTreeStateRow { one: boolean; version: string }
export interface SuccessionEventRow {
  id: Id; kind: SuccessionKind; on_day: PlainDate; ordinal: number; subject_id: Id; scope_id: Id; external_key: string; citation: string; reason: string;
  payload: ColumnType<AppliedEvent, string, string>; moved: ColumnType<MovedParts, string, string>; applied_at: Date; applied_by_name: string;
}
export interface SuccessionRow { id: Id; event_id: Id; on_day: PlainDate; from_id: Id; to_id: Id | null; share: SuccessionShare; function: OrganisationFunction | null; carries_history: boolean }

declare module '#platform/db/tables.ts' {
  interface Tables {
    organisations: OrganisationRow; organisation_versions: OrganisationVersionRow; organisation_groups: OrganisationGroupRow; name_choices: NameChoiceRow;
    organisation_tree_state: OrganisationTreeStateRow; succession_events: SuccessionEventRow; successions: SuccessionRow;
  }
}
