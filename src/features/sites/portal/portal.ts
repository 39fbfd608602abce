import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Log } from '#platform/log.ts';
import { FinishedPages } from '#platform/pages/finished.ts';
import { sendKept } from '#platform/pages/send.ts';
import { tagOf, type Language, type Reading } from '../portal-part.ts';
import { inLanguage } from '../rules/address.ts';
import { addressIn, resolve, siteMap, type KnownSite, type SiteMap } from '../rules/resolve.ts';
import { publicItemsById } from '../store.ts';
import { split } from './addresses.ts';
import { isUnreachable } from '#platform/db/away.ts';
import { changesSince, endOfLog, type Cursors } from './changes.ts';
import type { SiteFrame } from './frame.tsx';
import { movedSites, readSites, type KnownSites } from './known-sites.ts';
import { isShort, Making, ofNoSite, type Answer, type MakingEnvironment } from './making.ts';
import { Views } from './views.ts';
import { beginAgain, warm } from './warm.ts';

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
/** So long are pages made again before the log is looked at again, and so long are readers let before each of them. */
const SLICE_MS = 400, PAUSE_MS = 3;
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
  #knows = false;
  readonly #underWay = new Map<string, Promise<Answer>>();
  #cursors: Cursors = {};
  #day: PlainDate | null = null;
  #unsaved = false;
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
    const state = this.pages.recall<State>('state.json');
    if (state) this.#known = { map: siteMap(state.sites), rows: new Map() }; // where they were, until the database is there to be asked
  }

  /** Was the database asked which sites there are? Before, only finished pages are to be had. */
  get knows(): boolean { return this.#knows; }
  get sites(): SiteMap { return this.#known.map; }
  reading(site: KnownSite, language: Language): Reading { return this.#making.reading(site, language); }
  frame(reading: Reading): Promise<SiteFrame> { return this.#making.frame(reading); }

  /** Follows what happened, for as long as the process lives. */
  async start(): Promise<void> {
    await this.prepare();
    this.#going = this.#run();
    if (this.#env.warm) this.#warming = warm(this, this.#stopping.signal, (path, error) => this.#env.log.warn('a public page could not be made beforehand; it is made when somebody asks', { path, error: error as Error })).catch((error: unknown) => this.#env.log.warn('not every public page could be made beforehand; the others are made when somebody asks', { error }));
  }
  /** Reads which sites there are, and what happened since the last time. Pages name the origin: with another one they are made anew. */
  async prepare(): Promise<void> {
    const { db, clock, origin } = this.#env, state = this.pages.recall<State>('state.json');
    if (state && state.origin === origin()) { this.#cursors = state.cursors; this.#day = state.day; this.#known = { map: siteMap(state.sites), rows: new Map() }; }
    else {
      this.#cursors = await endOfLog(db);
      this.pages.forget(this.pages.keys());
      beginAgain(this);
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
    const key = own && !ofNoSite(path) ? addressIn(own, path) : path, page = this.pages.get(key);
    if (!page || this.pages.isOutdated(key) || !sendKept(this.pages, path, page, req, res, this.#env.https)) return false;
    if (page.counts && res.statusCode === 200 && req.method === 'GET') this.views.count(page.counts as Id, req.headers['user-agent']);
    return true;
  }

  /** The page at an address of a host, made now if it is not there. Throws what the database throws. */
  async answer(host: string, path: string): Promise<Answer> {
    const top = ofNoSite(path), resolved = resolve(this.sites, host, path);
    if (!top && resolved?.kind === 'moved') return resolved;
    const key = top ? path : resolved?.kind === 'page' ? resolved.key : null;
    if (!key) return { kind: 'none' };
    const kept = this.pages.get(key), there = kept && this.pages.body(kept, null) ? { kind: 'kept' as const, key, page: kept } : null;
    if (there && !this.pages.isOutdated(key)) return there;
    // many who ask for a missing page at once cost one page
    const going = this.#underWay.get(key) ?? this.#making.make(path, resolved).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, going);
    try {
      const made = await going;
      if (made.kind !== 'kept') this.pages.forget([key]);
      return made;
    } catch (error) {
      if (there && isUnreachable(error)) return there; // better as it was than not at all
      throw error;
    }
  }

  // —— following ——

  async #run(): Promise<void> {
    let views = Date.now(), away = false;
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((tell) => { this.#woken = tell; });
      await Promise.race([delay(this.pages.outdated.size ? PAUSE_MS : LOOK_MS, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {}), woken]);
      if (this.#stopping.signal.aborted) return;
      try {
        await this.followOnce();
        away = false;
        if (Date.now() - views >= VIEWS_EVERY_MS) { views = Date.now(); await this.views.write(); }
      } catch (error) {
        if (!away) this.#env.log.warn('public pages could not follow the log; they are tried again', { error });
        away = isUnreachable(error);
        await delay(AFTER_A_FAULT_MS, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
      }
    }
  }

  /** Everything that happened until now: the pages it touches are made again, one look after the other; very many of them in several, and each at once when somebody asks for it. */
  followOnce(): Promise<void> {
    const look = this.#looking.then(() => this.#follow());
    this.#looking = look.catch(() => {});
    return look;
  }
  async #follow(): Promise<void> {
    const { db, clock } = this.#env, { cursors, any, items, sites, ...found } = await changesSince(db, this.#cursors), tags = new Set(found.tags), today = clock.today();
    if (today !== this.#day) tags.add(tagOf.day);
    if (sites) for (const id of await this.#readSites()) tags.add(tagOf.site(id));
    for (const id of await this.#menusTurned(tags)) tags.add(tagOf.site(id));
    if (tags.size) {
      this.#making.touched(tags);
      await this.#again(tags, items);
    }
    if (any || today !== this.#day || this.#unsaved) {
      this.#cursors = cursors;
      this.#day = today;
      this.#save();
    }
    await this.#catchUp();
  }

  /** Sites that something happened to, whose menus are others now. */
  async #menusTurned(tags: ReadonlySet<string>): Promise<Id[]> {
    const { menus } = this.#making, { root, byOrganisation } = this.sites, asked = new Set<Id>(tags.has(tagOf.day) ? menus.sites() : []), turned: Id[] = [];
    for (const tag of tags) {
      const named = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(tag)?.[0] as Id | undefined;
      if (named && byOrganisation.has(named)) asked.add(named); else if (root && tag.startsWith('all:')) asked.add(root.organisationId);
    }
    for (const id of asked) {
      const site = byOrganisation.get(id);
      if (site && !tags.has(tagOf.site(id)) && (await menus.differ(id, (language) => this.reading(site, language)))) turned.push(id);
    }
    return turned;
  }

  /** What is touched is out of date from now on; what is new is written before anybody asks. */
  async #again(tags: ReadonlySet<string>, items: readonly Id[]): Promise<void> {
    const fresh = (await publicItemsById(this.#env.db, items)).flatMap((item) => { const place = this.#making.place(item); return place ? [addressIn(place.site, inLanguage(place.language, place.path))] : []; });
    const touched = this.pages.tagged(tags), depth = new Map(touched.map((key) => [key, key.split('/').length]));
    this.pages.outdate([...fresh, ...touched]);
    // first what most people read; the short address of a page is made with it
    await this.#remakeSome([...fresh, ...touched.filter((key) => !isShort(key)).sort((a, b) => depth.get(a)! - depth.get(b)!)]);
  }
  /** What was left of a change that touched very many. */
  async #catchUp(): Promise<void> { if (this.pages.outdated.size) await this.#remakeSome(this.pages.outdated); }

  async #remakeSome(keys: Iterable<string>): Promise<void> {
    const until = Date.now() + SLICE_MS;
    for (const key of keys) {
      if (this.#stopping.signal.aborted || Date.now() > until) return;
      if (this.pages.isOutdated(key)) await this.#remake(key);
    }
  }

  /** Makes the page at an address again; one that is no more is forgotten. */
  async #remake(key: string): Promise<void> {
    const { host, path } = split(key);
    try {
      await this.#making.make(path, resolve(this.sites, host, path));
      if (this.pages.isOutdated(key)) this.pages.forget([key]); // was not made: it is no more, or stands elsewhere
    } catch (error) {
      if (isUnreachable(error)) throw error;
      this.pages.forget([key]);
      this.#env.log.warn('a public page could not be made again; it is made when somebody asks', { path, error });
    }
  }

  /** Gives whose pages stand elsewhere now. */
  async #readSites(): Promise<readonly Id[]> {
    const before = this.#known;
    this.#known = await readSites(this.#env.db, this.#env.clock.today());
    this.#knows = true;
    this.#making.forgetFrames();
    return movedSites(before.map, this.#known.map);
  }
  /** What cannot be written on a full disk is written when there is room again. */
  #save(): void {
    this.#unsaved = true;
    this.pages.remember('state.json', { origin: this.#env.origin(), cursors: this.#cursors, day: this.#day, sites: [...this.sites.byOrganisation.values()] } satisfies State);
    this.#unsaved = false;
  }
}
