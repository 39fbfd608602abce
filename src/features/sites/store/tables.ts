import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Language } from '#locales/index.ts';
import type { Tone } from '../rules/tones.ts';

declare module '#platform/db/tables.ts' { interface Tables { sites: SiteRow; public_items: PublicItem; public_item_views: ViewsRow } }

export interface HomeOrder { readonly order: readonly string[]; readonly hidden: readonly string[] }
export interface SiteRow {
  id: Id; organisation_id: Id; slug: string; host: string | null; /** "Ủy ban nhân dân" */ kicker: string; /** "Xã Bình An" */ name: string; tone: Tone; home: HomeOrder;
  was_root: boolean; opened_on: PlainDate; archived_on: PlainDate | null; heir_id: Id | null; row_version: number;
}
export interface PublicItem {
  shard_id: number; id: Id; noun: string; organisation_id: Id; path: string; language: Language; title: string; summary: string; picture_sha256: string | null; picture_alt: string | null;
  collection_id: Id | null; published_at: Date; updated_at: Date | null; withdrawn_at: Date | null;
}
export interface ViewsRow { shard_id: number; item_id: Id; day: PlainDate; views: number }
