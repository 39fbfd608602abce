import type { Child } from 'hono/jsx';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { FollowedEvent } from '#features/audit/store/following.ts';
import type { Language } from '#locales/index.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { PublicItem, SiteRow } from './store/tables.ts';

export type { Language } from '#locales/index.ts';

/** What a maker of public pages gets: the database and a place, nothing of who reads. A page is a pure function of these. */
export interface Reading {
  readonly db: Reader;
  readonly files: FileStore;
  readonly now: Date;
  readonly today: PlainDate;
  readonly mode: 'real' | 'demo';
  readonly site: SiteRow;
  readonly language: Language;
  /** Address of a path within this site, in the language of this page: '/thu-tuc' → '/xa-binh-an/thu-tuc', in English '/xa-binh-an/en/thu-tuc'. */
  at(path: string): string;
  /** An address with scheme and host: feeds, QR, mail. */
  absolute(address: string): string;
}

export interface HtmlPage {
  readonly kind: 'html';
  readonly title: string;
  readonly description?: string;
  /** Inside <main>. */
  readonly content: Child;
  /** Path of the menu entry it belongs to. */
  readonly current?: string;
  /** The public item it shows: gives the short address, the share card, and counts readers. */
  readonly item?: Id;
  /** What it was made from; when one of these changes it is made again. */
  readonly tags: readonly string[];
  readonly modified?: Date;
  readonly status?: 200 | 404 | 410;
  /** Not for search engines. */
  readonly unlisted?: boolean;
  /** Path of the same page in other languages. */
  readonly languages?: Partial<Readonly<Record<Language, string>>>;
  /** JSON-LD. */
  readonly data?: readonly object[];
}
export interface FilePage { readonly kind: 'file'; readonly bytes: Uint8Array; readonly mediaType: string; readonly tags: readonly string[]; readonly modified?: Date; /** Saved under this name instead of shown. */ readonly download?: string }
export interface Moved { readonly kind: 'moved'; /** an address */ readonly to: string; readonly tags: readonly string[] }
export type Made = HtmlPage | FilePage | Moved;

/** What a list offers to feed readers: at most some fifty, newest first. */
export interface Feed { readonly title: string; readonly items: readonly Pick<PublicItem, 'id' | 'path' | 'organisation_id' | 'title' | 'summary' | 'published_at' | 'updated_at' | 'language'>[]; readonly tags: readonly string[] }

/** Pages of one shape, at a pattern within a site: '/thu-tuc/:slug', '/ban-tin/:slug.pdf'. */
export interface PageKind {
  readonly pattern: string;
  /** Vietnamese only, unless said. */
  readonly languages?: readonly Language[];
  /** Null: there is no such page. */
  make(reading: Reading, params: Readonly<Record<string, string>>): Promise<Made | null>;
  /** Every path of this kind that is no public item, for the site map and the mirror. */
  list?(reading: Reading): Promise<readonly string[]>;
  /** A list that can be followed: its feeds are made from this, at '/feeds' + its path + '.atom' and '.json', and its pages name them. */
  feed?(reading: Reading, params: Readonly<Record<string, string>>): Promise<Feed | null>;
}

/** A page that answers a question and is never kept: search. */
export interface DynamicPage { readonly path: string; answer(reading: Reading, query: URLSearchParams, from: { readonly address: string }): Promise<HtmlPage | FilePage> }

export interface MenuEntry { readonly path: string; readonly label: Readonly<Record<Language, string>>; readonly order: number; present(reading: Reading): Promise<boolean> }
export interface Piece { readonly content: Child; readonly tags: readonly string[] }
export interface HomeBlock { readonly name: string; /** in the console */ readonly label: string; readonly place: 'hero' | 'main' | 'side'; readonly order: number; make(reading: Reading): Promise<Piece | null> }

/** What a noun shows to readers. `app/portal-parts.ts` lists them. */
export interface PortalPart {
  readonly noun: string;
  readonly pages: readonly PageKind[];
  /** Pages of no site, at a pattern from the top: '/x/:id/tep/:file'. */
  readonly root?: readonly PageKind[];
  readonly dynamic?: readonly DynamicPage[];
  readonly menu?: readonly MenuEntry[];
  readonly home?: readonly HomeBlock[];
  /** At the head of the page of a column that takes new articles. */
  column?(reading: Reading, columnId: Id): Promise<Piece | null>;
  /** At the foot of every page of the site. */
  foot?(reading: Reading): Promise<Piece | null>;
  /** Which tags these events of the log touch. */
  touched?(db: Reader, events: readonly FollowedEvent[]): Promise<readonly string[]>;
  /** Plain text of this noun's public items, for search. */
  words?(db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>>;
}

let parts: readonly PortalPart[] = [];
export const usePortalParts = (...given: readonly PortalPart[]): void => { parts = given; };
export const portalParts = (): readonly PortalPart[] => parts;

export const tagOf = {
  item: (id: Id): string => `item:${id}`, list: (organisationId: Id, noun: string): string => `list:${organisationId}:${noun}`,
  /** Items of a noun in any site: what the root shows of everybody. */
  all: (noun: string): string => `all:${noun}`,
  collection: (id: Id): string => `collection:${id}`, site: (organisationId: Id): string => `site:${organisationId}`,
  /** Changes with the date. */
  day: 'day',
} as const;
