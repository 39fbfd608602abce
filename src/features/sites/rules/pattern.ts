/** Patterns of pages: '/thu-tuc/:slug', '/ban-tin/:slug.pdf', '/sitemap-:page.xml'. A name stands for at least one sign of one part of a path; what stands before and after it in that part is literal. */
interface Part { readonly name: string | null; readonly before: string; readonly after: string }
export interface Pattern { readonly parts: readonly Part[] }

export function pattern(text: string): Pattern {
  return { parts: text.split('/').slice(1).map((part) => {
    const named = /^([^:]*):([a-z]+)(.*)$/i.exec(part);
    return named ? { name: named[2]!, before: named[1]!, after: named[3]! } : { name: null, before: part, after: '' };
  }) };
}

/** The named parts, or null when the path has another shape. */
export function matchPattern({ parts }: Pattern, path: string): Record<string, string> | null {
  const given = path.split('/').slice(1), found: Record<string, string> = {};
  if (given.length !== parts.length) return null;
  for (const [index, { name, before, after }] of parts.entries()) {
    const part = given[index]!;
    if (name === null) { if (part !== before) return null; continue; }
    if (part.length <= before.length + after.length || !part.startsWith(before) || !part.endsWith(after)) return null;
    found[name] = part.slice(before.length, part.length - after.length);
  }
  return found;
}

/** Of patterns that both match the one with more literal text comes first: '/thu-tuc/cpsv-ap.ttl' before '/thu-tuc/:slug'. */
export const moreLiteral = (a: Pattern, b: Pattern): number => literal(b) - literal(a);
const literal = ({ parts }: Pattern): number => parts.reduce((sum, part) => sum + (part.name === null ? 1000 : part.before.length + part.after.length), 0);
/** What an address of this shape begins with, when that is always the same: 'thu-tuc'. */
export const firstWord = ({ parts }: Pattern): string | null => (parts[0]?.before ? parts[0].before.replace(/^\./, '').replace(/[.-].*$/, (rest) => (parts[0]!.name === null && rest.startsWith('-') ? rest : '')) : null);
