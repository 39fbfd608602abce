import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { choiceKey, type Candidate, type PartyRef } from '../rules/resolve-name.ts';
import { partyName, saveChoice } from '../store.ts';
import { defineGroup } from './define-group.ts';

/** From now on documents of this scope mean that party by this name. Returns the party. */
export async function rememberNameChoice(acting: Acting, choice: { readonly scopeId: Id; readonly asWritten: string; readonly party: PartyRef }): Promise<PartyRef> {
  await acting.authorise('organisations.name', choice.scopeId);
  const written = choiceKey(choice.asWritten);
  if (!written) throw invalid('Tên cơ quan đang trống nên không nhớ được cách viết này.');
  const name = await partyName(acting.tx, choice.party, acting.today);
  if (!name) throw invalid('Đơn vị hoặc nhóm được chọn không còn; hãy chọn lại.');
  const id = await saveChoice(acting.tx, { id: acting.newId(), scopeId: choice.scopeId, written, asWritten: choice.asWritten.trim(), party: choice.party, by: acting.by.accountId, at: acting.now });
  acting.record({ verb: 'organisations.name-remembered', table: 'name_choices', id, organisationId: choice.scopeId, facts: { asWritten: choice.asWritten.trim(), name } });
  return choice.party;
}

/** The party behind a candidate; a proposed group is made now. */
export async function partyOf(acting: Acting, candidate: Pick<Candidate, 'party' | 'proposal'>): Promise<PartyRef> {
  if (candidate.party) return candidate.party;
  if (!candidate.proposal) throw invalid('Hãy chọn một đơn vị hoặc một nhóm đơn vị.');
  return { type: 'group', id: await defineGroup(acting, candidate.proposal) };
}
