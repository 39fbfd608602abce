import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import type { Child } from 'hono/jsx';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import type { HtmlPage, Reading } from '#features/sites/portal-part.ts';
import { siteOf } from '#features/sites/store.ts';
import { testClock } from '#platform/clock.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { searchPortal } from './portal.tsx';
import { lexemesOf } from './rules/lexemes.ts';
import { isEmpty, pairsIn, parseQuery, wordsIn } from './rules/query.ts';
import { AGE, isCode, POINTS, WHOLE_TITLE } from './rules/rank.ts';
import { forgetAsked, noteAsked } from './store/asked.ts';
import { askRebuild } from './store/cursors.ts';
import { putEntries, type Entry } from './store/entries.ts';
import { find, type Asked } from './store/find.ts';

const NOW = new Date(startOfDay(plainDate('2026-11-20')).getTime() + 10 * 3_600_000);

/** A province whose units publish things that have nothing but a title, a summary and a text. */
async function library() {
  const { db } = await testDb(), t = actingFor(db), province = await smallProvince(t), texts = new Map<Id, string>();
  const env: FollowEnvironment = { db, clock: testClock(NOW), sources: ['articles', 'procedures'].map((noun) => ({ noun, words: async (_db, ids) => new Map(ids.map((id) => [id, texts.get(id) ?? ''])) })) };
  const publish = async (title: string, change: { summary?: string; text?: string; noun?: string; at?: Id; on?: string; collectionId?: Id } = {}): Promise<Id> => {
    const id = t.newId(), on: TestActing = change.on ? t.on(change.on) : t;
    texts.set(id, change.text ?? '');
    await on.run((a) => placeItem(a, { id, noun: change.noun ?? 'articles', organisationId: change.at ?? province.root, wanted: `/muc/${id}`, language: 'vi', title, summary: change.summary ?? '', picture: null, collectionId: change.collectionId ?? null }));
    return id;
  };
  const ask = (typed: string, change: Partial<Asked> = {}) => find(db, { query: parseQuery(typed), order: 'relevance', page: 1, now: NOW, ...change });
  const titles = async (typed: string, change: Partial<Asked> = {}) => (await ask(typed, change)).hits.map((hit) => hit.title);
  return { db, t, province, texts, env, publish, ask, titles };
}
type Library = Awaited<ReturnType<typeof library>>;
const count = async ({ db }: Library, table: string): Promise<number> => (await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db)).rows[0]!.n;
/** Everything the index says, without when it was written. */
const index = async ({ db }: Library) => ({
  entries: (await sql`select id, title, summary, text, year, lexemes::text from search_entries order by id`.execute(db)).rows, terms: (await sql`select term, entries from search_terms order by term`.execute(db)).rows,
  months: (await sql`select month, entries from search_months where entries > 0 order by month`.execute(db)).rows,
});

describe('finding', () => {
  let l: Library;
  before(async () => {
    l = await library();
    await l.publish('Cải cách hành chính ở xã Bình An', { text: 'Người dân hài lòng.', on: '2025-03-02' });
    await l.publish('Họp thôn cuối năm', { text: 'Bàn về cải cách thủ tục và nước sạch.' });
    await l.publish('Cái cách làm vườn', { text: 'Kể chuyện cách trồng rau.', at: l.province.communes[0]! });
    await l.publish('Đăng ký khai sinh', { noun: 'procedures', text: 'Mã 1.001193, nộp tại Bộ phận Một cửa.', on: '2024-05-02' });
    await l.publish('Tin: xã tổ chức đăng ký khai sinh lưu động', { text: 'Theo 15/KH-UBND.' });
    await l.publish('Thuỷ lợi và kĩ thuật', { text: 'Hoà bình.' });
    await follow(l.env);
  });

  it('with and without marks, the exact ones first, the title before the text', async () => {
    assert.deepEqual(await l.titles('cải cách'), ['Cải cách hành chính ở xã Bình An', 'Họp thôn cuối năm', 'Cái cách làm vườn']);
    assert.deepEqual(new Set(await l.titles('cai cach')), new Set(await l.titles('cải cách')));
    assert.deepEqual(await l.titles('"cái cách"').then((list) => list[0]), 'Cái cách làm vườn');
  });
  it('whatever the spelling: NFD, old tone places, i for y, đ and d', async () => {
    for (const typed of ['thủy lợi'.normalize('NFD'), 'THUY LOI', 'kỹ thuật', 'hòa bình']) assert.deepEqual(await l.titles(typed), ['Thuỷ lợi và kĩ thuật'], typed);
    assert.equal((await l.titles('dang ky')).length, 2);
  });
  it('codes, and the procedure before what is written about it', async () => {
    assert.deepEqual(await l.titles('1.001193'), ['Đăng ký khai sinh']);
    assert.deepEqual(await l.titles('15/KH-UBND'), ['Tin: xã tổ chức đăng ký khai sinh lưu động']);
    assert.deepEqual((await l.titles('đăng ký khai sinh'))[0], 'Đăng ký khai sinh');
    await l.publish('Đăng ký khai sinh kết hợp nhận cha, mẹ, con', { noun: 'procedures' });
    await follow(l.env);
    assert.deepEqual(await l.titles('khai sinh', { noun: 'procedures' }), ['Đăng ký khai sinh', 'Đăng ký khai sinh kết hợp nhận cha, mẹ, con'], 'the older one, whose title says little else');
  });
  it('newest first when asked so, and what is unwanted is left out', async () => {
    assert.deepEqual((await l.titles('cai cach', { order: 'newest' })).at(-1), 'Cải cách hành chính ở xã Bình An');
    assert.deepEqual(await l.titles('cai cach -vuon'), ['Cải cách hành chính ở xã Bình An', 'Họp thôn cuối năm']);
  });
  it('counts by unit, kind and year what was found, and narrows to them', async () => {
    const found = await l.ask('cai cach');
    assert.deepEqual([found.total, found.more, found.years.map((one) => [one.value, one.hits])], [3, false, [[2026, 2], [2025, 1]]]);
    assert.deepEqual(found.organisations.map((one) => one.hits), [2, 1]);
    assert.deepEqual(await l.titles('cai cach', { year: 2025 }), ['Cải cách hành chính ở xã Bình An']);
    assert.deepEqual(await l.titles('cai cach', { organisationId: l.province.communes[0]! }), ['Cái cách làm vườn']);
    assert.equal((await l.titles('dang ky', { noun: 'procedures' })).length, 2);
    assert.equal((await l.titles('dang ky', { near: { organisationId: l.province.communes[0]!, above: [l.province.root] } })).length, 2, 'a commune is shown the procedures of its province');
  });
  it('what is near when nothing has all words', async () => {
    const found = await l.ask('đăng ký khai sinh cho bò');
    assert.deepEqual([found.nearly, found.hits.length], [true, 3]);
    assert.deepEqual((await l.ask('xyz uvw')).total, 0);
  });
  it('anything that can be typed, without an error', async () => {
    for (const typed of ["'", "a'b", '\\', ':*', '!!', '&|!()', '<->', '%', '\u0000', '🙂', "x' | 'y", `${'kế hoạch '.repeat(60)}`, '-x', '"']) {
      const query = parseQuery(typed);
      if (query.runs.length > 0) await l.ask(typed);
    }
  });
});

describe('ranking', () => {
  /** One who looks at each entry by itself, by the sentences of rules/rank.ts and not by its code. */
  const byHand = (entries: readonly Entry[], { query, order, organisationId, noun, year }: Omit<Asked, 'page' | 'now'>): { readonly ids: readonly Id[]; readonly nearly: boolean } => {
    const words = wordsIn(query), pairs = pairsIn(query.runs), tied = pairsIn(query.runs, true), marked = words.filter((word) => word.exact !== word.folded), code = isCode(query);
    const read = entries.map((entry) => ({ entry, has: new Set(lexemesOf({ ...entry, year: entry.publishedAt.getUTCFullYear(), month: '' })) })).filter(({ entry, has }) =>
      (!organisationId || entry.organisationId === organisationId) && (!noun || entry.noun === noun) && (!year || entry.publishedAt.getUTCFullYear() === year) && !query.without.some((run) => (run.words.length === 1 ? has.has(run.words[0]!.folded) : pairsIn([run]).every((pair) => has.has(pair)))));
    const hits = read.filter(({ has }) => words.every((word) => has.has(word.folded)) && tied.every((pair) => has.has(pair))), nearly = hits.length === 0 && pairs.length > 1;
    const points = ({ entry, has }: (typeof read)[number]): number => {
      const all = (sign: string, list: readonly string[]): boolean => list.every((one) => has.has(sign + one)), folded = words.map((word) => word.folded), typed = words.map((word) => (marked.length === 0 || word.exact !== word.folded ? `=${word.exact}` : word.folded));
      const age = Math.min(AGE.most, Math.max(0, (NOW.getTime() - entry.publishedAt.getTime()) / 1_000 / 31_557_600 * AGE.perYear)), together = pairs.length > 0;
      const given: readonly (readonly [boolean, number])[] = nearly ? pairs.flatMap((pair) => [[has.has(pair), 2], [has.has(`+${pair}`), 1], [has.has(`^${pair}`), 1]] as const) : [
        [marked.length > 0 && all('', typed), POINTS.exact], [all('=', words.map((word) => word.exact)) && all('', pairs), POINTS.asWritten], [all('^', typed) && (marked.length > 0 || all('^', pairs)), POINTS.titleExact],
        [all('^', folded), POINTS.titleWords + WHOLE_TITLE * Math.min(1, words.length / Math.max(1, entry.title.split(' ').length))], [all('+', folded), POINTS.headWords], [together && all('', pairs), POINTS.phrase], [together && all('+', pairs), POINTS.headPhrase], [together && all('^', pairs), POINTS.titlePhrase],
      ];
      return [...given, [entry.noun === 'procedures' && together && all(code ? '' : '^', pairs), POINTS.named] as const].reduce((sum, [is, value]) => sum + (is ? value : 0), 0) - age;
    };
    const ranked = (nearly ? read.filter(({ has }) => pairs.some((pair) => has.has(pair))) : hits).map((one) => ({ ...one, points: order === 'newest' ? 0 : Math.round(points(one) * 1e9) }));
    ranked.sort((a, b) => b.points - a.points || b.entry.publishedAt.getTime() - a.entry.publishedAt.getTime() || (a.entry.id < b.entry.id ? 1 : -1));
    return { ids: ranked.map(({ entry }) => entry.id), nearly };
  };

  it('is that of one who looks at each entry by itself, whatever is asked', async () => {
    const l = await library(), syllable = fc.constantFrom('cải', 'cách', 'cái', 'cai', 'đất', 'đai', 'dat', 'hoà', 'khai', 'sinh', '15', 'KH'), text = (most: number) => fc.array(syllable, { minLength: 1, maxLength: most }).map((words) => words.join(' '));
    const some = fc.sample(fc.record({ title: text(4), summary: text(5), text: text(8), noun: fc.constantFrom('articles', 'procedures'), unit: fc.nat(2), minutes: fc.nat(7 * 365 * 24 * 60) }), { numRuns: 300, seed: 11 });
    const units = [l.province.root, ...l.province.communes.slice(0, 2)], entries = some.map(({ unit, minutes, ...one }, index): Entry => ({ ...one, id: l.t.newId(), organisationId: units[unit]!, collectionId: null, names: [], publishedAt: new Date(NOW.getTime() - minutes * 60_000 - index) }));
    await l.db.transaction().execute((tx) => putEntries(tx, entries, NOW));
    const typed = fc.array(fc.tuple(fc.constantFrom('', '', '', '-', '"'), text(3)), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.map(([sign, words]) => (sign === '"' ? `"${words}"` : sign === '-' ? `-${words.split(' ')[0]}` : words)).join(' '));
    let found = 0, near = 0;
    await fc.assert(fc.asyncProperty(fc.oneof(typed, fc.constantFrom('15/KH', 'khai-15', '-"khai sinh" đất', 'sinh khai cách đai dat 15')), fc.constantFrom('relevance', 'relevance', 'newest'), fc.constantFrom({}, {}, { noun: 'procedures' }, { organisationId: units[0]! }, { year: 2024 }), async (words, order, filter) => {
      const asked = { query: parseQuery(words), order, ...filter } as const;
      if (isEmpty(asked.query)) return;
      const expected = byHand(entries, asked), first = await find(l.db, { ...asked, page: 1, now: NOW }), second = expected.ids.length > 20 ? await find(l.db, { ...asked, page: 2, now: NOW }) : null;
      assert.deepEqual([first.total, first.hits.map(({ id }) => id), second?.hits.map(({ id }) => id) ?? []], [expected.ids.length, expected.ids.slice(0, 20), expected.ids.slice(20, 40)], words);
      assert.equal(first.nearly && first.total > 0, expected.nearly && expected.ids.length > 0);
      if (expected.nearly) near += 1; else if (expected.ids.length > 0) found += 1;
    }), { numRuns: 100, seed: 12 });
    assert.ok(found > 30 && near > 3, `${found} found, ${near} nearly`);
  });
});

describe('following what is published', () => {
  it('an item is found after it is placed, as it was last changed, and not after it is withdrawn', async () => {
    const l = await library(), id = await l.publish('Một cửa mở thứ Bảy');
    await follow(l.env);
    assert.deepEqual(await l.titles('mot cua'), ['Một cửa mở thứ Bảy']);
    l.texts.set(id, 'Nay thêm chiều Chủ nhật.');
    await l.t.run((a) => placeItem(a, { id, noun: 'articles', organisationId: l.province.root, wanted: '/x', language: 'vi', title: 'Một cửa mở cuối tuần', summary: '', picture: null, collectionId: null }));
    await follow(l.env);
    assert.deepEqual([await l.titles('thứ bảy'), await l.titles('chủ nhật')], [[], ['Một cửa mở cuối tuần']]);
    await l.t.run((a) => withdrawItem(a, { id }));
    await follow(l.env);
    assert.deepEqual(await l.titles('mot cua'), []);
    assert.deepEqual([await count(l, 'search_entries'), await count(l, 'search_terms')], [0, 0], 'nothing of it is left');
  });

  it('killed in between, nothing is lost and nothing counted twice; four at once take turns', async () => {
    const l = await library();
    for (let i = 0; i < 12; i++) await l.publish(`Bản tin số ${i}`, { text: `Nội dung thứ ${i}` });
    const broken: FollowEnvironment = { ...l.env, sources: [{ noun: 'articles', words: async () => { throw new Error('the power went'); } }] };
    await assert.rejects(follow(broken), /the power went/);
    assert.equal(await count(l, 'search_entries'), 0);
    await Promise.all([follow(l.env), follow(l.env), follow(l.env), follow(l.env)]);
    await follow(l.env);
    assert.equal((await l.ask('bản tin')).total, 12);
    const once = await index(l);
    await sql`update search_cursors set position = 0`.execute(l.db);
    await follow(l.env);
    assert.deepEqual(await index(l), once, 'read again from the beginning');
  });

  it('a unit that got another name, or ended, is found by its old name, with what it published', async () => {
    const l = await library(), [one, other] = l.province.communes;
    await l.publish('Tin của xã', { at: one! });
    await l.publish('Tin của xã bên', { at: other! });
    await follow(l.env);
    await l.t.run((a) => reorganise(a, { scopeId: l.province.root, answers: () => ({ answers: noAnswers }), events: [
      { kind: 'rename', unit: one!, name: 'UBND xã Tân Lập', line: 1, onDay: plainDate('2026-11-20'), citation: 'Nghị quyết số 12/NQ-HĐND', reason: '' },
      { kind: 'merge', units: [other!], into: { existing: one! }, line: 2, onDay: plainDate('2026-11-20'), citation: 'Nghị quyết số 13/NQ-HĐND', reason: '' },
    ] }));
    await l.publish('Tin mới', { at: one! });
    await askRebuild(l.db, NOW);
    await follow(l.env);
    assert.deepEqual((await l.titles('"xã Mẫu 1"')).toSorted(), ['Tin của xã', 'Tin mới']);
    assert.deepEqual((await l.titles('"xã Tân Lập"')).toSorted(), ['Tin của xã', 'Tin mới']);
    assert.deepEqual(await l.titles('"xã Mẫu 2"'), ['Tin của xã bên']);
  });

  it('made anew, also when it was stopped on the way, it is the same; what is public no longer goes', async () => {
    const l = await library();
    for (let i = 0; i < 230; i++) await l.publish(`Bài số ${i}`, { on: `2026-0${1 + i % 9}-10` });
    await follow(l.env);
    const once = await index(l);
    await sql`insert into search_entries select shard_id, '019b0000-0000-7001-8001-000000000001', noun, organisation_id, collection_id, published_at, year, '2020-01-01', title, title_words, summary, text, lexemes from search_entries limit 1`.execute(l.db);
    await sql`insert into search_months values ('2026-01-01', 1) on conflict (month) do update set entries = search_months.entries + 1`.execute(l.db);
    await askRebuild(l.db, NOW);
    let calls = 0;
    const stops: FollowEnvironment = { ...l.env, sources: [{ noun: 'articles', words: async () => { if (++calls === 2) throw new Error('stopped'); return new Map(); } }] };
    await assert.rejects(follow(stops), /stopped/);
    assert.notEqual((await l.db.selectFrom('search_cursors').select('rebuild_after').where('shard_id', '=', 1).executeTakeFirstOrThrow()).rebuild_after, '00000000-0000-0000-0000-000000000000', 'it goes on where it was stopped');
    assert.equal((await l.ask('bài')).total, 231, 'meanwhile everything is found');
    await follow(l.env);
    assert.deepEqual((await index(l)).entries, once.entries);
  });
});

describe('a page of hits', () => {
  let l: Library, reading: Reading;
  const text = (child: Child): string => String(child), body = async (typed: string, more: Record<string, string> = {}): Promise<string> => text((await page(typed, more)).content);
  const page = async (typed: string, more: Record<string, string> = {}): Promise<HtmlPage> => (await searchPortal.dynamic![0]!.answer(reading, new URLSearchParams({ q: typed, ...more }), { address: '203.0.113.7' })) as HtmlPage;
  before(async () => {
    l = await library();
    for (let i = 0; i < 25; i++) await l.publish(`Cải cách hành chính kỳ ${i}`, { summary: 'Tin về <b>một cửa</b>.', text: `Người dân & doanh nghiệp. ${'Chuyện khác. '.repeat(30)}Đường dây nóng cải cách.`, at: i % 2 ? l.province.root : l.province.communes[0]! });
    await l.publish('Đăng ký khai sinh', { noun: 'procedures' });
    await follow(l.env);
    const site = (await siteOf(l.db, l.province.root))!;
    reading = { db: l.db, files: {} as Reading['files'], now: NOW, today: plainDate('2026-11-20'), mode: 'real', site, language: 'vi', at: (path) => path, absolute: (address) => `https://loa.example${address}` };
  });

  it('shows title, lines with the hits marked, kind, unit, day and address; the words stay in the box', async () => {
    const html = await body('cai cach');
    assert.match(html, /<mark>Cải cách<\/mark> hành chính kỳ/);
    assert.match(html, /value="cai cach"/);
    assert.match(html, /25 kết quả/);
    assert.match(html, /Tin, bài · <time datetime="2026-11-20">20\/11\/2026<\/time> · UBND/);
    assert.match(html, /trang=2/);
    assert.equal((html.match(/<li><div class="item">/g) ?? []).length, 20);
    assert.equal((await body('cai cach', { trang: '2' })).match(/<li><div class="item">/g)?.length, 5);
    assert.ok((await page('cai cach')).unlisted);
  });
  it('escapes what is published and what was typed', async () => {
    const html = await body('một cửa <script>alert(1)</script>"\'');
    assert.ok(!/<script|<b>một/.test(html), html.slice(0, 400));
    assert.match(await body('một cửa'), /Tin về &lt;b&gt;<mark>một cửa<\/mark>/);
  });
  it('offers what narrows the hits, and a way back from it', async () => {
    assert.match(await body('cai cach'), new RegExp(`don-vi=${l.province.root}`));
    const html = await body('cai cach', { 'don-vi': l.province.root, nam: '2026' });
    assert.match(html, /12 kết quả/);
    assert.match(html, /aria-label="Bỏ lọc UBND tỉnh Sông Trà"/);
  });
  it('helps when nothing was found: another spelling, other units, fewer words', async () => {
    assert.match(await body('khai sjnh'), /Có phải bạn tìm: <a href="[^"]*q=khai\+sinh[^"]*"><b>khai sinh<\/b>/);
    assert.match(await body('zzzz'), /Không tìm thấy nội dung nào có “zzzz”/);
    const commune = (await siteOf(l.db, l.province.communes[0]!))!, there: Reading = { ...reading, site: { ...commune, organisation_id: l.province.communes[1]! } };
    const html = text(((await searchPortal.dynamic![0]!.answer(there, new URLSearchParams({ q: 'cai cach' }), { address: '203.0.113.8' })) as HtmlPage).content);
    assert.match(html, /25 kết quả ở các đơn vị khác/);
    assert.match(text(((await searchPortal.dynamic![0]!.answer(there, new URLSearchParams({ q: 'khai sinh' }), { address: '203.0.113.8' })) as HtmlPage).content), /Đăng ký <mark>khai sinh<\/mark>/);
  });
  it('takes any address and any words', async () => {
    for (const more of [{ trang: '-1' }, { trang: '999' }, { 'don-vi': "'; drop" }, { nam: '0' }, { loai: '<x>' }, { xep: 'moi' }, { o: 'tat-ca' }, { muc: l.province.root }] as Record<string, string>[]) await page('cai cach', more);
    for (const typed of ['', '   ', '"', '---', '\u0000', '%', 'a'.repeat(5_000)]) await page(typed);
  });
  it('shows what is asked often only after days on which it was asked, never a number or words no title has', async () => {
    for (const typed of ['khai sinh', 'khai sinh', 'đăng ký 0912', 'Nguyễn Văn An', 'cải']) await body(typed);
    assert.deepEqual((await sql`select words, shown, days from search_asked order by words`.execute(l.db)).rows, [{ words: 'cai cach', shown: 'cải cách', days: 1 }, { words: 'khai sinh', shown: 'khai sinh', days: 1 }]);
    assert.ok(!(await body('')).includes('Hay tìm'));
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-22', '2026-11-23', '2026-11-24']) await noteAsked(l.db, 'khai sinh', 'khai sinh', plainDate(day));
    assert.match(await body(''), /Hay tìm<\/h2><ul class="often"><li><a href="\/tim-kiem\?q=khai%20sinh">khai sinh/);
    await forgetAsked(l.db, plainDate('2027-06-01'));
    assert.ok(!(await body('')).includes('Hay tìm'));
  });
  it('completes what was begun, as JSON', async () => {
    const answer = await searchPortal.dynamic![1]!.answer(reading, new URLSearchParams({ q: 'khai s' }), { address: '203.0.113.7' });
    assert.deepEqual(JSON.parse(new TextDecoder().decode((answer as { bytes: Uint8Array }).bytes)), { suggestions: ['khai sinh'] });
  });
  it('says so when one address asks too often', async () => {
    const once = () => searchPortal.dynamic![1]!.answer(reading, new URLSearchParams({ q: 'k' }), { address: '198.51.100.9' });
    await assert.rejects(async () => { for (let i = 0; i < 130; i++) await once(); }, /Có quá nhiều lượt tìm trong một phút/);
  });
  it('says so when a search takes too long, and goes on serving', async () => {
    const html = await l.db.transaction().execute(async (tx) => {
      await sql`lock table search_entries in access exclusive mode`.execute(tx);
      return body('cai cach');
    });
    assert.match(html, /Tìm quá lâu nên đã dừng/);
    assert.match(await body('cai cach'), /25 kết quả/);
  });
  it('never shows what was withdrawn a moment ago', async () => {
    const id = await l.publish('Bài sẽ gỡ ngay');
    await follow(l.env);
    await l.t.run((a) => withdrawItem(a, { id }));
    assert.ok(!(await body('sẽ gỡ ngay')).includes('<mark>sẽ gỡ'));
  });
});

describe('many hits', () => {
  it('of more than 5,000 the newest are ranked, phrases however old among them, and it says there are more', async () => {
    const l = await library(), many = 26_000;
    await l.publish('Đất và đai', { on: '2020-01-05' });
    await follow(l.env);
    // the rest by hand: 26,000 entries that have both words, a thousand a month, and some of long ago that have them side by side
    await sql`insert into search_entries select 1, ('019b0000-0000-7001-8002-' || lpad(to_hex(n), 12, '0'))::uuid, 'articles', organisation_id, null, '2026-11-01'::timestamptz - (n / 1000) * interval '1 month' - (n % 1000) * interval '1 minute', 2026, now(), 'Bài ' || n, 2, '', '',
      (case when n > 25500 then '''dat'' ''dai'' ''dat_dai'' ' else '''dat'' ''dai'' ' end || '''@m' || to_char('2026-11-01'::timestamptz - (n / 1000) * interval '1 month', 'YYYY-MM') || '''')::tsvector from search_entries, generate_series(0, ${sql.lit(many - 1)}) n`.execute(l.db);
    await sql`delete from search_months`.execute(l.db);
    await sql`insert into search_months select date_trunc('month', '2026-11-01'::timestamptz - m * interval '1 month')::date, 1000 from generate_series(0, 25) m`.execute(l.db);
    const found = await l.ask('đất đai');
    assert.deepEqual([found.total, found.more, found.pages], [5_000, true, 250]);
    assert.ok(found.hits.every((hit) => Number(hit.title.slice(4)) > 25_500), 'side by side first');
    const newest = await l.ask('đất đai', { order: 'newest' });
    assert.deepEqual(newest.hits.slice(0, 2).map((hit) => hit.title), ['Bài 0', 'Bài 1']);
    // the same where there are few enough to be looked at one by one
    await sql`delete from search_entries where published_at between '2024-11-03' and '2026-02-27'`.execute(l.db);
    await sql`delete from search_months where month between '2024-11-01' and '2026-02-01'`.execute(l.db);
    const fewer = await l.ask('đất đai');
    assert.deepEqual([fewer.total, fewer.more], [5_000, true]);
    assert.ok(fewer.hits.every((hit) => Number(hit.title.slice(4)) > 25_500), 'side by side first');
  });
});
