import { slugOf } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import { formatOf } from '../rules/formats.ts';
import { printKind } from '../rules/kinds/index.ts';
import { allow } from '../rules/states.ts';
import { changePrint, type KeptForm, type PrintRow } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';
import { fileName, keepForms, keptForm, officeSheet } from './keep-forms.ts';

/** Words of a list under the picture. */
const MOST_SUMMARY = 300;

/** The approved design goes out as it was approved: it gets its page, and it counts. `origin` is asked only where it was approved by a version that kept no files yet. */
export async function publishPrint(a: Acting, files: FileStore, { origin, ...which }: Which & { readonly origin: string }): Promise<void> {
  const one = await heldByApprover(a, which), status = allow(one, 'publish'), settled = one.files.length ? {} : await keepForms(a, files, one, origin), kept = { ...one, ...settled }.files;
  const face = keptForm(kept, 'svg')!.sha256, deliverableId = await result(a, one, kept);
  await changePrint(a.tx, one.id, { status, ...settled, published_at: a.now, deliverable_id: deliverableId, changed_at: a.now });
  await placeItem(a, {
    id: one.id, noun: 'prints', organisationId: one.organisation_id, wanted: `/an-pham/${slugOf(one.title)}`, language: 'vi', title: one.title, summary: one.alt.length > MOST_SUMMARY ? `${one.alt.slice(0, MOST_SUMMARY - 1).toWellFormed()}…` : one.alt,
    picture: { sha256: face, alt: one.alt }, collectionId: null,
  });
  a.record({ verb: 'prints.published', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, kind: one.kind, href: `/x/${one.id}`, files: kept.length } });
}

/** What publishing counts as, confirmed from birth in the name of who approved; proven by its page, its face and a sheet. */
async function result(a: Acting, one: PrintRow, files: readonly KeptForm[]): Promise<Id> {
  const approver: Acting = { ...a, by: { ...a.by, accountId: one.approved_by, personName: one.approved_by_name ?? a.by.personName } }, kind = printKind(one.kind)!;
  const proof = [keptForm(files, 'png') ?? keptForm(files, 'svg'), officeSheet(files)].filter((form) => form !== undefined);
  const made = await record(approver, {
    organisationId: one.organisation_id, form: { product: kind.product, channel: kind.channel, title: one.title, doneOn: a.today, amount: 1 }, bornOf: { noun: 'prints', id: one.id },
    evidence: [{ kind: 'published-item', reference: { noun: 'prints', id: one.id }, caption: `/x/${one.id}` }, ...proof.map((form) => ({ kind: 'file' as const, sha256: form.sha256, fileName: fileName(one, formatOf(form.format)!, form.type), caption: `${kind.label} như đã phát hành` }))],
  });
  return made.id;
}
