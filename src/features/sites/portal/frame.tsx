import type { Child } from 'hono/jsx';
import { formatDate } from '#kernel/plain-date.ts';
import { fill, words, type Language } from '#locales/index.ts';
import type { PortalFrame } from '#ui/portal.tsx';
import { portalParts, tagOf, type HtmlPage, type MenuEntry, type Reading } from '../portal-part.ts';
import { inLanguage } from '../rules/address.ts';
import { addressIn, type SiteMap } from '../rules/resolve.ts';

/** What stands around the pages of one site in one language, and what it was made from; the same for all of them but the entry of the menu. */
export interface SiteFrame { readonly frame: Omit<PortalFrame, 'menu' | 'other' | 'demo'>; readonly menu: readonly { readonly path: string; readonly label: string }[]; readonly tags: readonly string[] }

export async function siteFrame(reading: Reading, sites: SiteMap, menu: readonly MenuEntry[]): Promise<SiteFrame> {
  const { site, language } = reading, say = words(language), parts = portalParts();
  const feet = (await Promise.all(parts.map((part) => part.foot?.(reading)))).filter((piece) => piece !== null && piece !== undefined);
  const searchable = parts.some((part) => part.dynamic?.some((page) => page.path === '/tim-kiem'));
  return {
    frame: {
      language, tone: site.tone, site: site.name, kicker: site.kicker || null, home: reading.at('/'), search: searchable ? reading.at('/tim-kiem') : null,
      links: { accessibility: reading.at('/tro-nang'), siteMap: reading.at('/so-do-trang'), feeds: `${reading.at('/so-do-trang')}#nguon-cap-tin`, staff: '/lam-viec' },
      foot: <>{feet.map((piece) => piece.content)}</>, notice: notice(reading, sites),
    },
    menu: [{ path: '/', label: say['portal.home'] }, ...menu.map((entry) => ({ path: entry.path, label: entry.label[language] }))],
    tags: [tagOf.site(site.organisation_id), ...(site.archived_on && site.heir_id ? [tagOf.site(site.heir_id)] : []), ...feet.flatMap((piece) => piece.tags)],
  };
}

/** An archive says so on every page, and where one goes on. */
function notice({ site, language }: Reading, sites: SiteMap): Child {
  if (!site.archived_on) return null;
  const heir = site.heir_id ? sites.byOrganisation.get(site.heir_id) : undefined, say = words(language);
  return <p>{fill(say['portal.archive'], { day: formatDate(site.archived_on) })}{heir ? <> <a href={addressIn(heir, inLanguage(language, '/'))}>{say['portal.archive-heir']}</a></> : null}</p>;
}

/** The frame as it stands around one page. */
export const frameOf = ({ frame, menu }: SiteFrame, reading: Reading, page: Pick<HtmlPage, 'current' | 'languages'>): PortalFrame => ({
  ...frame, menu: menu.map(({ path, label }) => ({ href: reading.at(path), label, current: path === page.current })), other: otherLanguage(reading, page.languages), demo: reading.mode === 'demo' ? reading.today : false,
});

function otherLanguage(reading: Reading, languages: HtmlPage['languages']): PortalFrame['other'] {
  const language: Language = reading.language === 'vi' ? 'en' : 'vi', path = languages?.[language];
  if (path === undefined) return null;
  return { language, href: pathIn(reading, language, path) };
}

/** A path of this site in another language. */
export function pathIn(reading: Reading, language: Language, path: string): string {
  const home = reading.at('/'), base = (reading.language === 'en' ? home.replace(/\/en$/, '') : home).replace(/\/$/, ''), within = inLanguage(language, path);
  return `${base}${within === '/' ? '' : within}` || '/';
}
