import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Log } from '#platform/log.ts';
import { FinishedPages } from '#platform/pages/finished.ts';
import { sendKept } from '#platform/pages/send.ts';
import { tagOf, type Language, type Reading } from '../portal-part.ts';
import { addressIn, resolve, siteMap, type KnownSite, type SiteMap } from '../rules/resolve.ts';
import { publicItemsById } from '../store.ts';
import { split } from './addresses.ts';
import { changesSince, endOfLog, type Cursors } from './changes.ts';
import type { SiteFrame } from './frame.tsx';
import { movedSites, readSites, type KnownSites } from './known-sites.ts';
import { isShort, Making, ofNoSite, type Answer, type MakingEnvironment } from './making.ts';
import { Views } from './views.ts';
import { warm } from './warm.ts';

export interface PortalEnvironment extends MakingEnvironment {
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Where finished pages are kept on this machine, and what names the program that draws them. */
  readonly folder: string;
  readonly build: string;
  readonly https: boolean;
  /** Makes every page once, in the background, when this machine has none: so that all can be read while the database is down. */
  readonly warm?: boolean;
}

/** How often the log is looked at; an act in this process wakes at once. */
const LOOK_MS = 400;
const VIEWS_EVERY_MS = 60_000, AFTER_A_FAULT_MS = 2_000;

/** Kept beside the pages. */
interface State { readonly origin: string; readonly cursors: Cursors; readonly day: PlainDate | null; readonly sites: readonly KnownSite[] }

/**
 * The portal of one process: serves finished pages, has those made that are missing, and follows the log so that every page is made again within a
 * second of a change. Never asks who reads.
 */
export class Portal {
  readonly pages: FinishedPages;
  readonly views: Views;
  readonly #env: PortalEnvironment;
  readonly #making: Making;
  #known: KnownSites = { map: siteMap([]), rows: new Map() };
  readonly #underWay = new Map<string, Promise<Answer>>();
  #cursors: Cursors = {};
  #day: PlainDate | null = null;
  readonly #stopping = new AbortController();
  #woken: (() => void) | null = null;
  #looking: Promise<void> = Promise.resolve();
  #going: Promise<void> | null = null;
  #warming: Promise<void> | null = null;

  constructor(env: PortalEnvironment) {
    this.#env = env;
    this.views = new Views(env);
    this.pages = new FinishedPages(env.folder, createHash('sha256').update(`${env.build}\n${env.mode}`).digest('hex').slice(0, 16));
    this.#making = new Making(env, this.pages, () => this.#known);
  }

  get sites(): SiteMap { return this.#known.map; }
  reading(site: KnownSite, language: Language): Reading { return this.#making.reading(site, language); }
  frame(reading: Reading): Promise<SiteFrame> { return this.#making.frame(reading); }

  /** Follows what happened, for as long as the process lives. */
  async start(): Promise<void> {
    await this.prepare();
    this.#going = this.#run();
    if (this.#env.warm) this.#warming = warm(this, this.#stopping.signal).catch((error: unknown) => this.#env.log.warn('not every public page could be made beforehand; the others are made when somebody asks', { error }));
  }
  /** Reads which sites there are, and what happened since the last time. Pages name the origin: with another one they are made anew. */
  async prepare(): Promise<void> {
    const { db, clock, origin } = this.#env, state = this.pages.recall<State>('state.json');
    if (state && state.origin === origin()) { this.#cursors = state.cursors; this.#day = state.day; this.#known = { map: siteMap(state.sites), rows: new Map() }; }
    else {
      this.pages.forget(this.pages.keys());
      this.#cursors = await endOfLog(db);
      this.#day = clock.today();
    }
    await this.#again(new Set((await this.#readSites()).map(tagOf.site)), []);
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
    const mark = req.url.indexOf('?'), path = mark < 0 ? req.url : req.url.slice(0, mark), { byHost } = this.sites, own = byHost.size ? byHost.get((req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')) : undefined;
    const page = this.pages.get(own ? addressIn(own, path) : path);
    if (!page || !sendKept(this.pages, path, page, req, res, this.#env.https)) return false;
    if (page.counts && res.statusCode === 200 && req.method === 'GET') this.views.count(page.counts as Id, req.headers['user-agent']);
    return true;
  }

  /** The page at an address of a host, made now if it is not there. Throws what the database throws. */
  async answer(host: string, path: string): Promise<Answer> {
    const top = ofNoSite(path), resolved = resolve(this.sites, host, path);
    if (!top && resolved?.kind === 'moved') return resolved;
    const key = top ? path : resolved?.kind === 'page' ? resolved.key : null;
    if (!key) return { kind: 'none' };
    const kept = this.pages.get(key);
    if (kept && this.pages.body(kept, null)) return { kind: 'kept', key, page: kept };
    // many who ask for a missing page at once cost one page
    const going = this.#underWay.get(key) ?? this.#making.make(path, resolved).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, going);
    return going;
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
        await delay(AFTER_A_FAULT_MS, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
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
      this.#making.touched(tags);
      await this.#again(tags, items);
    }
    if (!any && today === this.#day) return;
    this.#cursors = cursors;
    this.#day = today;
    this.#save();
  }

  async #again(tags: ReadonlySet<string>, items: readonly Id[]): Promise<void> {
    const keys = new Set(this.pages.tagged(tags));
    // what is new is written before anybody asks
    for (const item of await publicItemsById(this.#env.db, items)) { const place = this.#making.place(item.organisation_id, item.path); if (place) keys.add(addressIn(place.site, place.path)); }
    for (const key of keys) {
      if (this.#stopping.signal.aborted) return;
      await this.#remake(key);
    }
  }

  /** Makes the page at an address again; one that is no more is forgotten. */
  async #remake(key: string): Promise<void> {
    const { host, path } = split(key);
    if (isShort(path)) return; // made with the page it stands for
    try {
      const made = await this.#making.make(path, resolve(this.sites, host, path));
      if (made.kind !== 'kept') this.pages.forget([key]);
    } catch (error) {
      this.pages.forget([key]);
      this.#env.log.warn('a public page could not be made again; it is made when somebody asks', { path, error });
    }
  }

  /** Gives whose pages stand elsewhere now. */
  async #readSites(): Promise<readonly Id[]> {
    const before = this.#known;
    this.#known = await readSites(this.#env.db, this.#env.clock.today());
    this.#making.forgetFrames();
    return movedSites(before.map, this.#known.map);
  }
  #save(): void { this.pages.remember('state.json', { origin: this.#env.origin(), cursors: this.#cursors, day: this.#day, sites: [...this.sites.byOrganisation.values()] } satisfies State); }
}
