import type { Id } from '#kernel/id.ts';
import type { Choice } from '#ui/forms.tsx';
import { OWING_ROLES, type PartyRole, type TaskContent } from '../rules/content.ts';

/** What the screens of a plan show; made from the rows of the noun in `load.ts`, so that every view is a plain function of it. */

export interface PartyView {
  readonly id: Id;
  readonly role: PartyRole;
  readonly asWritten: string;
  /** The value of the select: "organisation:ID" or "group:ID"; null while nobody is chosen. */
  readonly ref: string | null;
  readonly name: string | null;
  readonly group: boolean;
  /** Units it stands for today. */
  readonly size: number;
  /** Whom the name could mean, likely ones first. */
  readonly options: readonly Choice[];
  /** The first of them is likely enough to be offered as chosen. */
  readonly likely: boolean;
  /** The reviewer decided that this party owes nothing, and why. */
  readonly droppedReason: string | null;
}

/** What issuing would make of a task. */
export interface Effect {
  readonly obligations: number;
  /** "96 đơn vị × 12 tháng = 1.152 nghĩa vụ, hạn ngày cuối tháng" */
  readonly lines: readonly string[];
  /** Members that have no such unit: they would owe nothing and are named before issuing. */
  readonly missing: readonly string[];
}

export interface TaskView {
  readonly id: Id;
  readonly version: number;
  readonly content: TaskContent;
  readonly parties: readonly PartyView[];
  /** JSON pointer of the fact in the reading. */
  readonly path: string | null;
  readonly paragraphs: readonly string[];
  readonly effect: Effect;
}

export const partiesOf = (task: Pick<TaskView, 'parties'>, role: PartyRole): PartyView[] => task.parties.filter((party) => party.role === role && party.droppedReason === null);
/** In whose name the obligations stand. */
export const owing = (task: Pick<TaskView, 'parties'>): PartyView[] => task.parties.filter((party) => OWING_ROLES.has(party.role) && party.droppedReason === null);

/** What keeps a task from being issued, as a sentence; null when the reading is sure. */
export function doubtOf(task: Pick<TaskView, 'parties'>): string | null {
  const unclear = owing(task).filter((party) => party.ref === null);
  if (unclear.length) return `Chưa rõ cơ quan ${unclear[0]!.role === 'lead' ? 'chủ trì' : 'thực hiện'}: ${unclear.map((party) => `“${party.asWritten}”`).join(', ')}`;
  const empty = owing(task).find((party) => party.size === 0);
  if (empty) return `“${empty.name}” hiện không có đơn vị nào`;
  return owing(task).length > 0 ? null : 'Chưa có cơ quan chủ trì';
}
/** What waits for a person stands first, the rest as printed. */
export const doubtfulFirst = (tasks: readonly TaskView[]): TaskView[] => [...tasks.filter((task) => doubtOf(task) !== null), ...tasks.filter((task) => doubtOf(task) === null)];
