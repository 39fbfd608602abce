import { conflict, invalid } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { registerIssued, withdrawIssued } from '#features/documents/actions/register-issued.ts';
import { printDocument } from '#features/documents/print.ts';
import { documentOfItem } from '#features/documents/store/public.ts';
import type { PublicFile } from '#features/documents/rules/public-document.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { keptFile } from '#features/files/store.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import { factsOf, PLAN_CHECK, publicTitle } from '../rules/publication.ts';
import { officialDocumentOf } from '../store/document.ts';
import { insertPublication, publicVersion } from '../store/publications.ts';
import { planReview } from '../store/review.ts';
import { holdPlan } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';

/** Files that a reader can open as they are. */
const READABLE: ReadonlySet<string> = new Set(['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']);

/** Shows the version in force to everybody; an amendment is shown by doing it again. Gives the path in the unit's site. */
export async function publishPlan(a: Acting, files: FileStore, input: { readonly planId: Id; readonly rowVersion: number | null; readonly checked: boolean }): Promise<string> {
  const plan = await holdPlan(a.tx, input.planId, input.rowVersion);
  await a.authorise('plans.publish', plan.owner_id);
  if (plan.issued_version === null || plan.status === 'recalled') throw conflict('Chỉ công khai kế hoạch đã ban hành và chưa thu hồi.');
  if (!input.checked) throw invalid('Hãy xem lại nội dung rồi đánh dấu đã kiểm tra dữ liệu cá nhân.', 'checked');
  if ((await publicVersion(a.tx, plan.id)) === plan.issued_version) throw conflict('Bản đang có hiệu lực đã công khai rồi.');
  const facts = factsOf(plan), title = publicTitle(plan);
  const path = await placeItem(a, {
    id: plan.id, noun: 'plans', organisationId: plan.owner_id, wanted: `/ke-hoach/${slugOf(title)}`, language: 'vi', title,
    summary: [facts.number ? `Số ${facts.number}` : '', plan.issuer_name].filter(Boolean).join(', '), picture: null, collectionId: null,
  });
  await registerIssued(a, { organisationId: plan.owner_id, source: { noun: 'plans', id: plan.id }, facts, files: await filesOf(a, files, plan) });
  await noted(a, plan, plan.issued_version, { act: 'published', checked: PLAN_CHECK, reason: null });
  return path;
}

/** Takes a plan down, with a reason that readers see at its address. */
export async function withdrawPublicPlan(a: Acting, input: { readonly planId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const plan = await holdPlan(a.tx, input.planId, input.rowVersion), reason = input.reason.replace(/\s+/g, ' ').trim();
  await a.authorise('plans.publish', plan.owner_id);
  if ((await publicVersion(a.tx, plan.id)) === null) throw conflict('Kế hoạch này đang không công khai.');
  if (reason.length < 5) throw invalid('Chưa ghi lý do. Người đọc sẽ thấy lý do này.', 'reason');
  if (reason.length > 500) throw invalid('Lý do dài quá 500 ký tự. Hãy rút gọn.', 'reason');
  await takeDown(a, plan, reason);
}

/** Part of taking a plan back: what is no plan any more is not shown as one. */
export async function takeDown(a: Acting, plan: PlanRow, reason: string): Promise<void> {
  const shown = await publicVersion(a.tx, plan.id);
  if (shown === null) return;
  await withdrawItem(a, { id: plan.id });
  await withdrawIssued(a, { source: plan.id, reason });
  await noted(a, plan, shown, { act: 'withdrawn', checked: null, reason });
}

/** Part of giving a plan its number: the register says it too. */
export async function renumberPublic(a: Acting, plan: PlanRow): Promise<void> {
  if ((await publicVersion(a.tx, plan.id)) === null) return;
  await registerIssued(a, { organisationId: plan.owner_id, source: { noun: 'plans', id: plan.id }, facts: factsOf(plan), files: (await documentOfItem(a.tx, plan.id))?.files ?? [] });
}

async function noted(a: Acting, plan: PlanRow, version: number, said: { readonly act: 'published' | 'withdrawn'; readonly checked: string | null; readonly reason: string | null }): Promise<void> {
  const id = a.newId();
  await insertPublication(a.tx, { shard_id: shardOf(plan.id), id, plan_id: plan.id, version, ...said, by_account: a.by.accountId, by_name: a.by.personName, at: a.now });
  a.record({ verb: said.act === 'published' ? 'plans.made-public' : 'plans.taken-down', table: 'plan_publications', id, organisationId: plan.owner_id, facts: { plan: plan.id, version, ...(said.reason ? { reason: said.reason } : {}) } });
}

/** The paper as it was signed where it came in as one, else as this program prints it: Word and PDF. */
async function filesOf(a: Acting, files: FileStore, plan: PlanRow): Promise<PublicFile[]> {
  const review = await planReview(a.tx, plan.id, a.today, plan.issued_version!), came = plan.issued_version === 1 && review.imported ? await keptFile(a.tx, shardOf(plan.id), review.imported.sha256) : undefined;
  if (came && READABLE.has(came.media_type)) return [{ sha256: came.sha256, name: review.imported!.fileName, mediaType: came.media_type, size: came.size }];
  const document = await officialDocumentOf(a.tx, review, a.today), made: PublicFile[] = [];
  for (const format of ['pdf', 'docx'] as const) {
    const { bytes, fileName, mediaType } = await printDocument(document, format);
    made.push({ sha256: await keepMade(a, files, { bytes, name: fileName, mediaType, organisationId: plan.owner_id }), name: fileName, mediaType, size: bytes.length });
  }
  return made;
}
