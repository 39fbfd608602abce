import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
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
export async function issueDemoPlan({ files, on, units }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id> }): Promise<Id> {
  const bytes = Buffer.from(PLAN_2026), fileName = 'KH-07-tuyen-truyen-CCHC-2026.md', organisationId = units.get('UBND')!;
  const read = await readFile(bytes, fileName), file = await prepareFile(files, { bytes, name: fileName });
  const planId = await on(plainDate('2026-01-13'), async (acting) => {
    await keepFile(acting, organisationId, file);
    return importPlan(acting, { organisationId, sha256: file.sha256, fileName, read, readerVersion: READER_VERSION });
  }, 'Trần Thị Minh Hà');
  await on(plainDate('2026-01-13'), (acting) => issuePlan(acting, { planId, rowVersion: null }), 'Trần Thị Minh Hà');
  return planId;
}
