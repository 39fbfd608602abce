import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { ROLE_LABELS } from '#features/accounts/rules/roles.ts';
import { fullNameOf } from '#features/organisations/rules/tree.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Table } from '#ui/parts.tsx';
import { STEP_LABELS } from '../rules/ladder.ts';
import { stepsOf, type StepTaken } from '../store.ts';
import { STEP_TONES } from './log.tsx';

/** "Đã nhắc" on the page of what is owed: each step once, with everybody it told; nothing while nobody was reminded. */
export async function Reminded(visit: Visit, subjectId: Id) {
  const taken = (await stepsOf(visit.db, [subjectId])).filter((one) => !one.skipped), steps: StepTaken[] = [];
  // A draft is the business of those who write it; the unit hears of the letter when it goes out.
  for (const one of taken) if (!one.draftId || await visit.may('urging.write', one.recipientId)) steps.push(one);
  if (!steps.length) return null;
  const tree = await organisationTree(visit.db, visit.today), rows = [...Map.groupBy(steps, (one) => `${one.takenOn} ${one.step} ${one.letterId ?? ''}`).values()].map((told) => ({ ...told[0]!, told }));
  const whom = ({ recipientId, recipientRoles }: StepTaken) => `${fullNameOf(tree, recipientId)} (${recipientRoles.map((role) => ROLE_LABELS[role].label.toLocaleLowerCase('vi')).join(', ')})`;
  return <Card title="Đã nhắc" id="da-nhac" pad={false}>
    <Table caption="Các lần nhắc về nghĩa vụ này" rows={rows} columns={[
      { head: 'Ngày', nowrap: true, cell: (row) => formatDate(row.takenOn) },
      { head: 'Bước', nowrap: true, cell: (row) => <Chip tone={STEP_TONES[row.step]}>{row.letterId ? 'Công văn đôn đốc' : STEP_LABELS[row.step].label}</Chip> },
      { head: 'Nội dung', cell: (row) => <>{row.sentence}<br /><small>{row.told.map(whom).join('; ')}</small></> },
    ]} />
  </Card>;
}
