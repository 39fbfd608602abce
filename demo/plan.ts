import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { importPlan } from '#features/plans/actions/import-plan.ts';
import { issuePlan } from '#features/plans/actions/issue-plan.ts';
import { READER_VERSION, readFile } from '#features/reading/read-file.ts';
import type { OnDay } from './load.ts';
import { PLAN_2026 } from './plan-2026.ts';

/** The signed plan comes in as a file, is read, and issued on the working day after its date, all as an office does it. */
export async function issueDemoPlan({ files, on, units, day = plainDate('2026-01-13'), text = PLAN_2026, fileName = 'KH-07-tuyen-truyen-CCHC-2026.md', reading = readFile(Buffer.from(text), fileName) }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; day?: PlainDate; text?: string; fileName?: string; reading?: ReturnType<typeof readFile> }): Promise<Id> {
  const bytes = Buffer.from(text), organisationId = units.get('UBND')!;
  const read = await reading, file = await prepareFile(files, { bytes, name: fileName });
  const planId = await on(day, async (acting) => {
    await keepFile(acting, organisationId, file);
    return importPlan(acting, { organisationId, sha256: file.sha256, fileName, read, readerVersion: READER_VERSION });
  }, 'Trần Thị Minh Hà');
  await on(day, (acting) => issuePlan(acting, { planId, rowVersion: null }), 'Trần Thị Minh Hà');
  return planId;
}
