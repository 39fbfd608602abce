import { setTimeout as delay } from 'node:timers/promises';
import { isId, type Id, type IdSource } from '#kernel/id.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database, Reader } from '#platform/db/tables.ts';
import { ask, ASKING, type Asking } from '#platform/outgoing/ask.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { publicItemsById } from '#features/sites/store.ts';
import { noteLinks } from './actions/note-links.ts';
import { hostOf, judge, linksOf, weAreOnline, type Answer, type Found } from './rules/link-check.ts';
import { articlesToCheck, linksOfArticles } from './store/links.ts';

/** One night's round: bounded, and polite to each host. */
export interface Round { readonly articles: number; readonly perHost: number; readonly hosts: number; readonly pauseMs: number; readonly asking: Asking }
export const NIGHT: Round = { articles: 500, perHost: 40, hosts: 6, pauseMs: 500, asking: ASKING };

export interface LinksEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource }

/** Looks at the links of live articles, keeps how each was found, and tells the editors once of what broke. Gives how many did. */
export async function checkLinks({ db, clock, ids }: LinksEnvironment, round: Round = NIGHT): Promise<number> {
  const articles = (await articlesToCheck(db, round.articles)).map((one) => ({ ...one, hrefs: linksOf(one.body) })), now = clock.now();
  const before = new Map((await linksOfArticles(db, articles.map(({ id }) => id))).map((row) => [`${row.article_id} ${row.href}`, row]));
  const own = await ownAnswers(db, articles.flatMap(({ hrefs }) => hrefs.filter((href) => hostOf(href) === null)));
  const outside = await outsideAnswers(articles.flatMap(({ hrefs }) => hrefs.filter((href) => hostOf(href) !== null)), round), online = weAreOnline(outside.values());
  let broke = 0;
  for (const article of articles) {
    const found = new Map<string, Found>();
    for (const href of article.hrefs) {
      const known = before.get(`${article.id} ${href}`) ?? null, answer = own.get(href) ?? outside.get(href);
      // not asked tonight, or asked in vain because we are cut off: as it was
      if (!answer || (answer.kind === 'silent' && !online)) { if (known) found.set(href, known); continue; }
      found.set(href, judge(answer, known, now));
    }
    broke += await act({ db, clock, ids, shard: article.shard_id }, systemActor('Kiểm tra liên kết'), (a) => noteLinks(a, article.id, found));
  }
  return broke;
}

/** Each host after its own pause, several hosts at once; at most so many of one host a night. */
async function outsideAnswers(hrefs: readonly string[], { perHost, hosts, pauseMs, asking }: Round): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>(), waiting = [...Map.groupBy(new Set(hrefs), (href) => hostOf(href)!).values()].map((some) => some.slice(0, perHost));
  const walk = async (): Promise<void> => {
    for (let some = waiting.pop(); some; some = waiting.pop())
      for (const [index, href] of some.entries()) {
        if (index && pauseMs) await delay(pauseMs);
        answers.set(href, await ask(href, asking));
      }
  };
  await Promise.all(Array.from({ length: hosts }, walk));
  return answers;
}

/** Our own permanent addresses are looked up where they stand. Other pages of the portal are lists that are made when asked for: they are not guessed about. */
async function ownAnswers(db: Reader, hrefs: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
  const idIn = (href: string): Id | null => { const id = /^\/x\/([0-9a-f-]{36})(?:[/?#]|$)/.exec(href)?.[1] ?? ''; return isId(id) ? id : null; };
  const items = new Map((await publicItemsById(db, [...new Set(hrefs.flatMap((href) => idIn(href) ?? []))])).map((item) => [item.id, item]));
  return new Map(hrefs.map((href): [string, Answer] => {
    const id = idIn(href), item = id && items.get(id);
    return [href, { kind: 'answered', status: !id || (item && !item.withdrawn_at) ? 200 : item ? 410 : 404, moved: null }];
  }));
}
