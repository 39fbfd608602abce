import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { keptFile } from '#features/files/store.ts';
import { organisation, resolveWritten } from '#features/organisations/store.ts';
import type { ReadResult } from '#features/reading/rules/result.ts';
import { planFromReading } from '../rules/from-reading.ts';
import { insertImport, samePlans } from '../store/rows.ts';
import { writePlan, writeTasks } from './write-draft.ts';

export interface ImportPlan {
  /** The unit that keeps the plan; its people review and issue it. */
  readonly organisationId: Id;
  /** Kept before (`keepFile`): the original is there for ever. */
  readonly sha256: string;
  readonly fileName: string;
  readonly read: ReadResult;
  readonly readerVersion: string;
  /** The person saw that the same plan is there and wants it all the same. */
  readonly evenSo?: boolean;
}

/** A file that was signed elsewhere becomes a draft: the facts as read beside the text they were read from. */
export async function importPlan(a: Acting, input: ImportPlan): Promise<Id> {
  await a.authorise('plans.write', input.organisationId);
  if (!await keptFile(a.tx, a.shard, input.sha256)) throw invalid(`Tệp “${input.fileName}” chưa được tải lên xong. Hãy chọn lại tệp.`, 'file');
  const draft = planFromReading(input.read);
  const issuer = draft.issuingBody ? await resolveWritten(a.tx, draft.issuingBody, input.organisationId, a.today) : null;
  const owner = await organisation(a.tx, input.organisationId, a.today);
  const issuerId = issuer?.state === 'resolved' && issuer.party.type === 'organisation' ? issuer.party.id : owner.id;

  const same = await samePlans(a.tx, { sha256: input.sha256, number: draft.number, notation: draft.notation, year: draft.year, issuerId, ownerId: owner.id });
  if (same.length > 0 && !input.evenSo) {
    const why = same[0]!.because === 'file' ? 'Tệp này đã được nhập' : 'Văn bản cùng số, cùng năm, cùng cơ quan ban hành đã được nhập';
    throw new AppError('duplicate', `${why}: “${same[0]!.title}”. Hãy mở kế hoạch đó, hoặc chọn “Vẫn nhập” nếu đúng là văn bản khác.`, { field: 'file', data: { same } });
  }
  const id = await writePlan(a, {
    ...draft, origin: 'imported', ownerId: owner.id, issuerId, issuerName: draft.issuingBody ?? owner.name, parentPlanId: null,
  });
  const importId = a.newId();
  const { text, spans, ...facts } = input.read;
  await insertImport(a.tx, {
    shard_id: a.shard, id: importId, plan_id: id, sha256: input.sha256, file_name: input.fileName, reader_version: input.readerVersion, read_text: text, facts, spans, warnings: input.read.warnings,
    imported_by: a.by.accountId, imported_at: a.now,
  });
  a.record({ verb: 'plans.imported', table: 'plan_imports', id: importId, organisationId: owner.id, facts: { plan: id, file: input.fileName, sha256: input.sha256 } });
  await writeTasks(a, { id, version: 1, ownerId: owner.id, issuerId }, draft.tasks);
  return id;
}
