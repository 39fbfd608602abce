import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { filesSentBy } from '#features/files/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { isShownPicture } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PrintContent } from './rules/fields.ts';
import type { PrintKind } from './rules/kinds/index.ts';

/** Pictures that a design names, with the fields that name them. */
export const picturesIn = (kind: PrintKind, content: PrintContent, logo: string | null): readonly (readonly [field: string, sha256: string])[] =>
  [...(logo ? [['logo', logo] as const] : []), ...kind.fields.flatMap((field) => (field.type === 'picture' && content[field.name] ? [[field.name, content[field.name] as string] as const] : []))];

/** Those of these pictures that a unit may put on a design: what it or who it follows has sent, and what everybody sees on a page. To know the number of a file is no right to it. */
export async function usablePictures(db: Reader, unit: Id, today: PlainDate, sha256s: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(sha256s)].filter((one) => /^[0-9a-f]{64}$/.test(one));
  if (!wanted.length) return new Set();
  const units = await standsFor(db, unit, today), tree = await organisationTree(db, today), shards = new Set(units.map((id) => tree.latest(id)?.shard ?? 0));
  const sent = new Set((await Promise.all([...shards].map((shard) => filesSentBy(db, shard, units, wanted)))).flat().filter((row) => row.previewable).map((row) => row.sha256));
  for (const one of wanted) if (!sent.has(one) && (await isShownPicture(db, one))) sent.add(one);
  return sent;
}
