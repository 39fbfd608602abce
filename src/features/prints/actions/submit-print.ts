import { AppError } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { overflowOf, signsIn, type Design } from '../design.ts';
import { designOf, sourceOf } from '../design-of.ts';
import { faultsOf } from '../rules/fields.ts';
import { FORMATS } from '../rules/formats.ts';
import { altFault } from '../rules/form.ts';
import { overflowFaults, type Overflow } from '../rules/overflow.ts';
import { allow } from '../rules/states.ts';
import { changePrint, type PrintRow } from '../store/rows.ts';
import { heldByMaker, type Which } from './held.ts';

/** Hands the design to who approves. Refused where something is missing or does not fit in one of its shapes. `origin`: scheme and host under which readers find it, for the code. */
export async function submitPrint(a: Acting, files: FileStore, { origin, ...which }: Which & { readonly origin: string }): Promise<void> {
  const one = await heldByMaker(a, which), status = allow(one, 'submit');
  await checkWhole(a, files, one, origin);
  await changePrint(a.tx, one.id, { status, submitted_by: a.by.accountId, submitted_by_name: a.by.personName, submitted_at: a.now, returned_reason: null, returned_by_name: null, changed_at: a.now });
  a.record({ verb: 'prints.submitted', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, kind: one.kind } });
}

/** Whole enough to be seen by everybody: nothing missing, everything fits in every shape of its kind, words for those who do not see it. */
async function checkWhole(a: Acting, files: FileStore, one: PrintRow, origin: string): Promise<void> {
  const design = await designOf(a.tx, files, sourceOf(one, origin), a.today);
  const missing = { ...faultsOf(design.kind.fields, one.content, signsIn), ...altFault(one.alt) };
  refuse(Object.keys(missing).length ? missing : overflowFaults(await overflowsOf(design)));
}
/** In every shape; sheets of one proportion are set alike, so one of them is looked at. */
export async function overflowsOf(design: Design): Promise<Overflow[]> {
  const formats = design.kind.formats.map((key) => FORMATS[key]), seen = new Set<string>();
  const different = formats.filter((format) => { const proportion = `${format.shape} ${Math.round(format.height / 10)}`; return !seen.has(proportion) && seen.add(proportion); });
  return (await Promise.all(different.map((format) => overflowOf(design, format)))).flat();
}
function refuse(wrong: Readonly<Record<string, string>>): void {
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
}
