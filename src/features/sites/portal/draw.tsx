import { words } from '#locales/index.ts';
import type { PageToKeep } from '#platform/pages/finished.ts';
import { portalPage } from '#ui/portal.tsx';
import { publicItem } from '../store.ts';
import { tagOf, type FilePage, type HtmlPage, type Reading } from '../portal-part.ts';
import { frameOf, pathIn, type SiteFrame } from './frame.tsx';
import { feedPath } from './kinds.ts';

/** Where the page stands within its site, and whether feeds are made of it. */
export interface Standing { readonly path: string; readonly feeds: string | null }

/** A page as it is kept: its bytes, and everything it was made from. */
export async function draw(page: HtmlPage | FilePage, reading: Reading, around: SiteFrame, standing: Standing): Promise<PageToKeep> {
  if (page.kind === 'file')
    return { bytes: page.bytes, mediaType: page.mediaType, status: 200, tags: [...new Set(page.tags)], modified: page.modified ?? null, download: page.download ?? null, counts: null, pictures: [] };
  const text = await drawHtml(page, reading, around, standing);
  return {
    bytes: new TextEncoder().encode(text), mediaType: 'text/html; charset=utf-8', status: page.status === 410 ? 410 : 200, modified: page.modified ?? null, download: null, counts: page.item ?? reading.site.organisation_id,
    tags: [...new Set([...page.tags, ...around.tags, ...(reading.mode === 'demo' ? [tagOf.day] : [])])], pictures: [...new Set([...text.matchAll(/\/anh\/([0-9a-f]{64})-/g)].map((match) => match[1]!))],
  };
}

/** The whole page as text. */
export async function drawHtml(page: HtmlPage, reading: Reading, around: SiteFrame, { path, feeds }: Standing): Promise<string> {
  const say = words(reading.language), item = page.item ? await publicItem(reading.db, page.item) : null, gone = page.status === 410 || page.status === 404;
  const title = page.title || say['portal.home'];
  const text = portalPage(frameOf(around, reading, page), {
    title, description: page.description ?? null, content: page.content, canonical: gone || page.unlisted ? null : reading.absolute(reading.at(path)), unlisted: Boolean(page.unlisted) || gone,
    card: item && !gone ? { url: reading.absolute(reading.at(`/the/${item.id}.png`)), width: 1200, height: 630, alt: item.title } : null,
    article: item ? { published: item.published_at, modified: item.updated_at } : null,
    alternates: Object.entries(page.languages ?? {}).map(([language, at]) => ({ language: language as 'vi' | 'en', href: reading.absolute(pathIn(reading, language as 'vi' | 'en', at)) })),
    feeds: feeds === null ? [] : [{ href: reading.at(feedPath(feeds, 'atom')), title, type: 'application/atom+xml' }, { href: reading.at(feedPath(feeds, 'json')), title, type: 'application/feed+json' }],
    ...(page.data ? { data: page.data } : {}),
  });
  return reading.site.host ? fromOwnHost(text, reading) : text;
}

/** On a host of its own a site's links to itself name it; those that name no host lead to other sites, which are not there. */
const fromOwnHost = (text: string, { absolute }: Reading): string => text.replace(/(<a\b[^<>]*? href=")(\/(?!\/|assets\/|anh\/|x\/)[^"]*)"/g, (_, before: string, address: string) => `${before}${absolute(address)}"`);
