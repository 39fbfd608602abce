import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import type { AppError } from '#kernel/app-error.ts';
import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { act, systemActor, type ActEnvironment } from '#features/audit/act.ts';
import { verify } from '#features/audit/verify.ts';
import { organisationsAudited } from '#features/organisations/audited.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting, Actor } from '#platform/acting.ts';
import type { Role } from '#platform/policy.ts';
import { testClock } from '#platform/clock.ts';
import { testDb } from '#test/support/database.ts';
import { answerLink, readLink } from './actions/answer-link.ts';
import { changePassword, requirePassword } from './actions/change-password.ts';
import { closeAccount } from './actions/close-account.ts';
import { createToken } from './actions/create-token.ts';
import { createDemoLink, followDemoLink } from './actions/demo-link.ts';
import { grantRole, revokeRole } from './actions/grant-role.ts';
import { invite } from './actions/invite.ts';
import type { OpenedSession } from './actions/open-session.ts';
import { preparePassword } from './actions/password.ts';
import { resetAccount } from './actions/reset-account.ts';
import { secondStep } from './actions/second-step.ts';
import { changeSetting } from './actions/secure.ts';
import { createSetupLink, setUp } from './actions/set-up.ts';
import { signIn } from './actions/sign-in.ts';
import { endOtherSessions, endSession } from './actions/sign-out.ts';
import { switchOnSecondFactor } from './actions/switch-on-second-factor.ts';
import { switchOrganisation } from './actions/switch-organisation.ts';
import { unlock } from './actions/unlock.ts';
import { authenticate, authenticateToken, type Authenticated } from './authenticate.ts';
import { keepLockedForm, takeLockedForm } from './locked-form.ts';
import { accountsAudited } from './audited.ts';
import { accountsPolicy } from './policy.ts';
import { openVault, useVault } from './secrets.ts';
import { accountById, accountOfSession, forgetEnded, peopleOf, rolesOf, sessionsOf, unseenNotices } from './store.ts';
import { newTotpSecret, totpCode } from './totp.ts';

const { db } = await testDb();
useVault(openVault(randomBytes(32)));
const clock = testClock(new Date(startOfDay(plainDate('2026-11-20')).getTime() + 9 * 3_600_000));
const env: ActEnvironment = { db, clock, ids: seededIds(5, clock.now().getTime()), shard: 1 };
const policy = { ...accountsPolicy, 'organisations.change': ['administrator'], 'work.do': ['officer'] } as Record<`${string}.${string}`, readonly Role[]>;
const plan = { kind: 'secure', name: '__Host-loa', device: '__Host-loa-may', flash: '__Host-loa-hien' } as const;
const office = { address: '203.0.113.7', userAgent: 'Firefox', deviceToken: null };
const PASSWORD = 'Trời hôm nay 20 độ!';
const later = (minutes: number): void => clock.set(new Date(clock.now().getTime() + minutes * 60_000));
const refused = (code: AppError['code'], words: RegExp) => (error: unknown): boolean => {
  assert.equal((error as AppError).code, code, String((error as Error).message));
  assert.match((error as AppError).message, words);
  return true;
};
const arrive = (session: OpenedSession | string, passive = false): Promise<Authenticated> =>
  authenticate(db, clock, `__Host-loa=${typeof session === 'string' ? session : session.token}`, { plan, policy, passive });
const as = async <T>(session: OpenedSession, verb: (acting: Acting) => Promise<T>): Promise<T> => act(env, (await arrive(session)).actor, verb);
const system = <T>(verb: (acting: Acting) => Promise<T>, actor: Actor = systemActor('Vận hành', 'cli')): Promise<T> => act(env, actor, verb);

/** The second factor of the first administrator. */
const secret = newTotpSecret();
const setupToken = (await createSetupLink(env))!;
const adminId = await setUp(env, setupToken, {
  organisation: { name: 'Ủy ban nhân dân tỉnh Sông Trà', shortName: 'Tỉnh Sông Trà', kind: 'province', code: 'ST', since: plainDate('2025-07-01') },
  person: { name: 'Lê Quản Trị', title: 'Chánh Văn phòng' }, userName: 'Quan.Tri@songtra.gov.vn', password: 'mua xuan 42', repeated: 'mua xuan 42',
});
const root = (await organisationTree(db, clock.today())).roots[0]!.id;
const adminSignIn = async (): Promise<OpenedSession> => {
  later(1);
  const half = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'mua xuan 42', source: office });
  return half.step === 'full' ? half : secondStep(env, (await arrive(half)).pending!, totpCode(secret, clock.now()), office);
};

describe('the first set-up', () => {
  it('works once and leaves a root with its administrator', async () => {
    assert.equal(await createSetupLink(env), null);
    await assert.rejects(setUp(env, setupToken, { organisation: { name: 'B', kind: 'province', since: clock.today() }, person: { name: 'B', title: '' }, userName: 'bbbb', password: 'xxxxxxxx9', repeated: 'xxxxxxxx9' }), refused('not-found', /không còn hiệu lực/));
    assert.deepEqual((await rolesOf(db, adminId, clock.today())).map(({ role, subtree, organisationId }) => [role, subtree, organisationId]), [['administrator', true, root]]);
  });
  it('sends an administrator to the second factor before anything else, and gives ten recovery codes once', async () => {
    const session = await signIn(env, { userName: ' QUAN.TRI@songtra.gov.vn ', password: 'mua xuan 42', source: office });
    assert.equal((await arrive(session)).session?.mustVisit, '/lam-viec/tai-khoan/xac-thuc');
    await assert.rejects(as(session, (acting) => switchOnSecondFactor(acting, secret, '000000')), refused('invalid', /Mã không đúng/));
    const codes = await as(session, (acting) => switchOnSecondFactor(acting, secret, totpCode(secret, clock.now())));
    assert.equal(new Set(codes).size, 10);
    assert.equal((await arrive(session)).session?.mustVisit, null);
    assert.ok(!(await accountById(db, adminId))!.totpSecret!.includes(secret), 'the secret is sealed');

    later(1);
    const half = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'mua xuan 42', source: office });
    const pending = (await arrive(half)).pending!;
    assert.equal((await arrive(half)).session, null, 'half a sign-in opens nothing');
    const code = totpCode(secret, clock.now());
    const whole = await secondStep(env, pending, code, office);
    assert.equal((await arrive(whole)).session?.personName, 'Lê Quản Trị');
    assert.equal((await arrive(half)).pending, null, 'the half session is gone');
    const again = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'mua xuan 42', source: office });
    await assert.rejects(secondStep(env, (await arrive(again)).pending!, code, office), refused('invalid', /vừa dùng/));
    const byCode = await secondStep(env, (await arrive(again)).pending!, codes[3]!.toLowerCase().replace('-', ' '), office);
    assert.match((await arrive(byCode)).session!.notice!, /mã khôi phục; còn 9 mã/);
    const third = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'mua xuan 42', source: office });
    await assert.rejects(secondStep(env, (await arrive(third)).pending!, codes[3]!, office), refused('invalid', /Mã không đúng/));
  });
});

const commune = await system((acting) => createOrganisation(acting, { name: 'Ủy ban nhân dân xã An Bình', shortName: 'Xã An Bình', kind: 'commune', parentId: root, codes: { local: 'AB' } }));
const ward = await system((acting) => createOrganisation(acting, { name: 'Ủy ban nhân dân phường Bình Sơn', shortName: 'Phường Bình Sơn', kind: 'ward', parentId: root }));
const join = async (userName: string, organisationId: Id, role: Role, subtree = false): Promise<{ id: Id; session: OpenedSession }> => {
  const { token, accountId } = await system((acting) => invite(acting, { organisationId, roles: [{ role, subtree }], userName, person: { name: `Người ${userName}` } }));
  return { id: accountId, session: await answerLink(env, token!, PASSWORD, PASSWORD, office) };
};

describe('an invitation', () => {
  it('is a link for one use, and the password must be good', async () => {
    const admin = await adminSignIn();
    const { token, accountId } = await as(admin, (acting) => invite(acting, { organisationId: commune, roles: [{ role: 'officer', subtree: false }], userName: 'hoa@anbinh.gov.vn', person: { name: 'Trần Thị Hoa', title: 'Công chức Văn hóa' } }));
    assert.equal((await readLink(db, token!, clock.now(), clock.today())).account.person.name, 'Trần Thị Hoa');
    for (const [password, repeated, words] of [['ngắn', 'ngắn', /ít nhất 14 ký tự/], ['chỉ có chữ thường thôi', 'chỉ có chữ thường thôi', /còn thiếu chữ hoa, chữ số/], [PASSWORD, `${PASSWORD}x`, /không giống nhau/], ['Hoa@AnBinh.2026!', 'Hoa@AnBinh.2026!', null]] as const)
      if (words) await assert.rejects(answerLink(env, token!, password, repeated, office), refused('invalid', words));
    const session = await answerLink(env, token!, PASSWORD, PASSWORD, office);
    assert.equal((await arrive(session)).session?.organisationId, commune);
    assert.equal((await arrive(session)).shard, 1);
    await assert.rejects(answerLink(env, token!, 'Khác hẳn mật khẩu 1!', 'Khác hẳn mật khẩu 1!', office), refused('not-found', /đã dùng/));
    const again = await as(admin, (acting) => invite(acting, { organisationId: ward, roles: [{ role: 'observer', subtree: true }], userName: 'HOA@anbinh.gov.vn', person: { name: '' } }));
    assert.deepEqual([again.accountId, again.token], [accountId, null], 'a second unit adds a role to the same account');
    const arrived = (await arrive(session)).session!;
    assert.deepEqual(arrived.memberships.map((one) => one.organisationName), ['Ủy ban nhân dân phường Bình Sơn', 'Ủy ban nhân dân xã An Bình']);
    assert.match(arrived.notice!, /vai trò Theo dõi, giám sát tại Ủy ban nhân dân phường Bình Sơn/);
    await as(session, (acting) => switchOrganisation(acting, session.sessionId, ward));
    assert.equal((await arrive(session)).session?.organisationId, ward);
    await assert.rejects(as(session, (acting) => switchOrganisation(acting, session.sessionId, root)), refused('invalid', /không có vai trò/));
  });
  it('ends after its days', async () => {
    const { token } = await system((acting) => invite(acting, { organisationId: commune, roles: [{ role: 'officer', subtree: false }], userName: 'tre@anbinh.gov.vn', person: { name: 'Muộn' } }));
    later(7 * 24 * 60 + 1);
    await assert.rejects(answerLink(env, token!, PASSWORD, PASSWORD, office), refused('not-found', /hết hạn/));
  });
  it('reaches no further than who invites', async () => {
    const local = await join('qt@anbinh.gov.vn', commune, 'administrator', false);
    const attempt = (organisationId: Id, subtree: boolean) => as(local.session, (acting) => invite(acting, { organisationId, roles: [{ role: 'officer', subtree }], userName: 'x1@anbinh.gov.vn', person: { name: 'X' } }));
    await assert.rejects(attempt(ward, false), refused('forbidden', /./));
    await assert.rejects(attempt(commune, true), refused('forbidden', /ngoài quyền quản trị/));
    assert.ok((await attempt(commune, false)).token);
  });
});

describe('an invitation that waits', () => {
  it('is not handed to an administrator of another unit who invites the same person', async () => {
    await system((acting) => invite(acting, { organisationId: root, roles: [{ role: 'administrator', subtree: true }], userName: 'sap.den@songtra.gov.vn', person: { name: 'Sắp Đến' } }));
    const local = await join('qt9@anbinh.gov.vn', commune, 'administrator', true);
    const again = await as(local.session, (acting) => invite(acting, { organisationId: commune, roles: [{ role: 'officer', subtree: false }], userName: 'sap.den@songtra.gov.vn', person: { name: '' } }));
    assert.equal(again.token, null);
    await assert.rejects(as(local.session, (acting) => resetAccount(acting, again.accountId, { dropsTotp: false })), refused('forbidden', /./));
  });
});

describe('an account without any role', () => {
  it('is left to the administrators of the root', async () => {
    const idle = await join('het.vai@anbinh.gov.vn', commune, 'officer');
    await system(async (acting) => { for (const role of await rolesOf(acting.tx, idle.id, acting.today)) await revokeRole(acting, role.id); });
    const local = await join('qt8@anbinh.gov.vn', commune, 'administrator', true);
    await assert.rejects(as(local.session, (acting) => resetAccount(acting, idle.id, { dropsTotp: false })), refused('forbidden', /./));
    assert.ok((await system((acting) => resetAccount(acting, idle.id, { dropsTotp: false }))).token);
  });
});

describe('signing in', () => {
  it('often and rightly from new devices is never counted as guessing', async () => {
    await join('deu@anbinh.gov.vn', commune, 'officer');
    for (let at = 0; at < 60; at++) assert.ok(await signIn(env, { userName: 'deu@anbinh.gov.vn', password: PASSWORD, source: { ...office, address: `192.0.2.${at}` } }));
  });
  it('says the same about a wrong name and a wrong password', async () => {
    await join('binh@anbinh.gov.vn', commune, 'officer');
    const answers = await Promise.all(['binh@anbinh.gov.vn', 'khong.ai@anbinh.gov.vn'].map((userName) => signIn(env, { userName, password: 'sai', source: office }).catch((error: AppError) => error.message)));
    assert.equal(answers[0], answers[1]);
  });
  it('makes a stranger wait after five tries, longer each time, and never more than 15 minutes; the owner’s device goes on', async () => {
    const { session } = await join('chi@anbinh.gov.vn', commune, 'officer');
    const attacker = { ...office, address: '198.51.100.9' };
    const guess = () => signIn(env, { userName: 'chi@anbinh.gov.vn', password: 'đoán', source: attacker });
    for (let at = 0; at < 5; at++) await assert.rejects(guess(), refused('invalid', /không đúng/));
    await assert.rejects(guess(), refused('rate-limited', /chờ 30 giây/));
    for (const wait of [1, 2, 3, 5, 9, 16]) { later(wait); await assert.rejects(guess(), refused('invalid', /không đúng/)); }
    await assert.rejects(guess(), refused('rate-limited', /chờ 15 phút/));
    assert.ok(await signIn(env, { userName: 'chi@anbinh.gov.vn', password: PASSWORD, source: office }), 'another address is another source');
    assert.ok(await signIn(env, { userName: 'chi@anbinh.gov.vn', password: PASSWORD, source: { ...attacker, deviceToken: session.deviceToken } }), 'the known device is another source, even behind the same address');
    await assert.rejects(signIn(env, { userName: 'chi@anbinh.gov.vn', password: PASSWORD, source: { ...attacker, deviceToken: 'giả' } }), refused('rate-limited', /./));
  });
  it('counts a hundred tries sent at once as a hundred', async () => {
    await join('dung@anbinh.gov.vn', commune, 'officer');
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(env, { userName: 'dung@anbinh.gov.vn', password: 'đoán', source: { ...office, address: '192.0.2.77' } }).catch((error: AppError) => error.code)));
    assert.equal(answers.filter((code) => code === 'invalid').length, 5);
    assert.equal(answers.filter((code) => code === 'rate-limited').length, 15);
  });
  it('is refused after 45 days of silence until an administrator resets', async () => {
    const { id } = await join('ngu@anbinh.gov.vn', commune, 'officer');
    later(46 * 24 * 60);
    await assert.rejects(signIn(env, { userName: 'ngu@anbinh.gov.vn', password: PASSWORD, source: office }), refused('forbidden', /45 ngày/));
    const { token } = await system((acting) => resetAccount(acting, id, { dropsTotp: false }));
    assert.equal((await answerLink(env, token, 'Mật khẩu mới 2027!', 'Mật khẩu mới 2027!', office)).step, 'full');
  });
});

describe('a session', () => {
  it('locks after 15 minutes without an act, is not kept open by polling, and opens with the password as it was', async () => {
    const { session } = await join('khoa@anbinh.gov.vn', commune, 'officer');
    later(10); assert.ok((await arrive(session)).session);
    later(10); assert.ok((await arrive(session, true)).session);
    later(6);
    const locked = await arrive(session);
    assert.deepEqual([locked.session, locked.pending?.state], [null, 'locked']);
    assert.ok(await keepLockedForm(db, session.sessionId, '/lam-viec/ghi', [['title', 'Bài 1'], ['amount', '2'], ['password', 'x'], ['photo', new Blob()]], clock.now()));
    assert.equal(await keepLockedForm(db, session.sessionId, '/lam-viec/to', [['text', 'x'.repeat(300_000)]], clock.now()), false);
    await assert.rejects(unlock(env, locked.pending!, 'sai', office), refused('invalid', /không đúng/));
    await unlock(env, locked.pending!, PASSWORD, office);
    assert.ok((await arrive(session)).session);
    assert.deepEqual(await takeLockedForm(db, session.sessionId), { path: '/lam-viec/ghi', fields: [['title', 'Bài 1'], ['amount', '2']] });
    assert.equal(await takeLockedForm(db, session.sessionId), null);
  });
  it('locks an administrator after 5 minutes', async () => {
    const { session: admin } = await join('qt5@anbinh.gov.vn', commune, 'administrator');
    later(4); assert.ok((await arrive(admin)).session);
    later(6); assert.equal((await arrive(admin)).pending?.state, 'locked');
  });
  it('ends when signed out, revoked, or after its hours', async () => {
    const { session } = await join('ra@anbinh.gov.vn', commune, 'officer');
    const phone = await signIn(env, { userName: 'ra@anbinh.gov.vn', password: PASSWORD, source: { ...office, userAgent: 'Điện thoại' } });
    assert.equal((await sessionsOf(db, (await arrive(phone)).session!.accountId, clock.now())).length, 2);
    assert.equal(await as(phone, (acting) => endOtherSessions(acting, phone.sessionId)), 1);
    assert.equal((await arrive(session)).session, null);
    await as(phone, (acting) => endSession(acting, phone.sessionId));
    assert.equal((await arrive(phone)).session, null);
    const long = await signIn(env, { userName: 'ra@anbinh.gov.vn', password: PASSWORD, source: office });
    for (let minutes = 0; minutes < 12 * 60; minutes += 10) { later(10); await arrive(long); }
    assert.deepEqual([(await arrive(long)).session, (await arrive(long)).pending], [null, null]);
    assert.deepEqual((await arrive('bịa')).session, null);
  });
});

describe('a password', () => {
  it('may not be one of the last ten, and other devices go out with it', async () => {
    const { id, session } = await join('doi@anbinh.gov.vn', commune, 'officer');
    const other = await signIn(env, { userName: 'doi@anbinh.gov.vn', password: PASSWORD, source: office });
    const prepare = async (password: string) => { const account = (await accountById(db, id))!; return preparePassword(db, { secondFactor: false, userName: account.userName, personName: account.person.name, account }, password, password); };
    await assert.rejects(requirePassword((await accountById(db, id))!, 'sai'), refused('invalid', /hiện nay không đúng/));
    await assert.rejects(prepare(PASSWORD), refused('invalid', /đã dùng trước đây/));
    const hash = await prepare('Nắng lên rồi, 27 độ!');
    await as(session, (acting) => changePassword(acting, hash, session.sessionId));
    assert.ok((await arrive(session)).session);
    assert.equal((await arrive(other)).session, null);
    await assert.rejects(prepare(PASSWORD), refused('invalid', /đã dùng trước đây/));
  });
  it('of an administrator is changed every two months', async () => {
    later(61 * 24 * 60);
    await assert.rejects(adminSignIn(), refused('forbidden', /45 ngày/));
    const { token } = await system((acting) => resetAccount(acting, adminId, { dropsTotp: false }));
    const half = await answerLink(env, token, 'gio mua dong bac', 'gio mua dong bac', office);
    assert.equal(half.step, 'password', 'a reset does not pass the second factor');
    later(1);
    const whole = await secondStep(env, (await arrive(half)).pending!, totpCode(secret, clock.now()), office);
    assert.ok((await unseenNotices(db, adminId)).some(({ sentence }) => /đặt lại mật khẩu/.test(sentence)));
    assert.equal((await arrive(whole)).session?.mustVisit, null);
    for (let day = 0; day < 61; day += 20) { later(20 * 24 * 60); const again = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'gio mua dong bac', source: office }); await secondStep(env, (await arrive(again)).pending!, totpCode(secret, clock.now()), office); }
    const late = await signIn(env, { userName: 'quan.tri@songtra.gov.vn', password: 'gio mua dong bac', source: office });
    later(1);
    const arrived = await arrive(await secondStep(env, (await arrive(late)).pending!, totpCode(secret, clock.now()), office));
    assert.equal(arrived.session?.mustVisit, '/lam-viec/tai-khoan/mat-khau');
  });
});

describe('deciding over accounts', () => {
  it('a reset by somebody who does not reach every role of the account is refused', async () => {
    const local = await join('qt2@anbinh.gov.vn', commune, 'administrator', true);
    const both = await join('hai.noi@anbinh.gov.vn', commune, 'officer');
    assert.ok((await as(local.session, (acting) => resetAccount(acting, both.id, { dropsTotp: false }))).token);
    await system((acting) => grantRole(acting, { accountId: both.id, organisationId: ward, role: 'officer', subtree: false }));
    await assert.rejects(as(local.session, (acting) => resetAccount(acting, both.id, { dropsTotp: false })), refused('forbidden', /./));
    await assert.rejects(as(local.session, (acting) => closeAccount(acting, both.id)), refused('forbidden', /./));
    await assert.rejects(as(local.session, (acting) => resetAccount(acting, adminId, { dropsTotp: true })), refused('forbidden', /./));
    await assert.rejects(as(both.session, (acting) => closeAccount(acting, local.id)), refused('forbidden', /./));
  });
  it('a lost phone goes with the reset when asked for', async () => {
    const { token } = await system((acting) => resetAccount(acting, adminId, { dropsTotp: true }));
    const session = await answerLink(env, token, 'muoi bay tiet troi', 'muoi bay tiet troi', office);
    assert.equal((await arrive(session)).session?.mustVisit, '/lam-viec/tai-khoan/xac-thuc');
    assert.ok((await unseenNotices(db, adminId)).some(({ sentence }) => /Xác thực hai bước đã được gỡ/.test(sentence)));
  });
  it('a closed account ends everywhere, and the last administrator stays', async () => {
    const { id, session } = await join('nghi@anbinh.gov.vn', commune, 'officer');
    await system((acting) => closeAccount(acting, id));
    assert.equal((await arrive(session)).session, null);
    assert.deepEqual(await rolesOf(db, id, clock.today()), []);
    await assert.rejects(signIn(env, { userName: 'nghi@anbinh.gov.vn', password: PASSWORD, source: office }), refused('invalid', /không đúng/));
    await assert.rejects(system((acting) => closeAccount(acting, adminId)), refused('conflict', /quản trị viên cuối cùng/));
    const [role] = await rolesOf(db, adminId, clock.today());
    await assert.rejects(system((acting) => revokeRole(acting, role!.id)), refused('conflict', /quản trị viên cuối cùng/));
  });
  it('a revoked role counts from that moment on', async () => {
    const { id, session } = await join('thoi@anbinh.gov.vn', commune, 'officer');
    const { actor } = await arrive(session);
    assert.equal(await actor.may('work.do', commune), true);
    assert.equal(await actor.may('work.do', ward), false);
    assert.equal(await actor.may('accounts.manage', commune), false);
    await system(async (acting) => revokeRole(acting, (await rolesOf(acting.tx, id, acting.today))[0]!.id));
    assert.equal((await arrive(session)).session, null);
    assert.ok(!(await peopleOf(db, [commune], clock.today())).some(({ account }) => account.id === id));
  });
});

describe('other ways in', () => {
  it('a bearer token has the rights of its account until it ends', async () => {
    const { id } = await join('may@anbinh.gov.vn', commune, 'officer');
    const { token } = await system((acting) => createToken(acting, { accountId: id, name: 'Cổng tỉnh', days: 2 }));
    const found = await authenticateToken(db, clock, `Bearer ${token}`, policy);
    assert.deepEqual([found?.accountId, found?.actor.via, await found?.actor.may('work.do', commune)], [id, 'api', true]);
    assert.equal(await authenticateToken(db, clock, 'Bearer khác', policy), null);
    later(2 * 24 * 60 + 1);
    assert.equal(await authenticateToken(db, clock, `Bearer ${token}`, policy), null);
  });
  it('a demonstration link works once, and in a demo store only', async () => {
    const token = await createDemoLink(env, adminId);
    await assert.rejects(followDemoLink(env, 'real', token, office), refused('not-found', /./));
    const session = await followDemoLink(env, 'demo', token, office);
    assert.equal((await arrive(session)).session?.mustVisit, null);
    assert.equal((await arrive(session)).actor.via, 'demo');
    await assert.rejects(followDemoLink(env, 'demo', token, office), refused('not-found', /đã dùng/));
  });
  it('a setting outside its bounds is refused, and one inside holds at once', async () => {
    await assert.rejects(system((acting) => changeSetting(acting, root, 'userIdleMinutes', 600)), refused('invalid', /từ 1 đến 60 phút/));
    await system((acting) => changeSetting(acting, root, 'userIdleMinutes', 2));
    const { session } = await join('nhanh@anbinh.gov.vn', commune, 'officer');
    later(3);
    assert.equal((await arrive(session)).pending?.state, 'locked');
  });
});

describe('the audit log', () => {
  it('proves every row of people, accounts, roles, tokens and units after all of the above', async () => {
    const { differences, rows } = await verify(db, { audited: [...accountsAudited, ...organisationsAudited], files: [], fileStore: null });
    assert.deepEqual(differences, []);
    assert.ok(rows > 60);
  });
});

describe('the nightly clean-up', () => {
  it('forgets sessions that ended a week ago and keeps the open ones', async () => {
    const old = await join('cu@anbinh.gov.vn', commune, 'officer');
    later(10 * 24 * 60);
    const open = await signIn(env, { userName: 'cu@anbinh.gov.vn', password: PASSWORD, source: office });
    const forgotten = await db.transaction().execute((tx) => forgetEnded(tx, new Date(clock.now().getTime() - 7 * 86_400_000)));
    assert.ok(forgotten > 0);
    assert.equal(await accountOfSession(db, old.session.sessionId), null);
    assert.equal(await accountOfSession(db, open.sessionId), old.id);
  });
});
