import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { placeItems } from '#features/sites/actions/place-items.ts';
import type { ItemToPlace } from '#features/sites/actions/place-item.ts';
import { CHANGES, onDay } from '../rules/history.ts';
import { LEVELS, type ProcedureText } from '../rules/content.ts';
import { fieldsNamed, proceduresById } from '../store/catalogue.ts';
import { asEntry, versionsOf } from '../store/rows.ts';

export const procedurePath = (slug: string): string => `/thu-tuc/${slug}`;

/** Pages of the catalogue itself, which no procedure may stand in front of. */
const OWN_PAGES: ReadonlySet<string> = new Set(['a-z', 'mot-cua', 'linh-vuc', 'cpsv-ap']);

interface Shown { readonly id: Id; readonly organisationId: Id; readonly text: Pick<ProcedureText, 'name' | 'field' | 'level' | 'content'>; readonly fieldId: Id; readonly phase: 'future' | 'in-force' | 'ended'; readonly from: PlainDate }

/** How readers find a procedure: its name, and in a line what they ask first. One that has ended stays where it is and says so. */
export function toPlace({ id, organisationId, text, fieldId, phase, from }: Shown): ItemToPlace {
  const when = phase === 'future' ? `Có hiệu lực từ ${formatDate(from)}. ` : phase === 'ended' ? `Hết hiệu lực từ ${formatDate(from)}. ` : '';
  return {
    id, noun: 'procedures', organisationId, wanted: procedurePath(OWN_PAGES.has(slugOf(text.name)) ? `thu-tuc-${slugOf(text.name)}` : slugOf(text.name)), language: 'vi', title: text.name, picture: null, collectionId: fieldId,
    summary: `${when}${text.field}, ${LEVELS[text.level].toLocaleLowerCase('vi')}. Thời hạn: ${text.content.time.words}. Phí, lệ phí: ${text.content.fee.words}`.slice(0, 400).toWellFormed(),
  };
}

export const placeProcedures = (a: Acting, organisationId: Id, items: readonly ItemToPlace[]): Promise<ReadonlyMap<Id, string>> => placeItems(a, { organisationId, prefix: procedurePath(''), items });

/** These as they stand today. */
export async function placesToday(a: Acting, organisationId: Id, ids: readonly Id[]): Promise<ItemToPlace[]> {
  const fields = await fieldsNamed(a.tx, organisationId), versions = Map.groupBy(await versionsOf(a.tx, ids), (one) => one.procedure_id);
  return (await proceduresById(a.tx, ids)).flatMap(({ id }) => {
    const { phase, current, content } = onDay((versions.get(id) ?? []).map(asEntry), a.today);
    const field = content && fields.get(content.field_id);
    if (phase === 'unknown' || !content?.content || !field) return [];
    return [toPlace({ id, organisationId, text: { name: content.name, field: field.name, level: content.level, content: content.content }, fieldId: field.id, phase, from: current && !CHANGES[current.change].holds ? current.validFrom : content.validFrom })];
  });
}
