import type { Id } from '#kernel/id.ts';
import { plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { workList } from '#features/obligations/store.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { declineContribution, returnContribution } from '#features/articles/actions/answer-contribution.ts';
import { recallContribution, sendContribution } from '#features/articles/actions/send-contribution.ts';
import { takeOver } from '#features/articles/actions/take-over.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle, publishAtOnce } from '#features/articles/actions/publish-article.ts';
import { returnArticle } from '#features/articles/actions/return-article.ts';
import { reviseArticle } from '#features/articles/actions/revise-article.ts';
import { careForArticle, scheduleArticle } from '#features/articles/actions/schedule-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { startArticle, writeDraft } from '#features/articles/actions/write-draft.ts';
import type { ArticleContent } from '#features/articles/rules/content.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { coverAlt, coverPng, type CoverKind } from './article-covers.ts';
import { COMMUNE, DEPARTMENT } from './article-texts-more.ts';
import { PORTAL_AUTUMN } from './article-texts-portal-2.ts';
import { PORTAL_SPRING } from './article-texts-portal.ts';
import { ARTICLES, COLUMNS, type DemoArticle } from './article-texts.ts';
import { CONTRIBUTIONS, type DemoContribution } from './contribution-texts.ts';
import type { OnDay } from './load.ts';

type Role = (typeof CAST)[number]['role'];

/** A year of columns, in order of days. */
const YEAR: readonly DemoArticle[] = [...ARTICLES, ...PORTAL_SPRING, ...PORTAL_AUTUMN, ...DEPARTMENT, ...COMMUNE].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
const isOut = (one: DemoArticle): boolean => !['draft', 'submitted', 'returned', 'scheduled'].includes(one.end);

/** Who published something on which day, by the local code of the unit: what they need not write into their books by hand. */
export const publishedPieces = (): readonly { readonly unit: string; readonly day: PlainDate; readonly task: string }[] => YEAR.filter(isOut).map((one) => {
  const { unit, task } = COLUMNS.find((row) => row.key === one.column)!;
  return { unit, day: plainDate(one.day), task };
});

/** Four columns as editorial offices keep them: most articles are out, some were updated or taken down; the commune's desk has one of each that still waits, and what units sent stands in every state. */
export async function makeArticles({ db, files, on, units, today }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const people = new Map((await accountsByUserNames(db, CAST.map(({ role }) => demoUserName(role)))).map((account) => [account.userName, account]));
  const as = <T>(day: PlainDate, who: Role | { readonly name: string }, verb: (acting: Acting) => Promise<T>): Promise<T> => {
    if (typeof who !== 'string') return on(day, verb, who.name);
    const account = people.get(demoUserName(who))!, unitId = units.get(CAST.find((one) => one.role === who)!.unit)!;
    return on(day, (acting) => verb({ ...acting, by: { ...acting.by, accountId: account.id, organisationId: unitId } }), account.person.name);
  };
  const columns = new Map<string, Id>();
  for (const { key, unit, by, name, about, contributors, task } of COLUMNS) {
    const day = plainDate('2026-01-15'), cards = day <= today ? Object.values(await workList(db, units.get(unit)!, today)).flat() : [];
    const itemIds = [...new Set(cards.filter((card) => card.title.includes(task)).map((card) => card.itemId))];
    if (day <= today) columns.set(key, await as(day, by, (a) => createColumn(a, { organisationId: units.get(unit)!, form: { name, about, product: 'column', channel: 'portal', itemIds, contributors: contributors ? { from: 'everybody' } : null } })));
  }
  const covers = new Map<CoverKind, string>();
  for (const one of YEAR) await makeOne(one);
  for (const one of CONTRIBUTIONS) await contribute(one);

  async function coverOf(kind: CoverKind, day: PlainDate, unit: Id): Promise<string> {
    const known = covers.get(kind), prepared = known ? null : await prepareFile(files, { bytes: await coverPng(kind), name: `minh-hoa-${kind}.png` });
    if (prepared) { await on(day, (a) => keepFile(a, unit, prepared)); covers.set(kind, prepared.sha256); }
    return known ?? prepared!.sha256;
  }

  async function makeOne(one: DemoArticle): Promise<void> {
    const day = plainDate(one.day), column = columns.get(one.column), { writer, by: editor, unit } = COLUMNS.find((row) => row.key === one.column)!;
    if (day > today || !column) return;
    const lead = one.lead ? units.get(one.lead)! : null, which = (articleId: Id) => ({ articleId, rowVersion: null });
    const content: ArticleContent = { title: one.title, summary: one.summary, body: readRichText({ html: one.html }).doc, cover: one.cover ? { sha256: await coverOf(one.cover, day, units.get(unit)!), alt: coverAlt(one.cover), credit: 'Hình minh họa' } : null, themes: one.themes, leadId: lead, coordinatingIds: [], language: 'vi', attachments: [] };
    const id = await as(day, writer, async (a) => { const made = await startArticle(a, { columnId: column, content }); if (one.end !== 'draft' && one.end !== 'at-once') await submitArticle(a, which(made)); return made; });
    switch (one.end) {
      case 'draft': case 'submitted': return;
      case 'returned': await as(day, editor, (a) => returnArticle(a, { ...which(id), reason: one.words! })); return;
      case 'scheduled': await as(day, editor, async (a) => { await approveArticle(a, which(id)); await scheduleArticle(a, { ...which(id), at: new Date(startOfDay(plainDate(one.until!)).getTime() + 7.5 * 3_600_000) }); }); return;
      case 'at-once': await as(day, editor, (a) => publishAtOnce(a, files, { ...which(id), reason: one.words! })); return;
      case 'published': case 'updated': case 'withdrawn':
        await as(day, editor, async (a) => { await approveArticle(a, which(id)); await publishArticle(a, files, which(id)); if (one.until && one.end === 'published') await careForArticle(a, { ...which(id), reviewBy: plainDate(one.until), withdrawAt: null, withdrawWords: null }); });
    }
    if (!one.until || plainDate(one.until) > today) return;
    if (one.end === 'withdrawn') await as(plainDate(one.until), editor, (a) => withdrawArticle(a, { ...which(id), reason: one.words! }));
    if (one.end === 'updated') {
      await as(plainDate(one.until), writer, async (a) => { await reviseArticle(a, which(id)); await writeDraft(a, { ...which(id), content: { ...content, body: readRichText({ html: `${one.html}${one.more}` }).doc }, changeNote: one.words! }); await submitArticle(a, which(id)); });
      await as(plainDate(one.until), editor, async (a) => { await approveArticle(a, which(id)); await publishArticle(a, files, which(id)); });
    }
  }
  /** What a unit sent, and what the editors of the column made of it. */
  async function contribute({ from, by, column, day, title, text, answer, answered, words, summary }: DemoContribution): Promise<void> {
    const columnId = columns.get(column), { by: editor, writer } = COLUMNS.find((row) => row.key === column)!, later = plainDate(answered ?? day);
    if (plainDate(day) > today || !columnId) return;
    const id = await as(plainDate(day), by, (a) => sendContribution(a, { fromId: units.get(from)!, columnId, material: { title, body: readRichText({ text }).doc, attachments: [], note: null, obligationIds: [] } })), which = { contributionId: id, rowVersion: null };
    if (later > today) return;
    switch (answer) {
      case 'waits': return;
      case 'recalled': return as(later, by, (a) => recallContribution(a, which));
      case 'returned': return as(later, editor, (a) => returnContribution(a, { ...which, reason: words! }));
      case 'declined': return as(later, editor, (a) => declineContribution(a, { ...which, reason: words! }));
      case 'taken': case 'published': {
        const articleId = await as(later, writer, (a) => takeOver(a, files, which)), one = { articleId, rowVersion: null };
        if (answer === 'taken') return;
        await as(later, writer, async (a) => { await writeDraft(a, { ...one, content: { title, summary: summary!, body: readRichText({ text }).doc, cover: null, themes: ['Bài cộng tác'], leadId: null, coordinatingIds: [units.get(from)!], language: 'vi', attachments: [] } }); await submitArticle(a, one); });
        await as(later, editor, async (a) => { await approveArticle(a, one); await publishArticle(a, files, one); });
      }
    }
  }
}
