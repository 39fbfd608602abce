import { countMoves, handOver, type Handing } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedPlans } from './actions/succeed-plan.ts';
import { PLAN_STATUS_LABEL } from './rules/state.ts';
import { livingPlansOf } from './store/successors.ts';
import type { PlanRow } from './store/tables.ts';

/** Plans in force and drafts go on with the successor of who keeps them. */
export const plansSuccession: SuccessionPart = {
  noun: 'plans', label: 'Kế hoạch đang có hiệu lực hoặc đang soạn', counted: 'kế hoạch',
  async plan(reader, planned, answers) {
    const plans = await livingPlansOf(reader, [...new Set(planned.hops.map((hop) => hop.from))]);
    const how: Omit<Handing<PlanRow>, 'holder'> = {
      noun: 'plans', otherwise: 'ask', item: (plan) => plan.id,
      // a draft is not yet work of a function; a plan in force goes with the only function its keeper had
      functionOf: (plan, hop) => (plan.status !== 'issued' && plan.status !== 'amended' ? 'none' : hop.had.length === 1 ? hop.had[0]! : null),
      told: (plan) => ({ title: plan.title, detail: `${numberOf(plan)} · ${PLAN_STATUS_LABEL[plan.status]}`, names: [numberOf(plan)] }),
    };
    const kept = handOver(plans, planned, answers, { ...how, holder: (plan) => plan.owner_id });
    const issued = handOver(plans.filter((plan) => plan.issuer_id !== plan.owner_id), planned, answers, { ...how, holder: (plan) => plan.issuer_id });
    const issuers = new Map(issued.all.map((one) => [one.thing.id, one])), moves = kept.all.flatMap(({ thing, to, steps, unassigned }) => {
      const issuer = thing.issuer_id === thing.owner_id ? { to, steps } : issuers.get(thing.id);
      if (!steps.length && !issuer?.steps.length) return [];
      return unassigned ? [] : [{ plan: thing, ownerId: to, issuerId: issuer?.to ?? thing.issuer_id, citations: [...new Set([...steps, ...(issuer?.steps ?? [])].map((hop) => hop.citation))] }];
    });
    return {
      lines: countMoves([...moves.filter((one) => one.ownerId !== one.plan.owner_id).map(({ plan, ownerId }) => ({ from: plan.owner_id, to: ownerId })), ...kept.all.filter((one) => one.unassigned).map(({ thing }) => ({ from: thing.owner_id, to: null }))]),
      questions: [...new Map([...kept.questions, ...issued.questions].map((one) => [one.key, one])).values()], open: [...new Set([...kept.open, ...issued.open])],
      commit: (acting) => succeedPlans(acting, moves),
    };
  },
};

const numberOf = ({ number, notation, year }: PlanRow): string => (number ? `Số ${number}${notation ? `/${notation}` : ''}` : `chưa có số${year ? `, năm ${year}` : ''}`);
