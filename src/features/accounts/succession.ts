import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import { moveRoles } from './actions/move-roles.ts';
import { rolesAt, unplacedPeople } from './store.ts';

/** People of a unit that ends go on at its successor. Where it was divided each is asked about; who is not placed is listed. */
export const accountsSuccession: SuccessionPart = {
  noun: 'accounts', label: 'Vai trò của người dùng', counted: 'vai trò',
  async plan(reader, planned, answers) {
    const roles = await rolesAt(reader, [...planned.ended.keys()], planned.events[0]!.input.onDay);
    const { all, questions, open } = handOver(roles, planned, answers, {
      noun: 'accounts', otherwise: 'unassigned', holder: (role) => role.organisationId, item: (role) => role.accountId, functionOf: () => 'none',
      told: (role) => ({ title: role.personName, detail: [role.title, role.userName].filter(Boolean).join(' · '), names: [role.userName] }),
    });
    const leaving = all.filter((one) => one.steps.length > 0 || one.unassigned);
    return {
      lines: countMoves(leaving.map(({ thing, to, unassigned }) => ({ from: thing.organisationId, to: unassigned ? null : to }))), questions, open,
      commit: (acting) => moveRoles(acting, leaving.map(({ thing, to, steps, unassigned }) => {
        const ended = planned.ended.get(thing.organisationId)!;
        return { role: thing, to: unassigned ? null : to, toName: unassigned ? '' : planned.nameOf(to), onDay: steps[0]?.onDay ?? ended, citation: steps[0]?.citation ?? planned.hops.find((hop) => hop.from === thing.organisationId && !hop.remains)!.citation };
      })),
    };
  },
  unassigned: async (reader, ended, today) => (await unplacedPeople(reader, ended, today)).map((one) => ({ unitId: one.organisationId, what: [one.name, one.title, one.userName].filter(Boolean).join(', '), href: `/lam-viec/don-vi/${one.organisationId}` })),
};
