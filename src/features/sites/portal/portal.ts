import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Log } from '#platform/log.ts';
import { FinishedPages, type KeptPage } from '#platform/pages/finished.ts';
import { sendKept } from '#platform/pages/send.ts';
import { tagOf, type Language, type Reading } from '../portal-part.ts';
import { addressIn, resolve, siteMap, type KnownSite, type Resolved, type SiteMap } from '../rules/resolve.ts';
import { publicItem, publicItemsById, type SiteRow } from '../store.ts';
import { changesSince, endOfLog, type Cursors } from './changes.ts';
import { movedSites, readSites } from './known-sites.ts';
import { Touches } from './touches.ts';
import { Views } from './views.ts';
import { warm } from './warm.ts';
import { siteFrame, type SiteFrame } from './frame.tsx';
import { isIn, pageKindAt, rootKindAt } from './kinds.ts';
import { split } from './addresses.ts';
import { draw } from './draw.tsx';
import { makePicture, type PictureType } from './pictures.ts';

export interface PortalEnvironment {
  readonly db: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly mode: 'real' | 'demo';
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Where finished pages are kept on this machine, and what names the program that draws them. */
  readonly folder: string;
  readonly build: string;
  /** With scheme and host, as readers write it; known once the server listens. */
  readonly origin: () => string;
  readonly https: boolean;
  /** Makes every page once, in the background, when this machine has none: so that all can be read while the database is down. */
  readonly warm?: boolean;
}

/** How often the log is looked at; an act in this process wakes at once. */
const LOOK_MS = 400;
const VIEWS_EVERY_MS = 60_000;

/** Addresses that belong to no site: the short one of an item, a picture of a page that is out. */
const SHORT = /^\/x\/([0-9a-f]{8}-[0-9a-f-]{27})$/, PICTURE = /^\/anh\/([0-9a-f]{64})-(\d{3,4})\.(avif|webp|jpg)$/;
interface Place { readonly site: KnownSite; readonly language: Language; readonly path: string }

export type Answer = { readonly kind: 'kept'; readonly key: string; readonly page: KeptPage } | { readonly kind: 'moved'; readonly to: string } | { readonly kind: 'none' };

/**
 * The portal of one process: makes pages from the database, keeps them as finished files, serves them, and follows the log so that every page is
 * made again within a second of a change. Never asks who reads.
 */
export class Portal {
  readonly pages: FinishedPages;
  readonly #env: PortalEnvironment;
  #sites: SiteMap = siteMap([]);
  #rows: ReadonlyMap<Id, SiteRow> = new Map();
  readonly #frames = new Map<string, SiteFrame>();
  readonly #underWay = new Map<string, Promise<Answer>>();
  readonly #touches = new Touches();
  #looking: Promise<void> = Promise.resolve();
  #cursors: Cursors = {};
  #day: PlainDate | null = null;
  readonly views: Views;
  readonly #stopping = new AbortController();
  #woken: (() => void) | null = null;
  #going: Promise<void> | null = null;
  #warming: Promise<void> | null = null;

  constructor(env: PortalEnvironment) {
    this.#env = env;
    this.views = new Views(env);
    // the frame of a page names the origin: another origin, other pages
    this.pages = new FinishedPages(env.folder, createHash('sha256').update(`${env.build}\n${env.mode}`).digest('hex').slice(0, 16));
  }

  get sites(): SiteMap { return this.#sites; }

  /** Follows what happened, for as long as the process lives. */
  async start(): Promise<void> {
    await this.prepare();
    this.#going = this.#run();
    if (this.#env.warm) this.#warming = warm(this, this.#stopping.signal).catch((error: unknown) => this.#env.log.warn('not every public page could be made beforehand; the others are made when somebody asks', { error }));
  }
  /** Reads which sites there are, and what happened since the last time. */
  async prepare(): Promise<void> {
    const { db, clock, origin } = this.#env, known = this.pages.recall<State>('state.json');
    if (known && known.origin === origin()) { this.#cursors = known.cursors; this.#day = known.day; this.#sites = siteMap(known.sites); }
    else {
      this.pages.forget(this.pages.keys());
      this.#cursors = await endOfLog(db);
      this.#day = clock.today();
    }
    const moved = await this.#readSites();
    await this.#again(new Set(moved.map(tagOf.site)), []);
    await this.followOnce();
    this.#save();
  }
  /** Something was done in this process: look now. */
  wake(): void { this.#woken?.(); }
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#woken?.();
    await this.#going;
    await this.#looking;
    await this.#warming;
    await this.views.write().catch(() => {});
  }

  /** At the door, before the web application: what is finished goes out from its file, also while the database is down. False: somebody else answers. */
  serve(req: IncomingMessage, res: ServerResponse): boolean {
    if ((req.method !== 'GET' && req.method !== 'HEAD') || !req.url) return false;
    const mark = req.url.indexOf('?'), path = mark < 0 ? req.url : req.url.slice(0, mark), own = this.#sites.byHost.size ? this.#sites.byHost.get((req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')) : undefined;
    const key = own ? addressIn(own, path) : path, page = this.pages.get(key);
    if (!page || !sendKept(this.pages, path, page, req, res, this.#env.https)) return false;
    if (page.counts && res.statusCode === 200 && req.method === 'GET') this.views.count(page.counts as Id, req.headers['user-agent']);
    return true;
  }

  /** The page at an address of a host, made now if it is not there. Throws what the database throws. */
  async answer(host: string, path: string): Promise<Answer> {
    const top = Boolean(rootKindAt(path)) || SHORT.test(path) || PICTURE.test(path), resolved = resolve(this.#sites, host, path);
    if (!top && resolved?.kind === 'moved') return resolved;
    const key = top ? path : resolved?.kind === 'page' ? resolved.key : null;
    if (!key) return { kind: 'none' };
    const kept = this.pages.get(key);
    if (kept && this.pages.body(kept, null)) return { kind: 'kept', key, page: kept };
    let going = this.#underWay.get(key);
    if (!going) {
      going = this.#make(path, resolved).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, going);
    }
    return going;
  }

  /** What a page is made from, at a place. */
  reading(site: KnownSite, language: Language): Reading {
    const { db, files, clock, mode, origin } = this.#env, now = clock.now();
    return {
      db, files, now, today: clock.today(), mode, site: this.#rows.get(site.organisationId)!, language,
      at: (path) => addressIn(site, language === 'en' && isIn('en', path) ? (path === '/' ? '/en' : `/en${path}`) : path), absolute: (address) => (/^https?:/.test(address) ? address : `${origin()}${address}`),
    };
  }
  async frame(reading: Reading): Promise<SiteFrame> {
    const key = `${reading.site.organisation_id} ${reading.language}`, known = this.#frames.get(key);
    if (known) return known;
    const began = this.#touches.begin();
    try {
      const made = await siteFrame(reading, this.#sites);
      if (!this.#touches.since(began, made.tags)) this.#frames.set(key, made);
      return made;
    } finally { this.#touches.end(began); }
  }

  /** Made again when what it was made from was touched meanwhile. */
  async #make(path: string, resolved: Resolved | null): Promise<Answer> {
    for (;;) {
      const began = this.#touches.begin();
      try {
        const answer = await this.#makeOnce(path, resolved);
        if (answer.kind !== 'kept' || !this.#touches.since(began, answer.page.tags)) return answer;
      } finally { this.#touches.end(began); }
    }
  }

  async #makeOnce(path: string, resolved: Resolved | null): Promise<Answer> {
    const { db, files } = this.#env, picture = PICTURE.exec(path), short = SHORT.exec(path), root = rootKindAt(path);
    if (picture) {
      const made = await makePicture({ db, files, shown: this.pages.shows(picture[1]!) }, picture[1]!, Number(picture[2]), picture[3] as PictureType);
      return made ? { kind: 'kept', key: path, page: this.pages.put([path], made) } : { kind: 'none' };
    }
    const item = short && (await publicItem(db, short[1] as Id));
    const at = short ? item && this.#place(item.organisation_id, item.path) : root ? this.#sites.root && { site: this.#sites.root, language: 'vi' as const, path } : resolved?.kind === 'page' ? resolved : null;
    if (!at) return { kind: 'none' };
    const found = root ?? pageKindAt(at.path);
    if (!found || !(found.kind.languages ?? ['vi']).includes(at.language)) return this.#elsewhere(at);
    const reading = this.reading(at.site, at.language), page = await found.kind.make(reading, found.params);
    if (!page) return this.#elsewhere(at);
    if (page.kind === 'moved') return { kind: 'moved', to: page.to };
    const own = root ? path : addressIn(at.site, at.language === 'en' ? `/en${at.path === '/' ? '' : at.path}` : at.path), shows = page.kind === 'html' ? page.item : undefined;
    const drawn = await draw(page, reading, await this.frame(reading), { path: at.path, feeds: found.kind.feed ? at.path : null });
    return { kind: 'kept', key: own, page: this.pages.put(shows ? [own, `/x/${shows}`] : [own], drawn) };
  }
  #place(organisationId: Id, path: string): Place | null {
    const site = this.#sites.byOrganisation.get(organisationId);
    return site ? { site, language: 'vi', path } : null;
  }

  /** An address that was one of the root's when another organisation stood there leads to its archive. */
  async #elsewhere({ site, path }: Place): Promise<Answer> {
    if (!site.root) return { kind: 'none' };
    for (const earlier of this.#sites.byOrganisation.values()) {
      if (!earlier.wasRoot || earlier.root) continue;
      const found = pageKindAt(path), made = found && (await found.kind.make(this.reading(earlier, 'vi'), found.params));
      if (made && made.kind === 'html' && made.item) return { kind: 'moved', to: addressIn(earlier, path) };
    }
    return { kind: 'none' };
  }

  // —— following ——

  async #run(): Promise<void> {
    let views = Date.now();
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((tell) => { this.#woken = tell; });
      await Promise.race([delay(LOOK_MS, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {}), woken]);
      if (this.#stopping.signal.aborted) return;
      try {
        await this.followOnce();
        if (Date.now() - views >= VIEWS_EVERY_MS) { views = Date.now(); await this.views.write(); }
      } catch (error) {
        this.#env.log.warn('public pages could not follow the log; they are tried again', { error });
        await delay(2000, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
      }
    }
  }

  /** Everything that happened until now: the pages it touches are made again, one look after the other. */
  followOnce(): Promise<void> {
    const look = this.#looking.then(() => this.#follow());
    this.#looking = look.catch(() => {});
    return look;
  }
  async #follow(): Promise<void> {
    const { db, clock } = this.#env, { cursors, any, items, sites, ...found } = await changesSince(db, this.#cursors), tags = new Set(found.tags), today = clock.today();
    if (today !== this.#day) tags.add(tagOf.day);
    if (sites) for (const id of await this.#readSites()) tags.add(tagOf.site(id));
    if (tags.size) {
      this.#touches.note(tags);
      await this.#again(tags, items);
    }
    if (!any && today === this.#day) return;
    this.#cursors = cursors;
    this.#day = today;
    this.#save();
  }

  async #again(tags: ReadonlySet<string>, items: readonly Id[]): Promise<void> {
    for (const [key, frame] of this.#frames) if (frame.tags.some((tag) => tags.has(tag))) this.#frames.delete(key);
    const keys = new Set(this.pages.tagged(tags));
    // what is new is written before anybody asks
    for (const item of await publicItemsById(this.#env.db, items)) { const place = this.#place(item.organisation_id, item.path); if (place) keys.add(addressIn(place.site, place.path)); }
    for (const key of keys) {
      if (this.#stopping.signal.aborted) return;
      await this.#remake(key);
    }
  }

  /** Makes the page at an address again; one that is no more is forgotten. */
  async #remake(key: string): Promise<void> {
    const { host, path } = split(key);
    if (SHORT.test(path)) return; // made with the page it stands for
    try {
      const made = await this.#make(path, resolve(this.#sites, host, path));
      if (made.kind !== 'kept') this.pages.forget([key]);
    } catch (error) {
      this.pages.forget([key]);
      this.#env.log.warn('a public page could not be made again; it is made when somebody asks', { path, error });
    }
  }

  /** Gives whose pages stand elsewhere now. */
  async #readSites(): Promise<readonly Id[]> {
    const before = this.#sites, { map, rows } = await readSites(this.#env.db, this.#env.clock.today());
    this.#sites = map;
    this.#rows = rows;
    this.#frames.clear();
    return movedSites(before, map);
  }
  #save(): void { this.pages.remember('state.json', { origin: this.#env.origin(), cursors: this.#cursors, day: this.#day, sites: [...this.#sites.byOrganisation.values()] } satisfies State); }
}

/** Kept beside the pages. */
interface State { readonly origin: string; readonly cursors: Cursors; readonly day: PlainDate | null; readonly sites: readonly KnownSite[] }
