import { AppError, invalid } from '#kernel/app-error.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { filesSentBy } from '#features/files/store.ts';
import type { FormFile } from '../rules/content.ts';
import { planEntries, type ChangeInput, type Known, type PlannedEntries } from '../rules/plan-entries.ts';
import { standing } from '../rules/history.ts';
import { decisionNumbered, decisionRow, insertDecision, takeTurn } from '../store/rows.ts';
import { knownByCode, writeEntries } from './write-entries.ts';

export interface DecisionForm {
  readonly number: string; readonly signedOn: PlainDate; readonly issuer: string; readonly title: string; readonly effectiveOn: PlainDate; readonly file: { readonly sha256: string; readonly name: string } | null;
}
export interface RecordDecision {
  /** Whose catalogue. */
  readonly organisationId: Id;
  readonly decision: DecisionForm;
  readonly changes: readonly ChangeInput[];
  /** The procedures were compared with the national portal at the same time. */
  readonly checked?: boolean;
  /** Only says what would be written. */
  readonly dryRun?: boolean;
  /** The entry of this decision that was on the screen, null when there was none: somebody else's words are not written over. */
  readonly seen?: { readonly code: string; readonly entry: Id | null };
}
export interface RecordedDecision extends PlannedEntries { readonly decisionId: Id }

const MOST = { number: 60, issuer: 200, title: 600 } as const;

/** A decision with all it says of procedures: all of it or nothing. The same number and day again goes on with the decision that is there. */
export async function recordDecision(a: Acting, { organisationId, decision, changes, checked = false, dryRun = false, seen }: RecordDecision): Promise<RecordedDecision> {
  await a.authorise('procedures.keep', organisationId);
  const form = tidyDecision(decision);
  await takeTurn(a.tx, organisationId);
  const there = await decisionNumbered(a.tx, organisationId, form), id = there?.id ?? a.newId();
  if (there && there.effective_on !== form.effectiveOn) throw invalid(`Quyết định số ${form.number} đã được ghi với ngày hiệu lực ${formatDate(there.effective_on)}. Hãy ghi đúng ngày đó.`, 'effectiveOn');
  const known = await knownByCode(a.tx, organisationId), planned = planEntries(known, { id, from: form.effectiveOn }, changes, a.newId);
  if (seen && (standing(known.get(seen.code)?.entries ?? []).find((one) => one.decisionId === id)?.id ?? null) !== seen.entry)
    throw new AppError('stale', 'Người khác vừa ghi thủ tục này theo cùng quyết định. Phần bạn đã nhập vẫn còn bên dưới; hãy mở trang của thủ tục để so lại rồi ghi.');
  if (dryRun || planned.faults.length) return { ...planned, decisionId: id };
  await ownForms(a, planned.entries.flatMap((entry) => entry.text?.content.forms ?? []), known);
  if (!there) {
    await insertDecision(a.tx, {
      shard_id: a.shard, id, organisation_id: organisationId, number: form.number, signed_on: form.signedOn, issuer: form.issuer, title: form.title, effective_on: form.effectiveOn, file_sha256: form.file?.sha256 ?? null, file_name: form.file?.name ?? null,
      created_by_name: a.by.personName, created_at: a.now, row_version: 1,
    });
  }
  await writeEntries(a, { organisationId, decision: { id, from: form.effectiveOn }, planned: planned.entries, known, checked });
  const count = (change: string): number => planned.entries.filter((entry) => entry.change === change).length;
  a.record({ verb: 'procedures.decided', table: 'procedure_decisions', id, organisationId, facts: {
    number: form.number, effectiveOn: form.effectiveOn, published: count('publish'), amended: count('amend'), ended: count('replace') + count('abolish'), href: `/lam-viec/thu-tuc/quyet-dinh/${id}` } });
  return { ...planned, decisionId: id };
}

/** One more change of a decision that was entered before, or a correction of what it says of a procedure. */
export async function addChange(a: Acting, { decisionId, change, seen }: { readonly decisionId: Id; readonly change: ChangeInput; readonly seen?: RecordDecision['seen'] }): Promise<RecordedDecision> {
  const decision = await decisionRow(a.tx, decisionId);
  if (!decision) throw new AppError('not-found', 'Không tìm thấy quyết định này. Có thể đường dẫn đã cũ.');
  const done = await recordDecision(a, { organisationId: decision.organisation_id, decision: { number: decision.number, signedOn: decision.signed_on, issuer: decision.issuer, title: decision.title, effectiveOn: decision.effective_on, file: null }, changes: [change], ...(seen ? { seen } : {}) });
  refuseFaults(done);
  return done;
}

/** A form kept here is one that the catalogue names already, or that the acting unit itself has sent: nobody publishes a file of somebody else by its hash. */
async function ownForms(a: Acting, forms: readonly FormFile[], known: ReadonlyMap<string, Known>): Promise<void> {
  const named = new Set([...known.values()].flatMap(({ entries }) => entries.flatMap(({ text }) => text?.content.forms.map((form) => form.sha256) ?? []))), fresh = [...new Set(forms.flatMap(({ sha256 }) => (sha256 && !named.has(sha256) ? [sha256] : [])))];
  if (!fresh.length) return;
  const kept = new Set((await filesSentBy(a.tx, a.shard, a.by.organisationId ? [a.by.organisationId] : [], fresh)).map((row) => row.sha256));
  if (fresh.some((sha256) => !kept.has(sha256))) throw invalid('Có biểu mẫu trỏ đến tệp không phải do đơn vị gửi lên. Hãy gửi lại tệp ở ô Tệp biểu mẫu, hoặc dán đường dẫn.', 'forms');
}

/** A form with one change says what is wrong at its field. */
export function refuseFaults({ faults }: PlannedEntries): void { if (faults[0]) throw invalid(faults[0].reason, faults[0].field); }

export function tidyDecision(form: DecisionForm): DecisionForm {
  const line = (text: string): string => tidy(text).split(/\s+/).join(' ').trim(), number = line(form.number), issuer = line(form.issuer), title = line(form.title);
  if (!/^\d{1,6}[a-z]?\/\S/i.test(number)) throw invalid('Hãy ghi số, ký hiệu của quyết định, ví dụ 1256/QĐ-UBND.', 'number');
  if (number.length > MOST.number) throw invalid('Số, ký hiệu dài quá 60 ký tự.', 'number');
  if (!issuer) throw invalid('Hãy ghi cơ quan ban hành quyết định.', 'issuer');
  if (issuer.length > MOST.issuer) throw invalid('Tên cơ quan ban hành dài quá 200 ký tự.', 'issuer');
  if (!title) throw invalid('Hãy ghi trích yếu của quyết định.', 'title');
  if (title.length > MOST.title) throw invalid('Trích yếu dài quá 600 ký tự.', 'title');
  return { ...form, number, issuer, title };
}
