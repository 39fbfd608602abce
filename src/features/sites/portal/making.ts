import type { Id } from '#kernel/id.ts';
import type { Clock } from '#platform/clock.ts';
import { DatabaseAway } from '#platform/db/away.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { FinishedPages, KeptPage } from '#platform/pages/finished.ts';
import type { Language, Reading } from '../portal-part.ts';
import { inLanguage } from '../rules/address.ts';
import { addressIn, type KnownSite, type Resolved } from '../rules/resolve.ts';
import { publicItem, type PublicItem } from '../store.ts';
import { draw } from './draw.tsx';
import { siteFrame, type SiteFrame } from './frame.tsx';
import { isIn, pageKindAt, rootKindAt } from './kinds.ts';
import type { KnownSites } from './known-sites.ts';
import { Menus } from './menus.ts';
import { makePicture, type PictureType } from './pictures.ts';
import { Touches } from './touches.ts';

export interface MakingEnvironment {
  readonly db: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly mode: 'real' | 'demo';
  /** With scheme and host, as readers write it; known once the server listens. */
  readonly origin: () => string;
}

export type Answer = { readonly kind: 'kept'; readonly key: string; readonly page: KeptPage } | { readonly kind: 'moved'; readonly to: string } | { readonly kind: 'none' };

/** Addresses that belong to no site: the short one of an item, a picture of a page that is out. */
const SHORT = /^\/x\/([0-9a-f]{8}-[0-9a-f-]{27})$/, PICTURE = /^\/anh\/([0-9a-f]{64})-(\d{3,4})\.(avif|webp|jpg)$/;
export const isShort = (path: string): boolean => SHORT.test(path);
/** Stands at the top, whatever sites there are. */
export const ofNoSite = (path: string): boolean => SHORT.test(path) || PICTURE.test(path) || rootKindAt(path) !== null;

interface Place { readonly site: KnownSite; readonly language: Language; readonly path: string }

/** Makes public pages from the database and keeps them. */
export class Making {
  readonly #env: MakingEnvironment;
  readonly #pages: FinishedPages;
  readonly #sites: () => KnownSites;
  readonly #frames = new Map<string, SiteFrame>();
  readonly #touches = new Touches();
  readonly menus: Menus;

  constructor(env: MakingEnvironment, pages: FinishedPages, sites: () => KnownSites) {
    this.#env = env;
    this.#pages = pages;
    this.#sites = sites;
    this.menus = new Menus(pages);
  }

  /** What pages are made from, at a place. */
  reading(site: KnownSite, language: Language): Reading {
    const { db, files, clock, mode, origin } = this.#env, row = this.#sites().rows.get(site.organisationId);
    if (!row) throw new DatabaseAway(); // known from the last time only
    return {
      db, files, now: clock.now(), today: clock.today(), mode, site: row, language,
      at: (path) => addressIn(site, language === 'en' && isIn('en', path) ? inLanguage('en', path) : path), absolute: (address) => (/^https?:/.test(address) ? address : `${origin()}${address}`),
    };
  }

  /** What stands around the pages of a site; the same until something of it is touched. */
  async frame(reading: Reading): Promise<SiteFrame> {
    const key = `${reading.site.organisation_id} ${reading.language}`, known = this.#frames.get(key);
    if (known) return known;
    const began = this.#touches.begin();
    try {
      const made = await siteFrame(reading, this.#sites().map, await this.menus.ask(reading));
      if (!this.#touches.since(began, made.tags)) this.#frames.set(key, made);
      return made;
    } finally { this.#touches.end(began); }
  }

  /** From now on pages made from these are made anew. */
  touched(tags: ReadonlySet<string>): void {
    this.#touches.note(tags);
    for (const [key, frame] of this.#frames) if (frame.tags.some((tag) => tags.has(tag))) this.#frames.delete(key);
  }
  forgetFrames(): void { this.#frames.clear(); }

  /** The page at a path; made again when what it was made from was touched meanwhile. */
  async make(path: string, resolved: Resolved | null): Promise<Answer> {
    for (;;) {
      const began = this.#touches.begin();
      try {
        const answer = await this.#once(path, resolved);
        if (answer.kind !== 'kept' || !this.#touches.since(began, answer.page.tags)) return answer;
      } finally { this.#touches.end(began); }
    }
  }

  async #once(path: string, resolved: Resolved | null): Promise<Answer> {
    const { db, files } = this.#env, picture = PICTURE.exec(path), short = SHORT.exec(path), root = rootKindAt(path);
    if (picture) {
      const made = await makePicture({ db, files, shown: this.#pages.shows(picture[1]!) }, picture[1]!, Number(picture[2]), picture[3] as PictureType);
      return made ? { kind: 'kept', key: path, page: this.#pages.put([path], made) } : { kind: 'none' };
    }
    const item = short && (await publicItem(db, short[1] as Id)), top = this.#sites().map.root;
    const at = short ? item && this.place(item) : root ? top && { site: top, language: 'vi' as const, path } : resolved?.kind === 'page' ? resolved : null;
    if (!at) return { kind: 'none' };
    const found = root ?? pageKindAt(at.path);
    if (!found || !(found.kind.languages ?? ['vi']).includes(at.language)) return this.#elsewhere(at);
    const reading = this.reading(at.site, at.language), page = await found.kind.make(reading, found.params);
    if (!page) return this.#elsewhere(at);
    if (page.kind === 'moved') return { kind: 'moved', to: page.to };
    const own = root ? path : addressIn(at.site, inLanguage(at.language, at.path)), shows = page.kind === 'html' ? page.item : undefined;
    const drawn = await draw(page, reading, await this.frame(reading), { path: at.path, feeds: found.kind.feed ? at.path : null }), shown = shows ? await publicItem(db, shows) : null;
    // the short address stands for the page at the item's place and in its language, not for another one that shows it
    const shortToo = shown && shown.language === at.language && shown.path === at.path && shown.organisation_id === at.site.organisationId ? [`/x/${shown.id}`] : [];
    return { kind: 'kept', key: own, page: this.#pages.put([own, ...shortToo], drawn) };
  }

  /** Where the page of an item stands; null as long as its site is not known. */
  place(item: Pick<PublicItem, 'organisation_id' | 'path' | 'language'>): Place | null {
    const site = this.#sites().map.byOrganisation.get(item.organisation_id);
    return site ? { site, language: item.language, path: item.path } : null;
  }

  /** An address that was one of the root's when another organisation stood there leads to its archive. */
  async #elsewhere({ site, language, path }: Place): Promise<Answer> {
    if (!site.root) return { kind: 'none' };
    for (const earlier of this.#sites().map.byOrganisation.values()) {
      if (!earlier.wasRoot || earlier.root) continue;
      const found = pageKindAt(path), made = found && (await found.kind.make(this.reading(earlier, language), found.params));
      if (made?.kind === 'moved') return { kind: 'moved', to: made.to };
      if (made?.kind === 'html' && made.item) return { kind: 'moved', to: addressIn(earlier, inLanguage(language, path)) };
    }
    return { kind: 'none' };
  }
}
