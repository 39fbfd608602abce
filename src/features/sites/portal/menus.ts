import type { Id } from '#kernel/id.ts';
import { LANGUAGES, type Language } from '#locales/index.ts';
import type { FinishedPages } from '#platform/pages/finished.ts';
import { portalParts, type MenuEntry, type Reading } from '../portal-part.ts';

/** The entries of a site's menu: a noun stands there as long as it shows something. */
export async function menuOf(reading: Reading): Promise<readonly MenuEntry[]> {
  const entries = portalParts().flatMap((part) => part.menu ?? []).sort((a, b) => a.order - b.order), present = await Promise.all(entries.map((entry) => entry.present(reading)));
  return entries.filter((_, index) => present[index]);
}

const FILE = 'menus.json', BEING_ASKED = '?';

/**
 * Which entries stand in the menus of finished pages. A menu stands on every page of its site and changes seldom: so what it was made from is no tag
 * of theirs; it is compared with what it would be now whenever something of the site is touched. Kept beside the pages, never later than they are.
 */
export class Menus {
  readonly #pages: FinishedPages;
  readonly #known: Record<string, string>;

  constructor(pages: FinishedPages) {
    this.#pages = pages;
    this.#known = pages.recall<Record<string, string>>(FILE) ?? {};
  }

  /** The menu as pages that are made now will show it. */
  async ask(reading: Reading): Promise<readonly MenuEntry[]> {
    const name = nameOf(reading.site.organisation_id, reading.language), before = this.#known[name];
    this.#known[name] = BEING_ASKED; // what changes meanwhile changes it
    const menu = await menuOf(reading).catch((error: unknown) => { if (before === undefined) delete this.#known[name]; else this.#known[name] = before; throw error; });
    this.#known[name] = said(menu);
    if (before !== said(menu)) try { this.#pages.remember(FILE, this.#known); } catch { /* a full disk: it is kept with the next one */ }
    return menu;
  }
  /** Sites with a menu on some page. */
  sites(): Set<Id> { return new Set(Object.keys(this.#known).map((name) => name.split(' ')[0] as Id)); }
  /** Does a page of this site show another menu than it would have now? */
  async differ(organisationId: Id, reading: (language: Language) => Reading): Promise<boolean> {
    for (const language of LANGUAGES) { const shown = this.#known[nameOf(organisationId, language)]; if (shown !== undefined && shown !== said(await menuOf(reading(language)))) return true; }
    return false;
  }
}

const nameOf = (organisationId: Id, language: Language): string => `${organisationId} ${language}`;
const said = (menu: readonly MenuEntry[]): string => menu.map(({ path }) => path).join(' ');
