import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { dayAt } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { FORMATS } from '../rules/formats.ts';
import { printKind } from '../rules/kinds/index.ts';
import { checkRun, type RunForm } from '../rules/run.ts';
import { allow } from '../rules/states.ts';
import { insertRun } from '../store/rows.ts';
import { heldByMaker } from './held.ts';

/** What was printed of a published design. */
export async function recordRun(a: Acting, { printId, form }: { readonly printId: Id; readonly form: RunForm }): Promise<Id> {
  const one = await heldByMaker(a, { printId, rowVersion: null }), kind = printKind(one.kind);
  allow(one, 'print');
  if (!kind?.printed) throw conflict('Mẫu này dùng trên màn hình, không có bản in.');
  const run = checkRun(form, { formats: kind.formats.filter((key) => FORMATS[key].sheet !== null), since: dayAt(one.published_at!), today: a.today }), beside = inShardOf(a, one.id), id = beside.newId();
  await insertRun(a.tx, { shard_id: beside.shard, id, print_id: one.id, organisation_id: one.organisation_id, format: run.format, quantity: run.quantity, printer: run.printer, cost: run.cost, printed_on: run.printedOn, note: run.note, recorded_by: a.by.accountId, recorded_by_name: a.by.personName, recorded_at: a.now, row_version: 1 });
  a.record({ verb: 'prints.printed', table: 'print_runs', id, organisationId: one.organisation_id, facts: { print: one.id, title: one.title, quantity: run.quantity, printer: run.printer, cost: run.cost } });
  return id;
}
