import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { countMoves, decided, handOver, questionKey, type Answers, type Question } from '#features/organisations/rules/handing-over.ts';
import type { Hop } from '#features/organisations/rules/apply-event.ts';
import type { PlannedReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Reader } from '#platform/db/tables.ts';
import { succeedCatalogue } from './actions/succeed-catalogue.ts';
import { succeedShops } from './actions/succeed-shops.ts';
import { mergeCatalogues, type Candidate } from './rules/merge-catalogues.ts';
import { allProcedures, catalogueOn, catalogueOwners, fieldsNamed, versionTexts } from './store/catalogue.ts';
import { shopsOf } from './store/shops.ts';

/** A one-stop shop goes on under the successor of its unit; signed check sheets stay under the name they were signed with. */
export const proceduresSuccession: SuccessionPart = {
  noun: 'procedures', label: 'Bộ phận Một cửa', counted: 'nơi niêm yết',
  async plan(reader, planned, answers) {
    const givers: Id[] = [...new Set(planned.hops.map((hop) => hop.from))], shops = (await shopsOf(reader, givers)).filter((one) => one.closed_on === null);
    const { all, questions, open } = handOver(shops, planned, answers, {
      noun: 'procedures', otherwise: 'ask', holder: (shop) => shop.organisation_id, item: (shop) => shop.id, functionOf: () => 'one-stop',
      told: (shop) => ({ title: shop.name, detail: 'Cùng danh mục phải niêm yết và các lần kiểm tra', names: [shop.name] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      commit: (acting) => succeedShops(acting, moves.map(({ thing, to, steps }) => ({ shop: thing, toId: to, from: planned.nameOf(thing.organisation_id), citations: [...new Set(steps.map((hop) => hop.citation))] }))),
    };
  },
};

/** The catalogue of a province goes on under its successor until that publishes otherwise; its communes keep what they post up. */
export const cataloguesSuccession: SuccessionPart = {
  noun: 'catalogues', label: 'Danh mục thủ tục hành chính', counted: 'thủ tục',
  async plan(reader, planned, answers) {
    const from = new Set(planned.hops.map((hop) => hop.from)), owners = from.size ? (await catalogueOwners(reader)).filter((id) => from.has(id)) : [];
    const { all, questions, open } = handOver(owners, planned, answers, {
      noun: 'catalogues', otherwise: 'ask', holder: (id) => id, item: () => 'danh-muc', functionOf: () => 'none', told: () => ({ title: 'Danh mục thủ tục hành chính', detail: 'Cùng các quyết định công bố và lịch sử', names: ['Danh mục thủ tục'] }),
    });
    const moves = await Promise.all([...Map.groupBy(all.filter((one) => one.steps.length > 0 && !one.unassigned), (one) => one.to)].map(([toId, given]) => merging(reader, planned, answers, toId, given.map((one) => ({ id: one.thing, steps: one.steps })))));
    return {
      lines: moves.flatMap(({ toId, kept, mergedFrom }) => countMoves([...kept.filter((one) => one.owner !== toId).map((one) => ({ from: one.owner, to: toId })), ...mergedFrom.map((owner) => ({ from: owner, to: toId, note: 'cùng mã, nhập làm một' }))])),
      questions: [...questions, ...moves.flatMap(({ question }) => question ?? [])], open: [...open, ...moves.flatMap(({ unsaid }) => unsaid ?? [])],
      async commit(acting) { let count = 0; for (const move of moves) count += await succeedCatalogue(acting, move); return count; },
    };
  },
};

async function merging(reader: Reader, planned: PlannedReorganisation, answers: Answers, toId: Id, given: readonly { readonly id: Id; readonly steps: readonly Hop[] }[]) {
  const givers = given.map(({ id }) => id).filter((id) => id !== toId), day = given.flatMap(({ steps }) => steps.map((hop) => hop.onDay)).sort().at(-1)!;
  const candidates = (await Promise.all([toId, ...givers].map((owner) => candidatesOf(reader, owner, day)))).flat(), ownerOf = new Map(candidates.map((one) => [one.id, one.owner]));
  const first = mergeCatalogues(candidates, toId, null), question: Question | null = first.disputed.length ? {
    key: questionKey('catalogues', given[0]!.steps[0]!, 'cung-ma', planned), noun: 'catalogues', from: givers[0]!, function: null, otherwise: 'ask', count: 1, heading: `Thủ tục cùng mã, khác nội dung: ${formatNumber(first.disputed.length)} thủ tục`,
    title: 'Giữ nội dung theo danh mục của', detail: `${first.disputed.slice(0, 3).join(', ')}${first.disputed.length > 3 ? '…' : ''}; nội dung kia vẫn ở lịch sử`, names: ['Thủ tục cùng mã'], options: givers.map((id) => ({ value: planned.refOf(id), label: planned.nameOf(id) })),
  } : null;
  const decision = question ? decided(question, answers, planned) : null, { kept, into } = decision?.state === 'to' ? mergeCatalogues(candidates, toId, decision.id) : first;
  return {
    toId, givers, kept, into, citations: [...new Set(given.flatMap(({ steps }) => steps.map((hop) => hop.citation)))], question, unsaid: question && decision?.state !== 'to' ? question.key : null,
    mergedFrom: [...into.keys()].map((id) => ownerOf.get(id)!),
  };
}

/** Everything a catalogue has, with what holds on a day. */
async function candidatesOf(reader: Reader, owner: Id, day: PlainDate): Promise<Candidate[]> {
  const rows = new Map((await catalogueOn(reader, owner, day)).map((row) => [row.id, row])), holding = [...rows.values()].filter((row) => row.phase === 'in-force'), texts = await versionTexts(reader, holding.map((row) => row.version)), fields = await fieldsNamed(reader, owner);
  return (await allProcedures(reader, owner)).map(({ id, code }) => {
    const row = rows.get(id), content = row?.phase === 'in-force' ? texts.get(row.version) : undefined;
    return { id, code, owner, ended: row?.phase !== 'future', text: row && content ? { code, name: row.name, field: fields.get(row.fieldId)?.name ?? '', level: row.level, content } : null };
  });
}
