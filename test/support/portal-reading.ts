import { htmlFaults } from './html.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { ensureSite } from '#features/sites/actions/ensure-site.ts';
import { matchPattern, moreLiteral, pattern } from '#features/sites/rules/pattern.ts';
import type { HtmlPage, Language, Made, PortalPart, Reading } from '#features/sites/portal-part.ts';
import type { TestActing } from './acting.ts';

/** What a maker of public pages gets in a test: the site of an organisation on a day, without files unless given. */
export async function readingOf(t: TestActing, db: Database, organisationId: Id, options: { readonly today?: string; readonly language?: Language; readonly files?: FileStore } = {}): Promise<Reading> {
  const site = await t.run((a) => ensureSite(a, organisationId)), today = plainDate(options.today ?? '2026-11-20'), language = options.language ?? 'vi', base = site.was_root ? '' : `/${site.slug}`;
  const at = (path: string): string => `${base}${language === 'en' ? '/en' : ''}${path === '/' && (base || language === 'en') ? '' : path}`;
  return { db, files: options.files ?? ({} as FileStore), now: new Date(`${today}T03:00:00Z`), today, mode: 'real', site, language, at, absolute: (address) => `https://lamgiang.example${address}` };
}

/** The page at a path as the machinery would find its maker; null: there is none. */
export async function makePage(part: PortalPart, reading: Reading, path: string): Promise<Made | null> {
  const kinds = part.pages.map((kind) => ({ kind, shape: pattern(kind.pattern) })).sort((a, b) => moreLiteral(a.shape, b.shape));
  for (const { kind, shape } of kinds) { const params = matchPattern(shape, path); if (params) return kind.make(reading, params); }
  return null;
}
export async function htmlOf(part: PortalPart, reading: Reading, path: string): Promise<HtmlPage & { readonly text: string }> {
  const made = await makePage(part, reading, path);
  if (made?.kind !== 'html') throw new Error(`no page at ${path}`);
  return { ...made, text: String(await (made.content as never)) };
}

/** Every path that a part lists for a site: there is a page at it, and its HTML is valid. */
export async function listedFaults(part: PortalPart, reading: Reading): Promise<string[]> {
  const faults: string[] = [], paths = new Set<string>();
  for (const kind of part.pages) for (const path of (await kind.list?.(reading)) ?? []) paths.add(path);
  for (const path of paths) {
    const made = await makePage(part, reading, path);
    if (!made) faults.push(`${path}: no page`);
    if (made?.kind === 'html') faults.push(...await contentFaults(made).then((some) => some.map((fault) => `${path} ${fault}`)));
  }
  return faults;
}
export const contentFaults = async (page: HtmlPage): Promise<string[]> => htmlFaults(`<!doctype html>\n<html lang="vi"><head><title>Trang</title></head><body><main>\n${String(await (page.content as never))}</main></body></html>`);
