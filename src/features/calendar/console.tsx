import { AppError, notFound } from '#kernel/app-error.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { FormValues, readForm, type FieldErrors } from '#platform/http/forms.ts';
import { acting, get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { filledForm, type FormState } from '#ui/forms.tsx';
import { consolePage } from '#ui/shell.tsx';
import { organisationTree } from '#features/organisations/store.ts';
import { confirmYear } from './actions/confirm-year.ts';
import { readChoices, writeChoices } from './console/year-form.ts';
import { YEAR_PATH, YearView } from './console/view.tsx';
import { PROPOSED_YEARS } from './rules/holidays.ts';
import { tetOf } from './rules/lunar.ts';
import { daysOfYear, problemsOf, type YearChoices } from './rules/yearly-table.ts';
import { yearTable } from './store.ts';

export const calendarRoutes: readonly Route[] = [
  get(YEAR_PATH, acting('calendar.read'), (visit) => visit.c.redirect(`${YEAR_PATH}/${yearOf(visit.today)}`, 303)),
  get(`${YEAR_PATH}/:year`, acting('calendar.read'), show),
  post(`${YEAR_PATH}/:year/xac-nhan`, acting('calendar.confirm'), confirm),
];

function yearIn(visit: Visit): number {
  const text = visit.c.req.param('year') ?? '', year = Number(text);
  if (!/^\d{4}$/.test(text) || year < PROPOSED_YEARS.from || year > PROPOSED_YEARS.to) throw notFound(`lịch năm ${text}; lịch có từ năm ${PROPOSED_YEARS.from} đến năm ${PROPOSED_YEARS.to}`);
  return year;
}

/** With choices in the query, the table they would make is shown instead of the kept one; nothing is stored. */
async function show(visit: Visit): Promise<Response> {
  const typed = FormValues.of(visit.c.req.query());
  if (!typed.has('tetDaysBefore')) return page(visit, null, 200);
  const { choices, errors } = readChoices(typed);
  const problems = { ...problemsOf(yearIn(visit), choices), ...errors };
  return page(visit, { state: { values: typed, errors: problems }, choices }, Object.keys(problems).length ? 422 : 200);
}

async function confirm(visit: Visit): Promise<Response> {
  const year = yearIn(visit), values = await readForm(visit.c);
  const { choices, errors } = readChoices(values);
  const refuse = (problems: FieldErrors, status: 409 | 422) => page(visit, { state: { values, errors: problems }, choices }, status);
  if (Object.keys(errors).length) return refuse(errors, 422);
  if (values.text('checked') !== '1') return refuse({ checked: 'Hãy đối chiếu bảng với văn bản rồi đánh dấu ô “Tôi đã đối chiếu”.' }, 422);
  try {
    const seen = values.text('_version');
    await visit.act((by) => confirmYear(by, { year, choices, citation: values.text('citation') || null, seen: seen ? Number(seen) : null }));
  } catch (error) {
    if (error instanceof AppError && (error.status === 422 || error.status === 409)) return refuse(error.details.fields ?? { _: error.message }, error.status);
    throw error;
  }
  return visit.c.redirect(`${YEAR_PATH}/${year}`, 303);
}

async function page(visit: Visit, typed: { state: FormState; choices: YearChoices } | null, status: 200 | 409 | 422): Promise<Response> {
  const year = yearIn(visit), table = await yearTable(visit.db, year);
  const root = (await organisationTree(visit.db, visit.today)).roots.find(({ external }) => !external);
  const mayConfirm = root !== undefined && await visit.may('calendar.confirm', root.id);
  const state = typed?.state ?? filledForm(writeChoices(table.choices, table.citation));
  const version = table.status === 'confirmed' ? table.rowVersion : null;
  const preview = typed && !Object.keys(typed.state.errors).length ? { choices: typed.choices, days: daysOfYear(year, typed.choices) } : null;
  return consolePage(visit, { title: `Lịch làm việc năm ${year}`, status },
    <YearView table={table} tet={tetOf(year)} preview={preview} form={mayConfirm ? { state, version } : null} today={visit.today} />);
}
