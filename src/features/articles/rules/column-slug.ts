import { slugOf } from '#kernel/vietnamese.ts';

/** The place of a column on its unit's site, from its name, with a number when that is taken: "cai-cach-hanh-chinh-2". */
export function freeColumnSlug(name: string, taken: ReadonlySet<string>): string {
  const wanted = slugOf(name, 60);
  for (let count = 1; ; count++) { const slug = count === 1 ? wanted : `${wanted}-${count}`; if (!taken.has(slug)) return slug; }
}
