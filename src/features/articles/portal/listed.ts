import type { Id } from '#kernel/id.ts';
import { pathIn } from '#features/sites/portal/frame.tsx';
import type { Reading } from '#features/sites/portal-part.ts';
import { inLanguage } from '#features/sites/rules/address.ts';
import { addressOf, itemAddress, sitePlaces, type PublicItem } from '#features/sites/store.ts';
import type { ListedItem } from '#ui/portal.tsx';
import { columnsById } from '../store/reading.ts';
import type { ColumnRow } from '../store/rows.ts';

export const NEWS = '/tin-bai', COLUMNS = '/chuyen-muc';

/** Pages whose words depend on what a column is called. */
export const columnTag = (id: Id): string => `column:${id}`;

/** Where a column stands on this site: its place of today, or the one it had before another unit took it over. */
export function columnPath(column: ColumnRow, organisationId: Id): string {
  const former = column.former_places.findLast((place) => place.startsWith(`${organisationId}/`));
  return `${COLUMNS}/${column.organisation_id === organisationId || !former ? column.slug : former.slice(former.indexOf('/') + 1)}`;
}

/** Items as lines of a list on a page of this site, with the column or, for those of other units, the unit; and what that was made from. */
export async function listed(reading: Reading, items: readonly PublicItem[], { column = true, pictures = true }: { readonly column?: boolean; readonly pictures?: boolean } = {}): Promise<{ readonly items: readonly ListedItem[]; readonly tags: readonly string[] }> {
  const own = reading.site.organisation_id, columns = column ? await columnsById(reading.db, items.flatMap((item) => (item.organisation_id === own && item.collection_id ? [item.collection_id] : []))) : new Map<Id, ColumnRow>();
  const others = items.filter((item) => item.organisation_id !== own), places = others.length ? await sitePlaces(reading.db, others.map((item) => item.organisation_id), reading.today) : new Map();
  const lines = items.flatMap((item): ListedItem[] => {
    const place = places.get(item.organisation_id), of = item.collection_id ? columns.get(item.collection_id) : undefined;
    if (item.organisation_id !== own && !place) return [];
    return [{
      href: place ? itemAddress(place, item) : pathIn(reading, item.language, item.path), title: item.title, summary: item.summary || null, at: item.published_at, updated: item.updated_at, language: item.language,
      of: place ? { label: place.name, href: addressOf(place, inLanguage(item.language, '/')) } : of ? { label: of.name, href: reading.at(columnPath(of, own)) } : null,
      picture: pictures && item.picture_sha256 ? { sha256: item.picture_sha256, alt: item.picture_alt ?? '' } : null,
    }];
  });
  return { items: lines, tags: [...columns.keys()].map(columnTag) };
}
