import type { Id } from '#kernel/id.ts';
import { invalid } from '#kernel/app-error.ts';
import { tidy } from '#kernel/vietnamese.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { organisation } from '#features/organisations/store.ts';
import { EMPTY_CONTENT, type PlanContent } from '../rules/content.ts';
import type { DraftTask } from '../rules/from-reading.ts';
import type { PlanOrigin } from '../rules/state.ts';
import { writePlan, writeTasks } from './write-draft.ts';

export interface CreatePlan {
  readonly organisationId: Id;
  /** authored: written in Loa, takes the long way; manual or xlsx: signed elsewhere, typed in. */
  readonly origin: Exclude<PlanOrigin, 'imported'>;
  readonly title: string;
  readonly kind?: string;
  readonly year?: number;
  /** In whose name; unset: the unit itself. */
  readonly issuerId?: Id;
  readonly parentPlanId?: Id | null;
  readonly notation?: string | null;
  readonly place?: string | null;
  readonly content?: Partial<PlanContent>;
  /** A letter is owed from the month in which it is written, unless it is signed later. */
  readonly bindsFrom?: PlainDate;
  readonly tasks?: readonly DraftTask[];
}

/** An empty plan, or one with the tasks of a table. */
export async function createPlan(a: Acting, input: CreatePlan): Promise<Id> {
  await a.authorise('plans.write', input.organisationId);
  const title = tidy(input.title).replace(/\s+/g, ' ').trim();
  if (!title) throw invalid('Chưa ghi trích yếu của kế hoạch. Hãy ghi ngắn gọn kế hoạch về việc gì.', 'title');
  const issuer = await organisation(a.tx, input.issuerId ?? input.organisationId, a.today);
  const year = input.year ?? yearOf(a.today);
  if (year < 2000 || year > 2100) throw invalid('Năm của kế hoạch không đúng. Hãy ghi năm có bốn chữ số.', 'year');
  const id = await writePlan(a, {
    kind: input.kind ?? 'plan', origin: input.origin, ownerId: input.organisationId, issuerId: issuer.id, issuerName: issuer.name, issuingCapacity: 'body', year, years: { from: year, to: year }, title,
    number: null, notation: input.notation ?? null, place: input.place ?? null, signedOn: null, signer: null, parentPlanId: input.parentPlanId ?? null, ...(input.bindsFrom ? { bindsFrom: input.bindsFrom } : {}), content: { ...EMPTY_CONTENT, ...input.content },
  });
  if (input.tasks?.length) await writeTasks(a, { id, version: 1, ownerId: input.organisationId, issuerId: issuer.id }, input.tasks);
  return id;
}
