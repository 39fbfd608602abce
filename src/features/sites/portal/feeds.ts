import { escapeHtml } from '#kernel/escape-html.ts';
import { createHash } from 'node:crypto';
import type { FilePage, Feed, Reading } from '../portal-part.ts';
import { siteTitle } from '../rules/address.ts';
import { itemAddress, sitePlaces } from '../store.ts';

export type FeedFormat = 'atom' | 'json';
const TYPES: Readonly<Record<FeedFormat, string>> = { atom: 'application/atom+xml; charset=utf-8', json: 'application/feed+json; charset=utf-8' };

/** Atom (RFC 4287) or JSON Feed 1.1 of a list. `path`: of the list within its site. */
export async function feedFile(reading: Reading, feed: Feed, path: string, format: FeedFormat): Promise<FilePage> {
  const places = await sitePlaces(reading.db, feed.items.map((item) => item.organisation_id), reading.today);
  const entries = feed.items.flatMap((item) => {
    const place = places.get(item.organisation_id);
    return place ? [{ ...item, url: reading.absolute(itemAddress(place, item)), id: `urn:uuid:${item.id}`, updated: item.updated_at ?? item.published_at, author: siteTitle(place) }] : [];
  });
  const modified = entries.reduce<Date | null>((latest, entry) => (!latest || entry.updated > latest ? entry.updated : latest), null);
  const self = reading.absolute(reading.at(`/feeds${path}.${format}`)), home = reading.absolute(reading.at(path)), id = feedId(`${reading.site.organisation_id} ${reading.language} ${path}`);
  const text = format === 'json'
    ? JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1', title: feed.title, home_page_url: home, feed_url: self, language: reading.language,
      items: entries.map((entry) => ({ id: entry.id, url: entry.url, title: entry.title, summary: entry.summary, content_text: entry.summary || entry.title, date_published: entry.published_at.toISOString(), ...(entry.updated_at ? { date_modified: entry.updated_at.toISOString() } : {}), language: entry.language, authors: [{ name: entry.author }] })),
    }, null, 1)
    : ['<?xml version="1.0" encoding="utf-8"?>', `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${reading.language}">`,
      `<title>${xml(feed.title)}</title>`, `<id>${id}</id>`, `<updated>${(modified ?? new Date(0)).toISOString()}</updated>`, `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`, `<link rel="alternate" type="text/html" href="${xml(home)}"/>`,
      `<author><name>${xml(siteTitle(reading.site))}</name></author>`,
      ...entries.map((entry) => `<entry xml:lang="${entry.language}"><id>${xml(entry.id)}</id><title>${xml(entry.title)}</title><link rel="alternate" type="text/html" href="${xml(entry.url)}"/><published>${entry.published_at.toISOString()}</published><updated>${entry.updated.toISOString()}</updated><author><name>${xml(entry.author)}</name></author><summary>${xml(entry.summary)}</summary></entry>`),
      '</feed>', ''].join('\n');
  return { kind: 'file', bytes: new TextEncoder().encode(text), mediaType: TYPES[format], tags: feed.tags, ...(modified ? { modified } : {}) };
}

/** The same for ever, also when the site moves to another host (RFC 4287 §4.2.6). */
function feedId(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`; // version 8: ours (RFC 9562 §5.8)
}

/** As text or in an attribute; signs that XML 1.0 (§2.2) does not know are left out. */
export const xml = (text: string): string => escapeHtml(text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
