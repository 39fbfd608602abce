import type { Id } from '#kernel/id.ts';
import { foldExact } from '#kernel/vietnamese.ts';

/** Somebody who can read the subject and so may be named. `handle` is what stands behind the "@". */
export interface Mentionable { readonly accountId: Id; readonly name: string; readonly title: string; readonly unit: string; readonly userName: string; readonly handle: string }

/** The name alone where nobody shares it, else with the unit, else with the sign-in name. */
export function withHandles(people: readonly Omit<Mentionable, 'handle'>[]): Mentionable[] {
  const count = (of: (one: Omit<Mentionable, 'handle'>) => string) => {
    const seen = new Map<string, number>();
    for (const one of people) seen.set(foldExact(of(one)), (seen.get(foldExact(of(one))) ?? 0) + 1);
    return (text: string) => seen.get(foldExact(text))!;
  };
  const withUnit = (one: Omit<Mentionable, 'handle'>) => `${one.name} (${one.unit})`, named = count((one) => one.name), placed = count(withUnit);
  return people.map((one) => ({ ...one, handle: named(one.name) === 1 ? one.name : placed(withUnit(one)) === 1 ? withUnit(one) : `${one.name} (${one.userName})` }));
}

export interface Resolved {
  /** The text with every mention spelled as its handle. */
  readonly body: string;
  readonly mentions: readonly Id[];
  /** A sentence for each "@" behind which stands nobody, or more than one. */
  readonly problems: readonly string[];
}

/** Who is meant by each "@…". An "@" inside a word (an e-mail address) names nobody, nor does one before a small letter that begins no name. */
export function resolveMentions(body: string, people: readonly Mentionable[]): Resolved {
  const known = people.toSorted((a, b) => b.handle.length - a.handle.length), mentions: Id[] = [], problems: string[] = [];
  let text = '', from = 0;
  for (const match of body.matchAll(/(?<![\p{L}\p{N}._-])@/gu)) {
    const at = match.index + 1;
    if (at <= from) continue;
    const found = known.find((one) => beginsWith(body, at, one.handle));
    if (found) {
      text += `${body.slice(from, at)}${found.handle}`;
      from = at + found.handle.length;
      mentions.push(found.accountId);
    } else if (/^\p{Lu}/u.test(body.slice(at))) problems.push(problemOf(body.slice(at), people));
  }
  return { body: text + body.slice(from), mentions: [...new Set(mentions)], problems };
}

function beginsWith(body: string, at: number, handle: string): boolean {
  const written = body.slice(at, at + handle.length), next = body.slice(at + handle.length, at + handle.length + 1);
  return foldExact(written) === foldExact(handle) && written.length === handle.length && !/[\p{L}\p{N}]/u.test(next);
}

function problemOf(rest: string, people: readonly Mentionable[]): string {
  const sharing = people.filter((one) => one.handle !== one.name && foldExact(rest).startsWith(foldExact(one.name)));
  if (sharing.length) return `Có ${sharing.length} người tên “${sharing[0]!.name}”. Hãy ghi ${sharing.slice(0, 4).map((one) => `@${one.handle}`).join(' hoặc ')}.`;
  const name = /^(?:\p{Lu}[\p{L}]*)(?: \p{Lu}[\p{L}]*){0,4}/u.exec(rest)?.[0] ?? rest.slice(0, 20);
  return `Không có ai tên “${name}” trong những người xem được nội dung này. Hãy chọn tên trong danh sách, hoặc bỏ dấu @ nếu không nhắc ai.`;
}
