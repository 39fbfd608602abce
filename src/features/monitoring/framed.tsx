import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Frame, FrameChoice } from '#features/organisations/rules/frame.ts';
import { frameFor, reorganisationDays } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { filledForm, TextField } from '#ui/forms.tsx';
import { Tabs } from '#ui/parts.tsx';
import { boardUnitsEver } from './rules/board-units.ts';
import { frameChoiceOf, frameKey, frameOptions, frameQuery, unitMark } from './rules/frame-choice.ts';
import { periodChoices, type PeriodChoice } from './rules/period-choice.ts';

export const BOARD = '/lam-viec/theo-doi';

/** How a page looks at units: the frame it was asked for, and whose figures it shows whatever the frame. */
export interface Framed {
  readonly choice: FrameChoice;
  readonly frame: Frame;
  readonly units: readonly Id[];
  readonly reorganisations: readonly PlainDate[];
}

/** `until`: the last day of the figures that are shown. */
export async function framed(visit: Visit, until: PlainDate): Promise<Framed> {
  const choice = frameChoiceOf({ khung: visit.c.req.query('khung'), ngay: visit.c.req.query('ngay') }), { today } = visit;
  const now = await frameFor(visit.db, { choice: 'today', until: today, today }), units = boardUnitsEver(now, signedIn(visit).organisationId);
  return { choice, units, frame: choice === 'today' ? now : await frameFor(visit.db, { choice, until, today }), reorganisations: await reorganisationDays(visit.db, units) };
}

/** A row's unit with a word for one that has ended or came later. */
export const UnitName = ({ frame, id, href }: { frame: Frame; id: Id; href?: string | undefined }) => {
  const mark = unitMark(frame, id), name = frame.unit(id)?.name ?? '';
  return <>{href ? <a href={href}>{name}</a> : name}{mark ? <span class="unit-mark">{mark}</span> : null}</>;
};
/** The same as one line of text, for workbooks. */
export const unitText = (frame: Frame, id: Id): string => [frame.unit(id)?.name ?? '', unitMark(frame, id)].filter(Boolean).join(' ');

export const FrameField = ({ seen }: { seen: Framed }) => <>
  <div class="field"><label for="b-frame">Theo đơn vị</label>
    <select id="b-frame" name="khung">{frameOptions(seen.reorganisations, seen.choice).map((one) => <option value={one.key} selected={one.key === frameKey(seen.choice)}>{one.label}</option>)}</select></div>
  <div class="day"><TextField form={filledForm({ ngay: seen.choice === 'today' || seen.choice === 'then' ? '' : formatDate(seen.choice) })} name="ngay" type="date" label="Ngày" spare /></div>
</>;

export const PeriodField = ({ period, today, years }: { period: PeriodChoice; today: PlainDate; years: readonly number[] }) => {
  const groups = periodChoices(today, years), known = groups.some((group) => group.options.some((one) => one.key === period.key));
  return <div class="field"><label for="b-period">Kỳ</label>
    <select id="b-period" name="ky">
      {known ? null : <option value={period.key} selected>{period.label}</option>}
      {groups.map((group) => <optgroup label={group.label}>{group.options.map((one) => <option value={one.key} selected={one.key === period.key}>{one.label}</option>)}</optgroup>)}
    </select></div>;
};

const TABS = [['', 'Bảng'], ['/tong-hop', 'Theo cấp'], ['/so-lieu', 'Nhiều năm']] as const;
/** The three ways of looking at the same work; frame and period go along. */
export const BoardTabs = ({ at, choice, period }: { at: (typeof TABS)[number][0]; choice: FrameChoice; period?: PeriodChoice | undefined }) => {
  const query = new URLSearchParams({ ...frameQuery(choice), ...(period ? { ky: period.key } : {}) }).toString();
  return <Tabs label="Cách xem" tabs={TABS.map(([path, label]) => ({ href: `${BOARD}${path}${query ? `?${query}` : ''}`, label, current: path === at }))} />;
};
