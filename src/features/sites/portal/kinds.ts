import { firstWord, matchPattern, moreLiteral, pattern, type Pattern } from '../rules/pattern.ts';
import { portalParts, type Language, type PageKind, type PortalPart } from '../portal-part.ts';
import { feedFile, type FeedFormat } from './feeds.ts';

/** Every kind of page of every noun, and the feeds of those that are lists, in the order in which they are tried. */
export interface Kind { readonly part: PortalPart; readonly kind: PageKind; readonly pattern: Pattern }

let made: { readonly of: readonly PortalPart[]; readonly within: readonly Kind[]; readonly root: readonly Kind[] } | null = null;

function kinds(): NonNullable<typeof made> {
  const parts = portalParts();
  if (made?.of === parts) return made;
  const sorted = (all: readonly Kind[]): Kind[] => [...all].sort((a, b) => moreLiteral(a.pattern, b.pattern));
  return (made = {
    of: parts,
    within: sorted(parts.flatMap((part) => part.pages.flatMap((kind) => [kind, ...feedsOf(kind)].map((one) => ({ part, kind: one, pattern: pattern(one.pattern) }))))),
    root: sorted(parts.flatMap((part) => (part.root ?? []).map((kind) => ({ part, kind, pattern: pattern(kind.pattern) })))),
  });
}

export interface Found { readonly kind: PageKind; readonly part: PortalPart; readonly params: Record<string, string> }
function find(among: readonly Kind[], path: string): Found | null {
  for (const { kind, part, pattern: shape } of among) {
    const params = matchPattern(shape, path);
    if (params) return { kind, part, params };
  }
  return null;
}
export const pageKindAt = (path: string): Found | null => find(kinds().within, path);
/** Is there such a page in this language? Search answers in both. */
export const isIn = (language: Language, path: string): boolean => portalParts().some((part) => part.dynamic?.some((page) => page.path === path)) || (pageKindAt(path)?.kind.languages ?? ['vi']).includes(language);
export const rootKindAt = (path: string): Found | null => find(kinds().root, path);
export const allKinds = (): readonly Kind[] => kinds().within;
/** Words with which addresses of pages begin; they may name no site. */
export const firstWords = (): ReadonlySet<string> => new Set([...kinds().within, ...kinds().root].map((one) => firstWord(one.pattern)).filter((word) => word !== null));

/** '/tin-bai' has '/feeds/tin-bai.atom' and '/feeds/tin-bai.json'. */
export const feedPath = (path: string, format: FeedFormat): string => `/feeds${path}.${format}`;
const feedsOf = (kind: PageKind): PageKind[] => (kind.feed ? (['atom', 'json'] as const).map((format) => ({
  pattern: feedPath(kind.pattern, format), ...(kind.languages ? { languages: kind.languages } : {}),
  make: async (reading, params) => { const feed = await kind.feed!(reading, params); return feed && feedFile(reading, feed, fillIn(kind.pattern, params), format); },
  ...(kind.list ? { list: async (reading) => (await kind.list!(reading)).map((path) => feedPath(path, format)) } : {}),
} satisfies PageKind)) : []);

const fillIn = (text: string, params: Readonly<Record<string, string>>): string => text.replace(/:([a-z]+)/gi, (whole, name: string) => params[name] ?? whole);
