import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { randomIds } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { assetsDirectory } from '#app/assets-directory.ts';
import { createApp } from '#app/wiring.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { testClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openAssets } from '#platform/http/assets.ts';
import { testDb } from '#test/support/database.ts';
import { createSetupLink } from './actions/set-up.ts';
import { totpCode } from './totp.ts';

const { db } = await testDb();
const clock = testClock(new Date(startOfDay(plainDate('2026-11-20')).getTime() + 9 * 3_600_000));
const later = (minutes: number): void => clock.set(new Date(clock.now().getTime() + minutes * 60_000));
const ids = randomIds(() => clock.now().getTime());
const application = async (insecureLan = false) => (await createApp({
  db, files: null as never, config: readConfig({}, { insecureLan }), clock, ids, mode: 'real', assets: openAssets(assetsDirectory()), ready: async () => true, pages: mkdtempSync(join(tmpdir(), 'loa-pages-')), origin: () => 'http://localhost:8080',
  secrets: { key: () => Buffer.alloc(32, 7) }, log: { info() {}, warn() {}, error(message: string, facts?: object) { throw new Error(`${message} ${JSON.stringify(facts)}`); } } as never,
})).app;
const app = await application();

/** A browser without JavaScript: keeps cookies, follows redirects, sends forms. */
class Visitor {
  readonly cookies = new Map<string, string>();
  path = '';
  status = 0;
  html = '';
  constructor(private readonly host = 'localhost:8080', private readonly web = app) {}
  private async send(path: string, init: RequestInit): Promise<this> {
    let next = path, request = init;
    for (let hop = 0; hop < 6; hop++) {
      const response = await this.web.request(`http://${this.host}${next}`, { ...request, headers: { host: this.host, origin: `http://${this.host}`, cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '), ...request.headers } });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair] = cookie.split(';'), at = pair!.indexOf('=');
        if (cookie.includes('Max-Age=0')) this.cookies.delete(pair!.slice(0, at)); else this.cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
      }
      this.status = response.status; this.path = next; this.html = await response.text();
      if (response.status !== 303) return this;
      next = response.headers.get('location')!; request = {};
    }
    throw new Error('too many redirects');
  }
  get(path: string): Promise<this> { return this.send(path, {}); }
  post(path: string, fields: Record<string, string | string[]>): Promise<this> {
    const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));
    return this.send(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }
  /** The value of a hidden field, or the first match of an expression. */
  find(expression: RegExp): string { const found = expression.exec(this.html)?.[1]; assert.ok(found, `${expression} on ${this.path}: ${this.html.slice(0, 1500)}`); return found; }
}

const admin = new Visitor();
const PASSWORD = 'mua xuan 42';
let secret = '';
const enter = async (visitor: Visitor): Promise<Visitor> => {
  later(1);
  await visitor.post('/dang-nhap', { userName: 'qt@songtra.gov.vn', password: PASSWORD, den: '/lam-viec/tai-khoan' });
  return visitor.path.startsWith('/dang-nhap/ma') ? visitor.post('/dang-nhap/ma', { code: totpCode(secret, clock.now()), den: '/lam-viec/tai-khoan' }) : visitor;
};

describe('from an empty store to people at work, without JavaScript', () => {
  it('the set-up link makes the root and its administrator, who first switches on the second factor', async () => {
    const token = await createSetupLink({ db, clock, ids, shard: 0 });
    await admin.get(`/thiet-lap/${token}`);
    assert.match(admin.html, /Thiết lập lần đầu/);
    const form = { kind: 'province', organisation: 'Ủy ban nhân dân tỉnh Sông Trà', shortName: 'Tỉnh Sông Trà', code: 'ST', since: '01/07/2025', name: 'Lê Quản Trị', title: 'Chánh Văn phòng', userName: 'qt@songtra.gov.vn' };
    await admin.post(`/thiet-lap/${token}`, { ...form, password: 'ngắn', repeated: 'ngắn' });
    assert.equal(admin.status, 422);
    assert.match(admin.html, /ít nhất 8 ký tự/);
    assert.match(admin.html, /value="Ủy ban nhân dân tỉnh Sông Trà"/, 'what was typed stays');
    await admin.post(`/thiet-lap/${token}`, { ...form, password: PASSWORD, repeated: PASSWORD });
    assert.equal(admin.path, '/lam-viec/tai-khoan/xac-thuc');
    await admin.get('/lam-viec/don-vi');
    assert.equal(admin.path, '/lam-viec/tai-khoan/xac-thuc', 'nothing else before that');
    secret = admin.find(/nhập khóa: <code>([A-Z2-7 ]+)<\/code>/).replaceAll(' ', '');
    await admin.post('/lam-viec/tai-khoan/xac-thuc', { draft: admin.find(/name="draft" value="([^"]+)"/), code: '123456' });
    assert.equal(admin.status, 422);
    assert.equal(admin.find(/nhập khóa: <code>([A-Z2-7 ]+)<\/code>/).replaceAll(' ', ''), secret, 'the same code on the phone stays good');
    await admin.post('/lam-viec/tai-khoan/xac-thuc', { draft: admin.find(/name="draft" value="([^"]+)"/), code: totpCode(secret, clock.now()) });
    assert.equal(admin.html.match(/<code>[A-Z2-9]{5}-[A-Z2-9]{5}<\/code>/g)?.length, 10);
    await admin.get('/lam-viec/tai-khoan/xac-thuc');
    assert.doesNotMatch(admin.html, /<code>[A-Z2-9]{5}-/, 'shown once');
  });
  it('units are added, and a refusal keeps what was typed', async () => {
    const root = (await organisationTree(db, clock.today())).roots[0]!.id;
    await admin.post(`/lam-viec/don-vi/${root}/them`, { name: 'Ủy ban nhân dân xã An Bình', shortName: 'Xã An Bình', kind: '', since: '01/07/2025', code: 'AB' });
    assert.equal(admin.status, 422);
    assert.match(admin.html, /Hãy chọn loại đơn vị/);
    assert.match(admin.html, /value="Xã An Bình"/);
    await admin.post(`/lam-viec/don-vi/${root}/them`, { name: 'Ủy ban nhân dân xã An Bình', shortName: 'Xã An Bình', kind: 'commune', since: '01/07/2025', code: 'AB' });
    assert.equal(admin.status, 200);
    assert.match(admin.html, /<h1>Ủy ban nhân dân xã An Bình<\/h1>/);
    for (const path of ['/lam-viec/don-vi', `/lam-viec/don-vi/${root}`, `/lam-viec/don-vi/${root}/sua`, `/lam-viec/don-vi/${root}/nhap`, `/lam-viec/don-vi/${root}/nhom/moi`, '/lam-viec/don-vi?tim=an+binh&loai=commune', '/lam-viec/don-vi?ngay=2025-01-01'])
      assert.equal((await admin.get(path)).status, 200, path);
  });
  it('an invitation is a slip with a QR, shown once, and the invited works in the own unit alone', async () => {
    const tree = await organisationTree(db, clock.today()), commune = tree.byCode('local', 'AB')!.id, root = tree.roots[0]!.id;
    await admin.post(`/lam-viec/don-vi/${commune}/nguoi-dung/moi`, { name: 'Trần Thị Hoa', title: 'Công chức', userName: 'hoa@anbinh.gov.vn', 'roles[]': ['officer', 'approver'] });
    assert.match(admin.html, /Phiếu mời nhận tài khoản/);
    assert.match(admin.html, /<svg[^>]+role="img" aria-label="Mã QR/);
    const link = admin.find(/<code>http:\/\/localhost:8080(\/moi\/[\w-]+)<\/code>/);
    await admin.get(admin.path);
    assert.doesNotMatch(admin.html, /Phiếu mời/);
    const hoa = new Visitor();
    await hoa.get(link);
    assert.match(hoa.html, /Trần Thị Hoa/);
    await hoa.post(link, { password: 'Trời hôm nay 20 độ!', repeated: 'Trời hôm nay 20 độ!' });
    assert.ok(hoa.path.startsWith('/lam-viec'));
    assert.equal((await hoa.get('/lam-viec/tai-khoan')).status, 200);
    assert.equal((await hoa.get(`/lam-viec/don-vi/${root}/nguoi-dung`)).status, 403);
    assert.equal((await hoa.get(`/lam-viec/don-vi/${commune}/nguoi-dung/moi`)).status, 403);
    assert.equal((await hoa.get(`/lam-viec/don-vi/${commune}`)).status, 200);
    await hoa.post('/dang-xuat', {});
    assert.match(hoa.html, /Đã đăng xuất/);
    assert.equal((await hoa.get('/lam-viec/tai-khoan')).path, '/dang-nhap?den=%2Flam-viec%2Ftai-khoan');
  });
  it('what was sent to a locked screen comes back after unlocking', async () => {
    const hoa = new Visitor();
    await hoa.post('/dang-nhap', { userName: 'hoa@anbinh.gov.vn', password: 'Trời hôm nay 20 độ!', den: '/lam-viec/tai-khoan' });
    later(20);
    await hoa.post('/lam-viec/tai-khoan/ho-so', { name: 'Trần Thị Thu Hoa', title: 'Công chức Văn hóa', phone: '', email: '' });
    assert.equal(hoa.path, '/mo-khoa');
    assert.match(hoa.html, /được giữ lại/);
    await hoa.post('/mo-khoa', { password: 'sai' });
    assert.equal(hoa.status, 422);
    await hoa.post('/mo-khoa', { password: 'Trời hôm nay 20 độ!', den: '' });
    assert.match(hoa.html, /Trần Thị Thu Hoa/);
    const action = hoa.find(/<form method="post" action="(\/lam-viec\/tai-khoan\/ho-so)"/);
    await hoa.post(action, Object.fromEntries([...hoa.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!])));
    assert.equal(hoa.path, '/lam-viec/tai-khoan');
    assert.match(hoa.html, /value="Trần Thị Thu Hoa"/);
    later(20);
    await hoa.get('/lam-viec/don-vi?tim=x');
    assert.match(hoa.path, /^\/mo-khoa\?den=/);
    await hoa.post('/mo-khoa', { password: 'Trời hôm nay 20 độ!', den: '/lam-viec/don-vi?tim=x' });
    assert.equal(hoa.path, '/lam-viec/don-vi?tim=x');
  });
  it('an administrator resets, grants, revokes, closes; each asks and tells', async () => {
    await enter(admin);
    const commune = (await organisationTree(db, clock.today())).byCode('local', 'AB')!.id;
    await admin.get(`/lam-viec/don-vi/${commune}/nguoi-dung`);
    const one = admin.find(/href="(\/lam-viec\/don-vi\/[\w-]+\/nguoi-dung\/[\w-]+)">Trần Thị Thu Hoa/);
    await admin.post(`${one}/dat-lai`, {});
    const link = admin.find(/(\/dat-lai\/[\w-]+)<\/code>/);
    const hoa = new Visitor();
    await hoa.post(link, { password: 'Một mật khẩu khác 9!', repeated: 'Một mật khẩu khác 9!' });
    assert.match((await hoa.get('/lam-viec/tai-khoan')).html, /Lê Quản Trị đã tạo đường dẫn đặt lại mật khẩu/);
    await hoa.post('/lam-viec/tai-khoan/thong-bao', {});
    assert.doesNotMatch(hoa.html, /đã tạo đường dẫn/);
    await admin.post(`${one}/vai-tro`, { role: 'editor', until: '31/12/2026' });
    assert.match(admin.html, /Biên tập/);
    await admin.post(`${one}/vai-tro`, { role: 'editor', until: '32/12/2026' });
    assert.equal(admin.status, 422);
    await admin.get(one);
    await admin.post(admin.find(/action="([^"]+\/vai-tro\/[\w-]+\/thu-hoi)"/), {});
    assert.equal((await admin.get(`${one}/dong`)).status, 200);
    await admin.post(`${one}/dong`, {});
    assert.doesNotMatch(admin.html, /Trần Thị Thu Hoa/);
    assert.equal((await hoa.get('/lam-viec/tai-khoan')).path.startsWith('/dang-nhap'), true);
    assert.equal((await admin.get(`/lam-viec/don-vi/${commune}/nguoi-dung/nhap`)).status, 200);
    assert.equal((await admin.get('/lam-viec/he-thong/an-toan')).status, 200);
    await admin.post('/lam-viec/he-thong/an-toan', { userIdleMinutes: '900' });
    assert.match(admin.html, /từ 1 đến 60 phút/);
  });
  it('a wrong password keeps the name, a sixth try waits', async () => {
    const stranger = new Visitor();
    for (let at = 0; at < 5; at++) await stranger.post('/dang-nhap', { userName: 'khong.co@songtra.gov.vn', password: 'x' });
    assert.match(stranger.html, /value="khong.co@songtra.gov.vn"/);
    await stranger.post('/dang-nhap', { userName: 'khong.co@songtra.gov.vn', password: 'x' });
    assert.equal(stranger.status, 429);
    assert.match(stranger.html, /Hãy chờ 30 giây/);
  });
});

describe('plain http from another machine', () => {
  it('is told how to switch on https instead of a form', async () => {
    const visitor = new Visitor('192.168.1.20:8080');
    await visitor.get('/dang-nhap');
    assert.equal(visitor.status, 403);
    assert.match(visitor.html, /--tls-cert/);
    assert.doesNotMatch(visitor.html, /type="password"/);
    await visitor.post('/dang-nhap', { userName: 'qt@songtra.gov.vn', password: PASSWORD });
    assert.equal(visitor.status, 403);
    assert.equal(visitor.cookies.size, 0);
  });
  it('no page asks for a password over plain http from elsewhere: set-up and links from slips explain it too', async () => {
    const visitor = new Visitor('192.168.1.5:8080');
    for (const path of ['/dang-nhap', '/thiet-lap/abc', '/moi/abc', '/dat-lai/abc']) {
      await visitor.get(path);
      assert.equal(visitor.status, 403, path);
      assert.match(visitor.html, /--tls-cert/);
      assert.doesNotMatch(visitor.html, /type="password"/);
      assert.match((await visitor.post(path, { password: PASSWORD, repeated: PASSWORD })).html, /--tls-cert/);
    }
  });
  it('signs in with --insecure-lan under another cookie, and warns administrators for ever', async () => {
    const visitor = new Visitor('192.168.1.20:8080', await application(true));
    await enter(visitor);
    assert.deepEqual([...visitor.cookies.keys()].sort(), ['loa_lan', 'loa_lan_may']);
    assert.match(visitor.html, /không mã hóa trong mạng nội bộ/);
  });
  it('never sends a visitor to another site after signing in', async () => {
    for (const den of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aX: y\n']) {
      later(30);
      const visitor = new Visitor();
      await visitor.post('/dang-nhap', { userName: 'qt@songtra.gov.vn', password: PASSWORD, den });
      const code = { code: totpCode(secret, clock.now()), den };
      await visitor.post('/dang-nhap/ma', code);
      assert.ok(visitor.path.startsWith('/lam-viec') || visitor.path.startsWith('/%0d'), visitor.path);
    }
  });
});
