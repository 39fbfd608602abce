import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { approvePrint } from '#features/prints/actions/approve-print.ts';
import { handOut } from '#features/prints/actions/hand-out.ts';
import { publishPrint } from '#features/prints/actions/publish-print.ts';
import { recordRun } from '#features/prints/actions/record-run.ts';
import { submitPrint } from '#features/prints/actions/submit-print.ts';
import { startPrint } from '#features/prints/actions/write-print.ts';
import { tidyPrint } from '#features/prints/rules/fields.ts';
import { printKind } from '#features/prints/rules/kinds/index.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { OnDay } from './load.ts';
import { PRINTS, type DemoPrint } from './print-texts.ts';

type Who = DemoPrint['by'];
/** Where readers would find the demonstration province, for the codes on its posters. */
const ORIGIN = 'https://lamgiang.example';

/** An autumn of posters: most are out, some of them printed and handed out; the commune's desk has one that waits and one that is being made. Pictures are made when first looked at. */
export async function makePrints({ db, files, on, units, today }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const people = new Map((await accountsByUserNames(db, CAST.map(({ role }) => demoUserName(role)))).map((account) => [account.userName, account]));
  const as = <T>(day: PlainDate, who: Who, verb: (acting: Acting) => Promise<T>): Promise<T> => {
    if (typeof who !== 'string') return on(day, verb, who.name);
    const account = people.get(demoUserName(who))!, unitId = units.get(CAST.find((one) => one.role === who)!.unit)!;
    return on(day, (acting) => verb({ ...acting, by: { ...acting.by, accountId: account.id, organisationId: unitId } }), account.person.name);
  };
  for (const one of PRINTS) {
    const day = plainDate(one.day), kind = printKind(one.kind)!, content = tidyPrint(kind.fields, one.content);
    if (day > today) continue;
    const id = await as(day, one.maker, async (a) => {
      const made = await startPrint(a, { organisationId: units.get(one.unit)!, form: { kind: one.kind, content, alt: kind.alt(content), tone: one.tone, logo: null, link: null } });
      if (one.end !== 'draft') await submitPrint(a, files, { printId: made, rowVersion: null, origin: ORIGIN });
      return made;
    });
    if (one.end !== 'published') continue;
    await as(day, one.by, async (a) => { await approvePrint(a, files, { printId: id, rowVersion: null, origin: ORIGIN }); await publishPrint(a, files, { printId: id, rowVersion: null, origin: ORIGIN }); });
    if (one.run && plainDate(one.run.day) <= today) await printed(one, id, one.run);
  }

  async function printed(one: DemoPrint, printId: Id, { day, handouts, ...run }: NonNullable<DemoPrint['run']>): Promise<void> {
    const runId = await as(plainDate(day), one.maker, (a) => recordRun(a, { printId, form: { ...run, printedOn: plainDate(day), note: null } }));
    for (const out of handouts) if (plainDate(out.day) <= today) await as(plainDate(out.day), one.maker, (a) => handOut(a, { runId, form: { place: out.place, quantity: out.quantity, handedOn: plainDate(out.day), photo: null } }));
  }
}
