import type { Child } from 'hono/jsx';
import { AppError } from '#kernel/app-error.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { hotlinesOf } from '#features/directory/store.ts';
import { formatPhone, telLink } from '#features/directory/rules/phone.ts';
import type { FilePage, HtmlPage, PortalPart, Reading } from '#features/sites/portal-part.ts';
import { fill, words, type Key, type Words } from '#locales/index.ts';
import { rateLimiter } from '#platform/http/security.ts';
import { Day, Pager } from '#ui/portal.tsx';
import { answerSearch, countAsked, requestOf, type Answer, type Request, type ShownFacet, type ShownHit } from './answer.ts';
import { MOST_QUERY_WORDS, parseQuery } from './rules/query.ts';
import type { Piece } from './rules/snippet.ts';
import { askedOften } from './store/asked.ts';
import { MOST_HITS } from './store/find.ts';
import { termsBeginning } from './store/terms.ts';

export const PATH = '/tim-kiem', SUGGESTIONS_PATH = '/tim-kiem/goi-y';
const OFTEN = 8, SUGGESTIONS = 8;

/** A search costs more than a page: so many a minute from one address (twice that in a burst), and so many at once in one process. */
const PER_MINUTE = 60, AT_ONCE = 8;
const allowed = rateLimiter(() => performance.now(), { signedIn: PER_MINUTE, address: PER_MINUTE });
let underWay = 0;

async function search(reading: Reading, params: URLSearchParams, from: { readonly address: string }): Promise<HtmlPage> {
  const request = requestOf(params), say = words(reading.language);
  if (request.query.said === '') return page(reading, request, <Often reading={reading} asked={await askedOften(reading.db, OFTEN, reading.today)} />);
  if (!allowed({ account: null, address: from.address }) || underWay >= AT_ONCE) throw new AppError('rate-limited', say['search.too-many']);
  underWay += 1;
  try {
    const answer = await answerSearch(reading, request);
    if (answer) await countAsked(reading, request, answer.found);
    return page(reading, request, answer ? <Results reading={reading} request={request} answer={answer} hotline={answer.found.total === 0 ? await mainHotline(reading) : null} /> : <p class="note" role="status">{say['search.none-words']}</p>);
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error; // only the database's patience ended
    return page(reading, request, <p class="note" role="status">{say['search.too-long']}</p>);
  } finally { underWay -= 1; }
}

/** What titles have that begins like this: `{"suggestions": ["khai sinh", …]}`. */
async function suggest(reading: Reading, params: URLSearchParams, from: { readonly address: string }): Promise<FilePage> {
  if (!allowed({ account: null, address: from.address })) throw new AppError('rate-limited', words(reading.language)['search.too-many']);
  const typed = parseQuery(params.get('q') ?? '').runs.flatMap((run) => run.words.map((word) => word.folded)).slice(-2).join(' ');
  const terms = typed.length < 2 ? [] : await termsBeginning(reading.db, typed, SUGGESTIONS);
  return { kind: 'file', mediaType: 'application/json; charset=utf-8', bytes: new TextEncoder().encode(JSON.stringify({ suggestions: terms.map((term) => term.shown) })), tags: [] };
}

const mainHotline = async ({ db, site, today }: Reading): Promise<string | null> => (await hotlinesOf(db, site.organisation_id, today))[0]?.number ?? null;

function page(reading: Reading, { query, everywhere }: Request, content: Child): HtmlPage {
  const say = words(reading.language), said = query.said;
  return {
    kind: 'html', title: said ? fill(say['search.of'], { words: said }) : say['search.title'], tags: [], unlisted: true,
    content: <>
      <h1>{say['search.title']}</h1>
      <form class="search" role="search" aria-label={say['search.label']} action={reading.at(PATH)}>
        <label class="visually-hidden" for="tim">{say['search.label']}</label>
        <div><input id="tim" type="search" name="q" value={said} maxlength={400} aria-describedby="tim-cach" /><button type="submit" class="button primary">{say['portal.search-go']}</button></div>
        {everywhere ? <input type="hidden" name="o" value="tat-ca" /> : null}
        <p id="tim-cach" class="small">{say['search.hint']}</p>
      </form>
      {content}
    </>,
  };
}

const Often = ({ reading, asked }: { reading: Reading; asked: readonly { readonly words: string; readonly shown: string }[] }) => asked.length === 0 ? null :
  <section aria-labelledby="hay-tim"><h2 id="hay-tim">{words(reading.language)['search.often']}</h2><ul class="often">{asked.map((one) => <li><a href={`${reading.at(PATH)}?q=${encodeURIComponent(one.shown)}`}>{one.shown}</a></li>)}</ul></section>;

/** The address of this search with something changed; a change begins at the first page again. */
const addressOf = (reading: Reading, { query, filter, everywhere, order }: Request, change: Readonly<Record<string, string | null>> = {}): string => {
  const said: Record<string, string | null> = {
    q: query.said, o: everywhere && !filter.organisationId ? 'tat-ca' : null, 'don-vi': filter.organisationId ?? null, muc: filter.collectionId ?? null, nam: filter.year ? String(filter.year) : null, loai: filter.noun ?? null, xep: order === 'newest' ? 'moi' : null, ...change,
  };
  return `${reading.at(PATH)}?${new URLSearchParams(Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== null))}`;
};

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => <>{pieces.map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>;
const nounLabel = (say: Words, noun: string): string => say[`search.noun-${noun}` as Key] ?? say['search.noun-other'];

interface ResultsProps { readonly reading: Reading; readonly request: Request; readonly answer: Answer; readonly hotline: string | null }
const Results = ({ reading, request, answer, hotline }: ResultsProps) => {
  const say = words(reading.language), { found } = answer, most = formatNumber(MOST_HITS);
  return <>
    <p role="status">{found.total === 0 ? fill(say['search.none'], { words: request.query.said }) : <b>{fill(say[found.more ? 'search.more' : 'search.count'], { count: formatNumber(found.total) })}</b>}
      {found.more ? <> <span class="small">{fill(say['search.more-about'], { count: most })}</span></> : null}{request.query.cut ? <> <span class="small">{fill(say['search.cut'], { count: MOST_QUERY_WORDS })}</span></> : null}</p>
    {answer.meant ? <p>{say['search.meant']}: <a href={addressOf(reading, request, { q: answer.meant })}><b>{answer.meant}</b></a>?</p> : null}
    {found.nearly && found.total > 0 ? <p class="note">{say['search.nearly']}</p> : null}
    <Chosen reading={reading} request={request} answer={answer} />
    {found.total === 0 ? <div class="note">
      {answer.elsewhere ? <p><a href={addressOf(reading, request, { o: 'tat-ca' })}>{fill(say[answer.elsewhere.more ? 'search.elsewhere-more' : 'search.elsewhere'], { count: formatNumber(answer.elsewhere.total) })}</a></p> : null}
      <p>{say['search.none-help']}</p>{hotline ? <p>{say['search.call']}: <a href={telLink(hotline)}>{formatPhone(hotline)}</a></p> : null}
    </div> : <div class="beside">
      <section class="blocks" aria-labelledby="ket-qua">
        <h2 id="ket-qua" class="visually-hidden">{say['search.results']}</h2>
        <ol class="items found">{answer.hits.map((hit) => <Hit hit={hit} reading={reading} />)}</ol>
        <Pager language={reading.language} page={found.page} pages={found.pages} href={(wanted) => addressOf(reading, request, wanted === 1 ? {} : { trang: String(wanted) })} />
      </section>
      <Narrow reading={reading} request={request} answer={answer} />
    </div>}
  </>;
};

const Hit = ({ hit: { href, title, lines, item, organisation }, reading }: { hit: ShownHit; reading: Reading }) =>
  <li lang={item.language === reading.language ? undefined : item.language}><div class="item">
    <p class="when">{nounLabel(words(reading.language), item.noun)} · <Day at={item.published_at} /> · {organisation}</p>
    <h3><a href={href}><Marked pieces={title} /></a></h3>
    <p><Marked pieces={lines} /></p>
    <p class="small address">{reading.absolute(href)}</p>
  </div></li>;

/** What the hits were narrowed to, each with a way back. */
const Chosen = ({ reading, request, answer }: Omit<ResultsProps, 'hotline'>) => {
  const say = words(reading.language), { filter } = request;
  const chosen: readonly (readonly [string, string])[] = [
    ...(filter.noun ? [['loai', nounLabel(say, filter.noun)] as const] : []), ...(filter.organisationId ? [['don-vi', answer.organisationName ?? say['search.organisation']] as const] : []),
    ...(filter.collectionId ? [['muc', answer.collectionName ?? say['search.collection']] as const] : []), ...(filter.year ? [['nam', String(filter.year)] as const] : []),
  ];
  if (chosen.length === 0) return null;
  return <nav aria-label={say['search.chosen']}><ul class="row chosen">{chosen.map(([name, label]) => <li><a class="button" href={addressOf(reading, request, { [name]: null })} aria-label={fill(say['search.drop'], { value: label })}>{label} <span aria-hidden="true">✕</span></a></li>)}</ul></nav>;
};

const Narrow = ({ reading, request, answer }: Omit<ResultsProps, 'hotline'>) => {
  const say = words(reading.language), { filter, order, everywhere } = request, { found } = answer;
  const list = (name: string, label: string, values: readonly ShownFacet[], chosen: boolean): Child => chosen || values.length < 2 ? null :
    <section aria-labelledby={`loc-${name}`}><h3 id={`loc-${name}`}>{label}</h3><ul class="facets">{values.map((one) => <li><a href={addressOf(reading, request, { [name]: one.value })}>{one.label}</a> <span class="small">{formatNumber(one.hits)}</span></li>)}</ul></section>;
  const way = (label: string, href: string, here: boolean): Child => <li>{here ? <b aria-current="true">{label}</b> : <a href={href}>{label}</a>}</li>;
  return <nav class="side narrow" aria-label={say['search.narrow']}>
    {found.total < 2 ? null : <section aria-labelledby="loc-xep"><h3 id="loc-xep">{say['search.order']}</h3><ul class="facets">{way(say['search.by-relevance'], addressOf(reading, request, { xep: null }), order === 'relevance')}{way(say['search.by-newest'], addressOf(reading, request, { xep: 'moi' }), order === 'newest')}</ul></section>}
    {list('loai', say['search.noun'], found.nouns.map((one) => ({ value: one.value, label: nounLabel(say, one.value), hits: one.hits })), filter.noun !== undefined)}
    {list('don-vi', say['search.organisation'], answer.organisations, filter.organisationId !== undefined)}
    {list('muc', say['search.collection'], answer.collections, filter.collectionId !== undefined)}
    {list('nam', say['search.year'], found.years.slice(0, 12).sort((a, b) => b.value - a.value).map((one) => ({ value: String(one.value), label: String(one.value), hits: one.hits })), filter.year !== undefined)}
    {answer.scoped && !filter.organisationId ? <p>{everywhere ? <a href={addressOf(reading, request, { o: null })}>{fill(say['search.here'], { site: reading.site.name })}</a> : <a href={addressOf(reading, request, { o: 'tat-ca' })}>{say['search.everywhere']}</a>}</p> : null}
  </nav>;
};

export const searchPortal: PortalPart = { noun: 'search', pages: [], dynamic: [{ path: PATH, answer: search }, { path: SUGGESTIONS_PATH, answer: suggest }] };
