import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';

/**
 * The life of a contribution (bài cộng tác): sent, returned with a reason and sent again, taken over into an article, declined with a reason, or recalled by
 * its sender. The table does not compile when a state is missing. What becomes of the article is the article's own life (`states.ts`).
 */
export const CONTRIBUTION_STATES = ['sent', 'returned', 'taken-over', 'declined', 'recalled'] as const;
export type ContributionState = (typeof CONTRIBUTION_STATES)[number];
export const CONTRIBUTION_VERBS = ['send-again', 'recall', 'take', 'return', 'decline'] as const;
export type ContributionVerb = (typeof CONTRIBUTION_VERBS)[number];

type Row = Readonly<Record<ContributionVerb, ContributionState | null>>;
const AFTER: Readonly<Record<ContributionState, Row>> = {
  sent: { 'send-again': null, recall: 'recalled', take: 'taken-over', return: 'returned', decline: 'declined' },
  returned: { 'send-again': 'sent', recall: 'recalled', take: null, return: null, decline: null },
  'taken-over': { 'send-again': null, recall: null, take: null, return: null, decline: null },
  declined: { 'send-again': null, recall: null, take: null, return: null, decline: null },
  recalled: { 'send-again': null, recall: null, take: null, return: null, decline: null },
};
export const mayContribution = (state: ContributionState, verb: ContributionVerb): boolean => AFTER[state][verb] !== null;
/** The state after the verb; a sentence with the way out where it is not possible. */
export function allowContribution(state: ContributionState, verb: ContributionVerb): ContributionState {
  const after = AFTER[state][verb];
  if (after === null) throw conflict(CONTRIBUTION_REFUSAL[state]);
  return after;
}

export const CONTRIBUTION_LABEL: Readonly<Record<ContributionState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  sent: { label: 'chờ ban biên tập', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  'taken-over': { label: 'đã nhận', tone: 'good' },
  declined: { label: 'không sử dụng', tone: 'none' },
  recalled: { label: 'đã rút', tone: 'none' },
};
export const CONTRIBUTION_REFUSAL: Readonly<Record<ContributionState, string>> = {
  sent: 'Bài đã gửi, đang chờ ban biên tập. Muốn sửa, hãy rút bài rồi gửi bài khác, hoặc đề nghị ban biên tập trả lại.',
  returned: 'Bài đã trả lại cho đơn vị gửi. Hãy đợi đơn vị sửa và gửi lại.',
  'taken-over': 'Ban biên tập đã nhận bài này. Việc tiếp theo làm trên bài viết.',
  declined: 'Ban biên tập đã trả lời không sử dụng bài này. Có nội dung mới thì gửi bài khác.',
  recalled: 'Đơn vị gửi đã rút bài này. Muốn gửi nữa thì gửi bài khác.',
};

/** From whom a column takes contributions. */
export const CONTRIBUTORS = ['below', 'group', 'everybody'] as const;
export type Contributors = (typeof CONTRIBUTORS)[number];
export const CONTRIBUTORS_LABEL: Readonly<Record<Contributors, string>> = { below: 'Các đơn vị trực thuộc', group: 'Một nhóm đơn vị', everybody: 'Mọi cơ quan, đơn vị trong hệ thống' };

/** May a unit send to this column? `members`: whom the column's group holds today. Never to itself: what it writes there is its own article. */
export function takesFrom(column: { readonly organisation_id: Id; readonly contributors: Contributors | null; readonly closed_on: string | null }, from: Id, tree: OrganisationTree, members: ReadonlySet<Id>): boolean {
  if (column.closed_on !== null || from === column.organisation_id || !tree.get(from)) return false;
  switch (column.contributors) {
    case null: return false;
    case 'below': return tree.isWithin(from, column.organisation_id);
    // a division of a member speaks for it
    case 'group': return [...members].some((member) => tree.isWithin(from, member));
    case 'everybody': return true;
  }
}
