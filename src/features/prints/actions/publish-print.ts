import { slugOf } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import { pdfOf, svgOf, type Design } from '../design.ts';
import { designOf, sourceOf } from '../design-of.ts';
import { FORMATS, type Format } from '../rules/formats.ts';
import { allow } from '../rules/states.ts';
import { changePrint, type KeptForm, type PrintRow } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';

/** Words of a list under the picture. */
const MOST_SUMMARY = 300;

/**
 * The approved design goes out: its face and a print PDF are kept as files, it gets its page, and it counts. `origin`: scheme and host under which readers find it,
 * for the code; from now on it is part of the design.
 */
export async function publishPrint(a: Acting, files: FileStore, { origin, ...which }: Which & { readonly origin: string }): Promise<void> {
  const one = await heldByApprover(a, which), status = allow(one, 'publish'), link = one.link ?? `${origin}/x/${one.id}`;
  const design = await designOf(a.tx, files, { ...sourceOf(one, origin), link }, a.today), kept = await keepForms(a, files, one, design);
  const face = kept.find(({ type }) => type === 'svg')!.sha256, deliverableId = await result(a, one, design, kept);
  await changePrint(a.tx, one.id, { status, link, files: kept, set_as: design.unit, published_at: a.now, deliverable_id: deliverableId, changed_at: a.now });
  await placeItem(a, {
    id: one.id, noun: 'prints', organisationId: one.organisation_id, wanted: `/an-pham/${slugOf(one.title)}`, language: 'vi', title: one.title, summary: one.alt.length > MOST_SUMMARY ? `${one.alt.slice(0, MOST_SUMMARY - 1).toWellFormed()}…` : one.alt,
    picture: { sha256: face, alt: one.alt }, collectionId: null,
  });
  a.record({ verb: 'prints.published', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, kind: one.kind, href: `/x/${one.id}`, files: kept.length } });
}

/** Its face as SVG, and where it is printed one sheet as PDF. Other shapes are set from the same content, name and link when somebody looks at them. */
async function keepForms(a: Acting, files: FileStore, one: PrintRow, design: Design): Promise<KeptForm[]> {
  const formats: readonly Format[] = design.kind.formats.map((key) => FORMATS[key]), face = formats[0]!, sheet = formats.find(({ key }) => key === 'a4') ?? formats.find((format) => format.sheet);
  const keep = async (format: Format, type: KeptForm['type'], bytes: Uint8Array): Promise<KeptForm> =>
    ({ format: format.key, type, sha256: await keepMade(a, files, { bytes, name: fileName(one, format, type), mediaType: type === 'svg' ? 'image/svg+xml' : 'application/pdf', organisationId: one.organisation_id }) });
  return [await keep(face, 'svg', new TextEncoder().encode(svgOf(design, face))), ...(sheet ? [await keep(sheet, 'pdf', pdfOf(design, sheet))] : [])];
}
/** "dang-ky-khai-sinh-a4.pdf" */
export const fileName = ({ title }: Pick<PrintRow, 'title'>, format: Format, type: 'svg' | 'pdf' | 'png'): string => `${slugOf(title, 50)}-${format.slug}.${type}`;

/** What publishing counts as, confirmed from birth in the name of who approved. */
async function result(a: Acting, one: PrintRow, { kind }: Design, kept: readonly KeptForm[]): Promise<Id> {
  const approver: Acting = { ...a, by: { ...a.by, accountId: one.approved_by, personName: one.approved_by_name ?? a.by.personName } };
  const made = await record(approver, {
    organisationId: one.organisation_id, form: { product: kind.product, channel: kind.channel, title: one.title, doneOn: a.today, amount: 1 }, bornOf: { noun: 'prints', id: one.id },
    evidence: [{ kind: 'published-item', reference: { noun: 'prints', id: one.id }, caption: `/x/${one.id}` }, ...kept.map((form) => ({ kind: 'file' as const, sha256: form.sha256, fileName: fileName(one, FORMATS[form.format as keyof typeof FORMATS], form.type), caption: `${kind.label} như đã phát hành` }))],
  });
  return made.id;
}
