/**
 * A communication plan in the form the provinces use: purpose and requirements, themes, tasks (by section or as an
 * annex table), funding, duties. Each fact of a task stands on a labelled line of its own ("- Cơ quan chủ trì: …"),
 * the form that people and `loa read` understand alike.
 */
import { toRoman } from '#kernel/vietnamese.ts';
import { frameOf, type DocumentFrame } from './frame.ts';
import { pointLetter } from './letters.ts';
import type { Annex, Block, Column, OfficialDocument, TableRow } from './official-document.ts';
import { sentence, withoutEnding } from './wording.ts';

export interface PlanTask {
  readonly title: string;
  /** "05 tin, bài/tháng (khoảng 50 tin, bài/năm)", one per product; `cadenceInWords` writes them from numbers. */
  readonly cadences?: readonly string[];
  readonly directing?: readonly string[];
  readonly lead?: readonly string[];
  /** How the plan calls them: chủ trì when somebody coordinates, thực hiện when everybody does it on their own. */
  readonly leadLabel?: 'Cơ quan chủ trì' | 'Cơ quan thực hiện';
  readonly coordinators?: readonly string[];
  readonly timing?: string;
  readonly product?: string;
  /** A task with children is a heading only. */
  readonly children?: readonly PlanTask[];
}

export interface PlanDuty { readonly agency: string; readonly items: readonly string[] }

export interface PlanContent extends DocumentFrame {
  readonly subject: string;
  readonly legalBases?: readonly string[];
  /** "Thực hiện Quyết định số …, Chủ tịch UBND tỉnh ban hành Kế hoạch … như sau:" */
  readonly opening: readonly string[];
  readonly purposes: readonly string[];
  readonly requirements: readonly string[];
  readonly themes: readonly { readonly title: string; readonly points?: readonly string[] }[];
  readonly tasks: readonly PlanTask[];
  readonly taskLayout: 'sections' | 'annex';
  readonly taskHeading?: string;
  readonly annexTitle?: string;
  readonly funding: readonly string[];
  /** Reporting clauses are duties: `reportingClause` writes them. */
  readonly duties: readonly PlanDuty[];
  readonly closing: string;
}

const bullet = (text: string, mark: '-' | '+' = '-'): Block => ({ type: 'bullet', mark, text });
const heading = (level: 1 | 2 | 3, number: string, title: string): Block => ({ type: 'heading', level, number, title: withoutEnding(title) });
const agencies = (names: readonly string[]): string => names.map(withoutEnding).join('; ');

function taskLines(task: PlanTask): Block[] {
  const lines: Block[] = [];
  const say = (label: string, value: string | undefined): void => { if (value?.trim()) lines.push(bullet(`${label}: ${sentence(value)}`)); };
  const cadences = task.cadences ?? [];
  if (cadences.length > 1) lines.push(bullet('Tần suất:'), ...cadences.map((cadence) => bullet(sentence(cadence), '+')));
  else say('Tần suất', cadences[0]);
  say('Sản phẩm', task.product);
  say('Cơ quan chỉ đạo', agencies(task.directing ?? []));
  say(task.leadLabel ?? 'Cơ quan chủ trì', agencies(task.lead ?? []));
  say('Cơ quan phối hợp', agencies(task.coordinators ?? []));
  say('Thời gian thực hiện', task.timing);
  return lines;
}

const taskBlocks = (tasks: readonly PlanTask[]): Block[] => tasks.flatMap((task, index) => [
  heading(2, String(index + 1), task.title), ...taskLines(task),
  ...(task.children ?? []).flatMap((child, childIndex) => [heading(3, pointLetter(childIndex), child.title), ...taskLines(child)]),
]);

const TASK_COLUMNS: readonly Column[] = [
  { title: 'STT', width: 6, align: 'center' }, { title: 'Nhiệm vụ', width: 26, align: 'left' }, { title: 'Cơ quan chủ trì', width: 17, align: 'left' },
  { title: 'Cơ quan phối hợp', width: 17, align: 'left' }, { title: 'Thời gian', width: 12, align: 'left' }, { title: 'Sản phẩm, tần suất', width: 16, align: 'left' },
];

function taskRow(number: string, task: PlanTask): TableRow {
  const directing = task.directing?.length ? ` (cơ quan chỉ đạo: ${agencies(task.directing)})` : '';
  const product = [task.product, ...(task.cadences ?? [])].filter((text): text is string => !!text?.trim()).map(withoutEnding).join('; ');
  return { type: 'cells', cells: [number, withoutEnding(task.title), agencies(task.lead ?? []) + directing, agencies(task.coordinators ?? []), withoutEnding(task.timing ?? ''), product] };
}

const taskAnnex = (plan: PlanContent): Annex => ({
  title: plan.annexTitle ?? `Phân công nhiệm vụ tuyên truyền năm ${plan.year}`,
  landscape: true,
  blocks: [{
    type: 'table', columns: TASK_COLUMNS,
    rows: plan.tasks.flatMap((task, index) => [
      taskRow(String(index + 1), task),
      ...(task.children ?? []).map((child, childIndex) => taskRow(`${pointLetter(childIndex)})`, child)),
    ]),
  }],
});

const dutyBlocks = (duties: readonly PlanDuty[]): Block[] => duties.flatMap((duty, index) => [
  heading(2, String(index + 1), duty.agency),
  ...(duty.items.length === 1 ? [{ type: 'paragraph', text: sentence(duty.items[0]!) } as const] : duty.items.map((item) => bullet(sentence(item)))),
]);

export function buildPlan(plan: PlanContent): OfficialDocument {
  const clauses = (texts: readonly string[]): Block[] => texts.map((text, index) => ({ type: 'clause', number: String(index + 1), text: sentence(text) }));
  const sections: readonly (readonly [string, readonly Block[]])[] = [
    ['Mục đích, yêu cầu', [
      ...(plan.purposes.length ? [heading(2, '1', 'Mục đích'), ...plan.purposes.map((text) => bullet(sentence(text)))] : []),
      ...(plan.requirements.length ? [heading(2, plan.purposes.length ? '2' : '1', 'Yêu cầu'), ...plan.requirements.map((text) => bullet(sentence(text)))] : []),
    ]],
    ['Nội dung tuyên truyền', plan.themes.flatMap((theme, index) => [
      { type: 'clause', number: String(index + 1), text: theme.points?.length ? `${withoutEnding(theme.title)}:` : sentence(theme.title) } as const,
      ...(theme.points ?? []).map((point) => bullet(sentence(point))),
    ])],
    [plan.taskHeading ?? 'Hình thức tuyên truyền', plan.taskLayout === 'sections' ? taskBlocks(plan.tasks)
      : [{ type: 'paragraph', text: 'Nhiệm vụ cụ thể, cơ quan chủ trì, cơ quan phối hợp, thời gian và sản phẩm tại Phụ lục kèm theo Kế hoạch này.' }]],
    ['Kinh phí', clauses(plan.funding)],
    ['Tổ chức thực hiện', dutyBlocks(plan.duties)],
  ];
  const used = sections.filter(([, blocks]) => blocks.length > 0);
  return {
    ...frameOf(plan), kind: 'plan', language: 'vi', subject: plan.subject, legalBases: plan.legalBases ?? [], addressees: [],
    body: [
      ...plan.opening.map((text): Block => ({ type: 'paragraph', text })),
      ...used.flatMap(([title, blocks], index) => [heading(1, toRoman(index + 1), title), ...blocks]),
      { type: 'paragraph', text: plan.closing },
    ],
    annexes: plan.taskLayout === 'annex' ? [taskAnnex(plan)] : [],
  };
}
