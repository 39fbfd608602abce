/** Patterns of pages: '/thu-tuc/:slug', '/ban-tin/:slug.pdf'. A name stands for one part of a path without slashes; what follows the name in its part is literal. */
export interface Pattern { readonly parts: readonly { readonly name: string | null; readonly text: string }[] }

export function pattern(text: string): Pattern {
  return { parts: text.split('/').slice(1).map((part) => {
    const named = /^:([a-z]+)(.*)$/i.exec(part);
    return named ? { name: named[1]!, text: named[2]! } : { name: null, text: part };
  }) };
}

/** The named parts, or null when the path has another shape. */
export function matchPattern({ parts }: Pattern, path: string): Record<string, string> | null {
  const given = path.split('/').slice(1), found: Record<string, string> = {};
  if (given.length !== parts.length) return null;
  for (const [index, { name, text }] of parts.entries()) {
    const part = given[index]!;
    if (name === null) { if (part !== text) return null; continue; }
    if (!part.endsWith(text) || part.length === text.length) return null;
    found[name] = part.slice(0, part.length - text.length);
  }
  return found;
}

/** Of patterns that both match the one with more literal text comes first: '/thu-tuc/cpsv-ap.ttl' before '/thu-tuc/:slug'. */
export const moreLiteral = (a: Pattern, b: Pattern): number => literal(b) - literal(a);
const literal = ({ parts }: Pattern): number => parts.reduce((sum, part) => sum + (part.name === null ? 1000 : part.text.length), 0);
