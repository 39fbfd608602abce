import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import { startPrint } from '#features/prints/actions/write-print.ts';
import type { PrintForm } from '#features/prints/rules/form.ts';
import { printKind } from '#features/prints/rules/kinds/index.ts';
import { printList } from '#features/prints/store.ts';
import type { TestActing } from './acting.ts';

/** The example of a template as somebody would fill it in. */
export function printForm(key = 'procedure', change: Partial<PrintForm> = {}): PrintForm {
  const kind = printKind(key)!;
  return { kind: key, content: kind.sample, alt: kind.alt(kind.sample), tone: 'indigo', logo: null, link: null, ...change };
}

/** A design of a unit that is being made; begun when first asked for. */
export async function samplePrint(t: TestActing, db: Reader, unit: Id): Promise<Id> {
  const { rows: [known] } = await printList(db, { organisationIds: [unit] });
  return known?.id ?? t.run((a) => startPrint(a, { organisationId: unit, form: printForm() }));
}
