import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ROLES, type Role } from '#platform/policy.ts';
import { reportsPolicy } from '../policy.ts';
import { afterReport, approvalOf, isSent, isTaken, mayReport, REASONED, REPORT_STATES, REPORT_VERBS, stateLabel, WANTED, type Approval, type ReportState, type ReportVerb } from './states.ts';

const APPROVALS: readonly Approval[] = ['one-step', 'two-step'];
const rolesFor = (verb: ReportVerb): Role[] => ROLES.filter((role) => WANTED[verb].permissions.some((permission) => (reportsPolicy[permission] as readonly Role[]).includes(role)));

/** Written by hand from the words of the rule; the table of the program is compared with it, cell by cell. */
const POSSIBLE: Readonly<Record<Approval, Readonly<Record<ReportState, string>>>> = {
  'one-step': { draft: 'edit submit', submitted: 'correct accept return', returned: 'edit submit', accepted: 'correct return undo-accept', approved: 'undo-approve' },
  'two-step': { draft: 'edit submit', submitted: 'correct accept return', returned: 'edit submit', accepted: 'return undo-accept approve', approved: 'undo-approve' },
};
const WHO: Readonly<Record<ReportVerb, { at: 'unit' | 'receiver'; roles: string }>> = {
  edit: { at: 'unit', roles: 'officer approver focal' }, submit: { at: 'unit', roles: 'approver focal' }, correct: { at: 'unit', roles: 'approver focal' },
  accept: { at: 'receiver', roles: 'focal administrator' }, return: { at: 'receiver', roles: 'focal administrator' }, 'undo-accept': { at: 'receiver', roles: 'approver focal administrator' },
  approve: { at: 'receiver', roles: 'approver' }, 'undo-approve': { at: 'receiver', roles: 'approver' },
};

describe('the life of a report', () => {
  it('allows in every state, under one step and two, exactly these verbs', () => {
    for (const approval of APPROVALS) for (const state of REPORT_STATES) for (const verb of REPORT_VERBS) {
      const wanted = POSSIBLE[approval][state].split(' ').includes(verb);
      assert.equal(mayReport(approval, state, verb), wanted, `${approval} ${state} ${verb}`);
      if (wanted) assert.ok(REPORT_STATES.includes(afterReport(approval, state, verb)));
      else assert.throws(() => afterReport(approval, state, verb));
    }
  });
  it('gives every verb to exactly these roles, at the unit or at the one that receives', () => {
    for (const verb of REPORT_VERBS) for (const role of ROLES) {
      assert.equal(rolesFor(verb).includes(role), WHO[verb].roles.split(' ').includes(role), `${verb} by ${role}`);
      assert.equal(WANTED[verb].at, WHO[verb].at, verb);
    }
  });
  it('after the first of two steps lets nobody of the unit change what was sent; after the second nobody but the leader who locks', () => {
    for (const verb of REPORT_VERBS.filter((one) => WANTED[one].at === 'unit')) for (const state of ['accepted', 'approved'] as const) assert.equal(mayReport('two-step', state, verb), false, `${state} ${verb}`);
    assert.deepEqual(REPORT_VERBS.filter((verb) => mayReport('two-step', 'approved', verb)), ['undo-approve']);
    assert.deepEqual(rolesFor('undo-approve'), ['approver']);
  });
  it('wants a reason for whatever takes something back', () => {
    for (const verb of REPORT_VERBS) assert.equal(REASONED.has(verb), ['correct', 'return', 'undo-accept', 'undo-approve'].includes(verb), verb);
  });
  it('an undone step leads back to the state before it', () => {
    for (const approval of APPROVALS) assert.equal(afterReport(approval, afterReport(approval, 'submitted', 'accept'), 'undo-accept'), 'submitted');
    assert.equal(afterReport('two-step', afterReport('two-step', 'accepted', 'approve'), 'undo-approve'), 'accepted');
  });
  it('a definition from before there were two steps asks for one', () => assert.equal(approvalOf({}), 'one-step'));
  it('counts as sent and as taken what the words say, and names every state', () => {
    assert.deepEqual(REPORT_STATES.filter(isSent), ['submitted', 'accepted', 'approved']);
    assert.deepEqual(REPORT_STATES.filter(isTaken), ['accepted', 'approved']);
    for (const approval of APPROVALS) for (const state of REPORT_STATES) assert.ok(stateLabel(state, approval).label.length > 3);
    assert.equal(stateLabel('accepted', 'two-step').label, 'đã nhận, chờ phê duyệt');
  });
});
