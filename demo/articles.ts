import type { Id } from '#kernel/id.ts';
import { plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
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
import { ARTICLES, COLUMNS, type DemoArticle } from './article-texts.ts';
import type { OnDay } from './load.ts';

type Role = (typeof CAST)[number]['role'];

/** Three columns as editorial offices keep them: most articles are out, one was updated, one taken down; the commune's desk has one of each that still waits. */
export async function makeArticles({ db, files, on, units, today }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const people = new Map((await accountsByUserNames(db, CAST.map(({ role }) => demoUserName(role)))).map((account) => [account.userName, account]));
  const as = <T>(day: PlainDate, who: Role | { readonly name: string }, verb: (acting: Acting) => Promise<T>): Promise<T> => {
    if (typeof who !== 'string') return on(day, verb, who.name);
    const account = people.get(demoUserName(who))!, unitId = units.get(CAST.find((one) => one.role === who)!.unit)!;
    return on(day, (acting) => verb({ ...acting, by: { ...acting.by, accountId: account.id, organisationId: unitId } }), account.person.name);
  };
  const columns = new Map<string, Id>();
  for (const { key, unit, by, name, about } of COLUMNS) {
    const day = plainDate('2026-01-15');
    if (day <= today) columns.set(key, await as(day, by, (a) => createColumn(a, { organisationId: units.get(unit)!, form: { name, about, product: 'column', channel: 'portal', itemIds: [] } })));
  }
  for (const one of ARTICLES) await makeOne(one);

  async function makeOne(one: DemoArticle): Promise<void> {
    const day = plainDate(one.day), column = columns.get(one.column), writer = COLUMNS.find((row) => row.key === one.column)!.writer, editor = COLUMNS.find((row) => row.key === one.column)!.by;
    if (day > today || !column) return;
    const lead = one.lead ? units.get(one.lead)! : null, which = (articleId: Id) => ({ articleId, rowVersion: null });
    const content: ArticleContent = { title: one.title, summary: one.summary, body: readRichText({ html: one.html }).doc, cover: null, themes: one.themes, leadId: lead, coordinatingIds: [], language: 'vi', attachments: [] };
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
}
