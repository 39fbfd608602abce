import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { readForm, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { at, type OrganisationOf } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Message } from '#ui/parts.tsx';
import { FUNCTIONS, isFunction, isKind, KIND_IDS, KINDS, type KindId, type OrganisationFunction } from '../rules/kinds.ts';
import { listIn } from '../rules/sheet.ts';
import type { OrganisationInput } from '../rules/organisation-input.ts';
import { organisationTree, versionsOf } from '../store.ts';
import type { Organisation } from '../rules/tree.ts';

export const UNITS = '/lam-viec/don-vi';
export const unitPath = (id: Id): string => `${UNITS}/${id}`;

/** Any organisation that ever was. */
export const anyOrganisation: OrganisationOf = async (reader, id) => ((await versionsOf(reader, id)).length ? id : null);
export const reading = at('organisations.read', 'organisations', 'organisation', anyOrganisation);
export const changing = at('organisations.change', 'organisations', 'organisation', anyOrganisation);
export const grouping = at('organisations.group', 'organisations', 'organisation', anyOrganisation);

export async function unitOf(visit: Visit): Promise<Organisation> {
  const found = (await organisationTree(visit.db, visit.today)).latest(visit.organisationId!);
  if (!found) throw new AppError('not-found', 'Không tìm thấy đơn vị này.');
  return found;
}

export type PageStatus = 200 | 403 | 409 | 413 | 422;
const SHOWN = new Set([403, 409, 413, 422]);

/** Reads the form and runs; a refusal comes back to the form with its sentence and what was typed. */
export async function attempt(visit: Visit, run: (values: FormValues) => Promise<Response>, refuse: (values: FormValues, errors: FieldErrors, status: PageStatus) => Promise<Response>): Promise<Response> {
  const values = await readForm(visit.c);
  try {
    return await run(values);
  } catch (error) {
    if (!(error instanceof AppError) || !SHOWN.has(error.status)) throw error;
    return refuse(values, error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status as PageStatus);
  }
}

export const Refusal = ({ errors }: { errors: FieldErrors }) => errors._ ? <div tabindex={-1} data-controller="focus"><Message kind="bad">{errors._}</Message></div> : null;

/** What the form of an organisation says; parent and kind are checked again by the verb. */
export function inputFrom(values: FormValues, parentId: Id | null): OrganisationInput {
  const kind = values.text('kind');
  if (!isKind(kind)) throw new AppError('invalid', 'Hãy chọn loại đơn vị.', { field: 'kind', fields: { kind: 'Hãy chọn loại đơn vị.' } });
  return {
    name: values.text('name'), shortName: values.text('shortName'), kind, parentId, aliases: listIn(values.text('aliases')), functions: values.texts('functions[]').filter(isFunction),
    codes: { local: values.text('code'), agency: values.text('agencyCode'), 'admin-unit': values.text('unitCode') }, external: KINDS[kind].external || values.text('external') === '1',
    address: values.text('address'), hotline: values.text('hotline'), sortOrder: Number.parseInt(values.text('sortOrder'), 10) || 0,
  };
}

export const kindChoices = (current?: KindId) => KIND_IDS.filter((id) => !KINDS[id].historical || id === current).map((id) => ({ value: id, label: KINDS[id].label }));
export const functionChoices = (Object.keys(FUNCTIONS) as OrganisationFunction[]).map((tag) => ({ value: tag, label: FUNCTIONS[tag] }));
