import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { formatOf } from '../rules/formats.ts';
import { printKind } from '../rules/kinds/index.ts';
import { allow } from '../rules/states.ts';
import { checkHandout, type HandoutForm } from '../rules/run.ts';
import { handedOut } from '../store/reading.ts';
import { holdRun, insertHandout, printRow } from '../store/rows.ts';
import { fileName, keptForm, officeSheet } from './keep-forms.ts';

/** Copies of a run went somewhere: a result of the unit, with the design and a photograph as proof, which somebody of the unit confirms as any other. */
export async function handOut(a: Acting, { runId, form }: { readonly runId: Id; readonly form: HandoutForm }): Promise<Id> {
  const run = await holdRun(a.tx, runId);
  await a.authorise('prints.draft', run.organisation_id);
  const one = (await printRow(a.tx, run.print_id))!, printed = printKind(one.kind)?.printed;
  if (!printed) throw conflict('Mẫu này không có bản in.');
  allow(one, 'print');
  const out = checkHandout(form, { left: run.quantity - (await handedOut(a.tx, run.id)), printedOn: run.printed_on, today: a.today, unit: printed.unit }), beside = inShardOf(a, run.id), id = beside.newId();
  const sheet = keptForm(one.files, 'pdf', run.format) ?? officeSheet(one.files);
  const { id: deliverableId } = await record(a, {
    organisationId: run.organisation_id, idempotencyKey: null,
    form: { product: printed.product, channel: printed.channel, title: one.title, doneOn: out.handedOn, amount: out.quantity, unit: printed.unit, place: out.place, note: `In ngày ${formatDate(run.printed_on)}, ${run.printer}` },
    evidence: [
      ...(out.photo ? [{ kind: 'file' as const, sha256: out.photo, fileName: 'anh-phat.jpg', caption: `Phát tại ${out.place}` }] : []),
      ...(sheet ? [{ kind: 'file' as const, sha256: sheet.sha256, fileName: fileName(one, formatOf(sheet.format)!, 'pdf'), caption: 'Bản in' }] : []),
    ],
  });
  await insertHandout(a.tx, { shard_id: beside.shard, id, run_id: run.id, print_id: run.print_id, organisation_id: run.organisation_id, place: out.place, quantity: out.quantity, handed_on: out.handedOn, photo_sha256: out.photo, deliverable_id: deliverableId, recorded_by: a.by.accountId, recorded_by_name: a.by.personName, recorded_at: a.now, withdrawn_at: null, withdrawn_reason: null, row_version: 1 });
  a.record({ verb: 'prints.handed-out', table: 'print_handouts', id, organisationId: run.organisation_id, facts: { print: run.print_id, title: one.title, place: out.place, quantity: out.quantity } });
  return id;
}
