import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, PHOTO, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/** A photo as an iPhone sends it: only its first bytes matter here. */
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64, 1)]);
const PROGRAM = Buffer.from('MZ\x90\x00\x03\x00\x00\x00\xff\xff\x00\x00');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('forms', () => {
  let web: TestWeb, province: Worked, officer = '', colleague = '', focal = '';
  let db: Awaited<ReturnType<typeof testDb>>['db'];
  before(async () => {
    ({ db, web, province } = await workedWorld());
    await people(actingFor(db, { today: '2026-11-20', seed: 91 }), [
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer'] },
      { userName: 'khanh@songtra.example', name: 'Võ Đức Khánh', at: province.communes[0]!, roles: ['officer', 'approver'] },
      { userName: 'ha@songtra.example', name: 'Trần Thị Hà', at: province.root, roles: ['focal', 'approver'] },
    ]);
    [officer, colleague, focal] = await Promise.all(['thao', 'khanh', 'ha'].map(async (name) => `__Host-loa=${await cookieFor(db, web, `${name}@songtra.example`)}`)) as [string, string, string];
  });
  after(() => web.close());

  type Fields = Readonly<Record<string, string | readonly string[]>>;
  interface Answer { readonly status: number; readonly location: string; readonly text: string }
  const answerOf = async (response: Response): Promise<Answer> => ({ status: response.status, location: response.headers.get('location') ?? '', text: await response.text() });
  const get = async (path: string, cookie = officer): Promise<Answer> => answerOf(await fetch(web.origin + path, { headers: { cookie } }));
  const send = async (path: string, fields: Fields, files: readonly { bytes: Buffer; name: string }[] = [], cookie = officer): Promise<Answer> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one as string);
    for (const file of files) body.append('files', new File([new Uint8Array(file.bytes)], file.name));
    return answerOf(await fetch(web.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie, origin: web.origin }, body }));
  };
  const NEW = '/lam-viec/ket-qua/moi';
  const result = (change: Fields = {}): Fields => ({ _key: randomUUID(), title: 'Lớp tập huấn tại thôn 3', doneOn: '18/11/2026', amount: '1', product: 'article', channel: '', minutes: '', audience: '45', link: '', place: 'Nhà văn hóa thôn 3', note: 'có đại biểu tỉnh & huyện', ...change });
  const count = async (title: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from deliverables where title = ${title}`.execute(db)).rows[0]!.n;
  const valueOf = (html: string, name: string): string | undefined => { const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0]; return tag && /value="([^"]*)"/.exec(tag)?.[1]; };
  const uploadedIn = (html: string): Fields => ({ 'uploaded[]': [...html.matchAll(/name="uploaded\[\]" value="([^"]+)"/g)].map(([, id]) => id!), 'uploadedName[]': [...html.matchAll(/name="uploadedName\[\]" value="([^"]+)"/g)].map(([, name]) => name!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) });
  const idIn = (location: string): string => /ket-qua\/([0-9a-f-]{36})/.exec(location)![1]!;

  it('keep everything that was typed and sent when something is wrong, and say what, at its field', async () => {
    const answer = await send(NEW, result({ title: '', doneOn: '31/02/2026', amount: 'hai' }), [{ bytes: PHOTO, name: 'anh "1".jpg' }]);
    assert.equal(answer.status, 422);
    for (const sentence of ['Hãy ghi ngắn gọn đã làm gì.', 'Hãy ghi ngày làm xong', 'Hãy ghi số lượng bằng chữ số.']) assert.equal(answer.text.split(sentence).length, 3, `${sentence} in the summary and at the field`);
    assert.equal(valueOf(answer.text, 'doneOn'), '31/02/2026');
    assert.equal(valueOf(answer.text, 'amount'), 'hai');
    assert.equal(valueOf(answer.text, 'audience'), '45');
    assert.equal(valueOf(answer.text, 'place'), 'Nhà văn hóa thôn 3');
    assert.ok(answer.text.includes('có đại biểu tỉnh &amp; huyện'));
    assert.match(answer.text, /aria-invalid="true"/);
    assert.match(answer.text, /✓ anh &quot;1&quot;\.jpg|✓ anh "1"\.jpg/);

    const again = await send(NEW, { ...result({ title: 'Gửi lại với ảnh đã nhận' }), ...uploadedIn(answer.text) });
    assert.equal(again.status, 303);
    assert.match((await get(again.location)).text, /anh &quot;1&quot;\.jpg|anh "1"\.jpg/);
  });

  it('sent twice with one key record once, one after the other and at the same moment', async () => {
    const typed = result({ title: 'Bấm hai lần' }), first = await send(NEW, typed), second = await send(NEW, typed);
    assert.equal(first.status, 303);
    assert.equal(idIn(second.location), idIn(first.location));
    const together = result({ title: 'Bấm hai lần cùng lúc' }), answers = await Promise.all([1, 2, 3, 4].map(() => send(NEW, together, [{ bytes: PHOTO, name: 'a.jpg' }])));
    assert.deepEqual(new Set(answers.map((one) => idIn(one.location))).size, 1);
    assert.deepEqual([await count('Bấm hai lần'), await count('Bấm hai lần cùng lúc')], [1, 1]);
  });

  it('of every other kind, too: a letter, a waiver', async () => {
    const compose = await get('/lam-viec/don-doc/soan', focal), units = [...compose.text.matchAll(/name="units\[\]" value="([^"]+)"/g)].map(([, id]) => id!);
    assert.ok(units.length >= 6);
    const letter = { _key: randomUUID(), planId: province.plan, 'units[]': units, finishBefore: '05/12/2026', reportTo: 'UBND tỉnh', via: '', further: '', number: '', notation: 'UBND-NC', signedOn: '', place: 'Sông Trà', issuer: 'ỦY BAN NHÂN DÂN TỈNH SÔNG TRÀ', superior: '', forms: 'TM. ỦY BAN NHÂN DÂN', position: 'CHỦ TỊCH', signer: '' };
    const letters = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from urging_letters`.execute(db)).rows[0]!.n, earlier = await letters();
    const answers = await Promise.all([1, 2].map(() => send('/lam-viec/don-doc/soan', letter, [], focal)));
    assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
    assert.equal(answers[0]!.location, answers[1]!.location);
    assert.equal(await letters(), earlier + 1);

    const waiver = { _key: randomUUID(), amount: '1', reason: 'Bão số 9, mất điện ba ngày' }, waivers = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from excuses`.execute(db)).rows[0]!.n;
    const before = await waivers(), excused = await Promise.all([1, 2].map(() => send(`/lam-viec/viec/${province.obligation}/mien`, waiver, [], focal)));
    assert.deepEqual(excused.map(({ status }) => status), [303, 303]);
    assert.equal(await waivers(), before + 1);
    // Changed after going back, it is another sending and is looked at anew.
    assert.notEqual((await send(`/lam-viec/viec/${province.obligation}/mien`, { ...waiver, amount: '999' }, [], focal)).status, 303);
  });

  it('that are stale show the other’s change beside what was typed, and save when looked at', async () => {
    const made = idIn((await send(NEW, result({ title: 'Bài gốc', product: 'article' }))).location), edit = `/lam-viec/ket-qua/${made}/sua`, page = await get(edit), version = valueOf(page.text, '_version')!;
    assert.equal((await send(edit, { ...result({ title: 'Bài do Khánh sửa' }), reason: 'Sửa tên bài', _version: version }, [], colleague)).status, 303);
    const stale = await send(edit, { ...result({ title: 'Bài do Thảo sửa' }), reason: 'Sửa tên khác', _version: version });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /Người khác vừa thay đổi kết quả này/);
    assert.match(stale.text, /đang lưu “Bài do Khánh sửa”, bạn nhập “Bài do Thảo sửa”/);
    assert.equal(valueOf(stale.text, 'title'), 'Bài do Thảo sửa');
    assert.equal(valueOf(stale.text, 'reason'), 'Sửa tên khác');
    assert.equal((await send(edit, { ...result({ title: 'Bài do Thảo sửa' }), reason: 'Sửa tên khác', _version: valueOf(stale.text, '_version')! })).status, 303);
    assert.match((await get(`/lam-viec/ket-qua/${made}`)).text, /<h1>Bài do Thảo sửa<\/h1>/);
    for (const verb of ['xac-nhan', 'tra-lai', 'rut']) {
      const late = await send(`/lam-viec/ket-qua/${made}/${verb}`, { _key: randomUUID(), _version: version, reason: 'Chưa đúng nội dung', withdrawReason: 'Ghi nhầm' }, [], colleague);
      assert.equal(late.status, 409, verb);
      assert.match(late.text, /Người khác vừa thay đổi/);
    }
  });

  it('keep the unit a result was counted in when it is corrected', async () => {
    const edit = `/lam-viec/ket-qua/${province.waiting}/sua`, page = await get(edit);
    assert.equal((await send(edit, { ...result({ title: 'Ra mắt Tổ công nghệ số', doneOn: '02/10/2026', product: 'column', channel: 'portal' }), reason: 'Rút gọn tên', _version: valueOf(page.text, '_version')! })).status, 303);
    const { rows } = await sql<{ unit: string; n: number }>`select d.unit, (select count(*)::int from credits c where c.deliverable_id = d.id and c.ended_on is null) as n from deliverables d where d.id = ${province.waiting}`.execute(db);
    assert.equal(rows[0]!.unit, 'tin, bài');
  });

  it('with a file that is too large, of a refused kind or empty say which and keep the others', async () => {
    for (const [bad, sentence] of [
      [{ bytes: Buffer.alloc(25 * 1024 * 1024 + 1, 0x41), name: 'qua-to.txt' }, /“qua-to\.txt” lớn hơn 25 MB/],
      [{ bytes: PROGRAM, name: 'chuong-trinh.jpg' }, /“chuong-trinh\.jpg” thuộc loại không nhận/],
    ] as const) {
      const answer = await send(NEW, result({ title: `Kèm ${bad.name}` }), [{ bytes: PHOTO, name: 'anh-tot.jpg' }, bad]);
      assert.equal(answer.status, 422);
      assert.match(answer.text, sentence);
      assert.equal(valueOf(answer.text, 'title'), `Kèm ${bad.name}`);
      assert.deepEqual(uploadedIn(answer.text)['uploaded[]'], [sha256(PHOTO)]);
      const then = await send(NEW, { ...result({ title: `Kèm ${bad.name}` }), ...uploadedIn(answer.text) });
      assert.equal(then.status, 303);
      assert.match((await get(then.location)).text, /anh-tot\.jpg/);
    }
    assert.equal(await count('Kèm qua-to.txt'), 1);
  });

  it('take ten files and say so about the eleventh', async () => {
    const files = Array.from({ length: 11 }, (_, index) => ({ bytes: Buffer.concat([PHOTO, Buffer.from([index])]), name: `anh-${index + 1}.jpg` })), answer = await send(NEW, result({ title: 'Mười một ảnh' }), files);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /nhiều nhất 10 tệp; từ tệp “anh-11\.jpg” trở đi/);
    assert.equal(uploadedIn(answer.text)['uploaded[]']!.length, 10);
  });

  it('keep an iPhone’s HEIC as evidence, with a note that it cannot be shown here', async () => {
    const made = await send(NEW, result({ title: 'Ảnh từ điện thoại' }), [{ bytes: HEIC, name: 'IMG_0042.HEIC' }]);
    const page = await get(made.location), file = /href="(\/lam-viec\/ket-qua\/[^"]+\/tep\/[^"]+)"[^>]*>IMG_0042\.HEIC/.exec(page.text)![1]!;
    assert.match(page.text, /không xem trước được/);
    assert.doesNotMatch(page.text, /<img[^>]+tep/);
    const kept = await fetch(web.origin + file, { headers: { cookie: officer } });
    assert.equal(kept.headers.get('content-type'), 'image/heic');
    assert.deepEqual(Buffer.from(await kept.arrayBuffer()), HEIC);
  });

  it('point out the same link and the same file where they were used before', async () => {
    const link = 'https://binhan.songtra.example/tin-tuc/42';
    await send(NEW, result({ title: 'Bài thứ nhất', link }), [{ bytes: HEIC, name: 'a.heic' }]);
    const second = await send(NEW, result({ title: 'Bài thứ hai', link: `${link}?utm_source=zalo` }), [{ bytes: HEIC, name: 'b.heic' }]), page = await get(second.location);
    assert.match(page.text, /Tệp hoặc đường dẫn này đã dùng ở kết quả khác/);
    assert.match(page.text, /Bài thứ nhất/);
  });

  it('sent as single files by the page answer with their names, and are taken up by the form', async () => {
    const body = new FormData();
    body.append('file', new File([new Uint8Array(PHOTO)], 'tu-dien-thoai.jpg'));
    const kept = await (await fetch(`${web.origin}/lam-viec/tep`, { method: 'POST', headers: { cookie: officer, origin: web.origin, accept: 'application/json' }, body })).json() as { id: string; name: string };
    assert.equal(kept.name, 'tu-dien-thoai.jpg');
    const made = await send(NEW, { ...result({ title: 'Gửi từng ảnh' }), 'uploaded[]': ['0'.repeat(64), kept.id], 'uploadedName[]': ['khong-co.jpg', kept.name] });
    assert.equal(made.status, 303);
    const page = await get(made.location);
    assert.match(page.text, /tu-dien-thoai\.jpg/);
    assert.doesNotMatch(page.text, /khong-co\.jpg/);
  });

  it('whose body breaks off answer with a sentence, keep nothing and hurt nobody', async () => {
    const cut = async (path: string): Promise<string> => {
      const boundary = 'x'.repeat(20), body = `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nĐứt giữa chừng\r\n--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nabc`;
      const head = [`POST ${path} HTTP/1.1`, `Host: ${new URL(web.origin).host}`, `Origin: ${web.origin}`, `Cookie: ${officer}`, `Content-Type: multipart/form-data; boundary=${boundary}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', ''].join('\r\n');
      return new Promise((resolve, reject) => {
        const socket = connect(Number(new URL(web.origin).port), '127.0.0.1');
        let answer = '';
        socket.setEncoding('utf8').on('data', (part) => { answer += String(part); }).on('end', () => resolve(answer)).on('error', reject);
        socket.write(head + body); // all that was promised arrives, but the closing boundary is not in it
      });
    };
    const answer = await cut(NEW);
    assert.match(answer.split('\r\n')[0]!, / 422 /);
    assert.match(answer, /Dữ liệu gửi lên bị đứt giữa chừng/);
    assert.equal(await count('Đứt giữa chừng'), 0);

    // A line that goes dead in the middle: the server forgets it and goes on.
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(new URL(web.origin).port), '127.0.0.1', () => {
        socket.write([`POST ${NEW} HTTP/1.1`, `Host: ${new URL(web.origin).host}`, `Origin: ${web.origin}`, `Cookie: ${officer}`, 'Content-Type: multipart/form-data; boundary=y', 'Content-Length: 100000', '', '--y\r\nContent-Disposition: form-data; name="title"\r\n\r\nĐường truyền chết'].join('\r\n'));
        setTimeout(() => { socket.destroy(); resolve(); }, 100);
      }).on('error', reject);
    });
    assert.equal((await get('/lam-viec/viec')).status, 200);
    assert.equal(await count('Đường truyền chết'), 0);
  });

  it('larger than any ten files are refused before they are read to the end', async () => {
    const answer = await send('/lam-viec/bao-cao/bat-dau', { regimeId: province.regime, periodKey: 'x'.repeat(2 * 1024 * 1024), scope: 'unit' });
    assert.equal(answer.status, 413);
    assert.match(answer.text, /lớn hơn mức cho phép/);
  });

  it('of a report keep the narrative, and a stale one says so', async () => {
    const path = `/lam-viec/bao-cao/${province.draftReport}`, page = await get(path), version = valueOf(page.text, '_version')!;
    const content = { _key: randomUUID(), direction: 'Đã phân công rõ.', results: 'Duy trì đều.', limits: '', next: '', proposals: '', number: '', notation: '', signedOn: '99/99/2026', place: 'Bình An', issuer: 'UBND XÃ BÌNH AN', superior: '', forms: '', position: 'CHỦ TỊCH', signer: '', _version: version };
    const refused = await send(`${path}/noi-dung`, content);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Hãy ghi ký hiệu/);
    assert.match(refused.text, />Đã phân công rõ\.<\/textarea>/);
    assert.equal(valueOf(refused.text, 'signedOn'), '99/99/2026');
    assert.equal((await send(`${path}/noi-dung`, { ...content, _key: randomUUID(), notation: 'BC-UBND', signedOn: '' }, [], colleague)).status, 303);
    const stale = await send(`${path}/noi-dung`, { ...content, _key: randomUUID(), notation: 'BC-UBND', signedOn: '', results: 'Bản của Thảo.' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, />Bản của Thảo\.<\/textarea>/);
    assert.match(stale.text, /Duy trì đều\./);
  });
});
