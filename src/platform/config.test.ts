import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { readConfig } from './config.ts';

describe('the environment', () => {
  test('may be empty: the embedded database, this machine only', () => {
    const config = readConfig({});
    assert.equal(config.databaseUrl, null);
    assert.equal(config.publicUrl, null);
    assert.deepEqual(config.trustedProxies, []);
    assert.equal(config.insecureLan, false);
  });

  test('is read as it is meant', () => {
    const config = readConfig({
      LOA_DATABASE_URL: 'postgres://loa:x@db:5432/loa', LOA_PUBLIC_URL: 'https://loa.tinh.gov.vn/', LOA_TRUSTED_PROXIES: 'loopback, 10.0.0.7,2001:db8::1', LOA_RATE_ADDRESS: '500', LOA_BACKUP_KEY: ' ',
    });
    assert.equal(config.databaseUrl, 'postgres://loa:x@db:5432/loa');
    assert.equal(config.publicUrl, 'https://loa.tinh.gov.vn');
    assert.deepEqual(config.trustedProxies, ['loopback', '10.0.0.7', '2001:db8::1']);
    assert.equal(config.rateLimits.address, 500);
    assert.equal(config.backupKey, null, 'a blank value is none');
  });

  test('says how letters go out; off unless a server is named', () => {
    assert.equal(readConfig({ LOA_SMTP_FROM: 'loa@tinh.gov.vn' }).mail, null);
    const folder = mkdtempSync(join(tmpdir(), 'loa-config-')), file = join(folder, 'mat-khau');
    writeFileSync(file, 'bí mật\n');
    try {
      const { mail } = readConfig({ LOA_SMTP_URL: 'smtp://loa%40tinh@thu.tinh.gov.vn', LOA_SMTP_FROM: 'Loa tỉnh Lam Giang <loa@tinh.gov.vn>', LOA_PUBLIC_URL: 'https://loa.tinh.gov.vn', LOA_SMTP_PASSWORD_FILE: file });
      assert.deepEqual(mail, { host: 'thu.tinh.gov.vn', port: 587, security: 'required', user: 'loa@tinh', password: 'bí mật', from: { name: 'Loa tỉnh Lam Giang', address: 'loa@tinh.gov.vn' }, certificateAuthority: null });
    } finally { rmSync(folder, { recursive: true }); }
    const tls = readConfig({ LOA_SMTP_URL: 'smtps://thu.tinh.gov.vn', LOA_SMTP_FROM: 'loa@tinh.gov.vn', LOA_PUBLIC_URL: 'https://loa.tinh.gov.vn' }).mail!;
    assert.deepEqual([tls.port, tls.security, tls.from.name], [465, 'implicit', 'Loa']);
  });

  test('half a mail server is refused at boot, with the variable that is missing', () => {
    const whole = { LOA_SMTP_URL: 'smtp://thu.tinh.gov.vn', LOA_SMTP_FROM: 'loa@tinh.gov.vn', LOA_PUBLIC_URL: 'https://loa.tinh.gov.vn' };
    for (const missing of ['LOA_SMTP_FROM', 'LOA_PUBLIC_URL'] as const)
      assert.throws(() => readConfig({ ...whole, [missing]: '' }), (error) => error instanceof AppError && error.code === 'usage' && error.message.includes(`cần cả ${missing}`));
    assert.throws(() => readConfig({ ...whole, LOA_SMTP_PASSWORD_FILE: '/khong/co/tep' }), (error) => error instanceof AppError && /LOA_SMTP_PASSWORD_FILE \(ENOENT\)/.test(error.message));
  });

  test('says where letters that come back are read; not without letters that go out', () => {
    assert.deepEqual(readConfig({}).returns, { address: null, box: null });
    const folder = mkdtempSync(join(tmpdir(), 'loa-config-')), file = join(folder, 'mat-khau'), out = { LOA_SMTP_URL: 'smtp://thu.tinh.gov.vn', LOA_SMTP_FROM: 'loa@tinh.gov.vn', LOA_PUBLIC_URL: 'https://loa.tinh.gov.vn' };
    writeFileSync(file, 'bí mật\n');
    try {
      const { returns } = readConfig({ ...out, LOA_BOUNCE_ADDRESS: 'TraLai+*@tinh.gov.vn', LOA_IMAP_URL: 'imaps://tralai%40tinh.gov.vn@thu.tinh.gov.vn/Th%C6%B0%20tr%E1%BA%A3', LOA_IMAP_PASSWORD_FILE: file });
      assert.deepEqual(returns, { address: 'tralai+*@tinh.gov.vn', box: { host: 'thu.tinh.gov.vn', port: 993, security: 'implicit', user: 'tralai@tinh.gov.vn', password: 'bí mật', folder: 'Thư trả', certificateAuthority: null } });
      assert.deepEqual(((box) => [box!.port, box!.security, box!.folder])(readConfig({ ...out, LOA_IMAP_URL: 'imap://tralai@thu.tinh.gov.vn', LOA_IMAP_PASSWORD_FILE: file }).returns.box), [143, 'required', 'INBOX']);
    } finally { rmSync(folder, { recursive: true }); }
    assert.throws(() => readConfig({ LOA_BOUNCE_ADDRESS: 'tralai@tinh.gov.vn' }), (error) => error instanceof AppError && error.message.includes('cần cả LOA_SMTP_URL'));
    assert.throws(() => readConfig({ ...out, LOA_IMAP_URL: 'imaps://tralai@thu.tinh.gov.vn' }), (error) => error instanceof AppError && error.message.includes('cần cả LOA_IMAP_PASSWORD_FILE'));
  });

  const wrong: [string, string][] = [
    ['LOA_DATABASE_URL', 'mysql://loa'], ['LOA_DATABASE_URL', 'loa'], ['LOA_PUBLIC_URL', 'loa.tinh.gov.vn'], ['LOA_PUBLIC_URL', 'https://tinh.gov.vn/loa'],
    ['LOA_TRUSTED_PROXIES', 'everyone'], ['LOA_RATE_SIGNED_IN', 'many'], ['LOA_RATE_SIGNED_IN', '1'], ['LOA_LOG', 'loud'],
    ['LOA_SMTP_URL', 'http://thu'], ['LOA_SMTP_URL', 'smtp://loa:mat-khau@thu'], ['LOA_SMTP_FROM', 'Loa'], ['LOA_SMTP_FROM', 'Loa <a@b.vn>, <c@d.vn>'], ['LOA_SMTP_TLS', 'maybe'],
    ['LOA_BOUNCE_ADDRESS', 'tralai'], ['LOA_BOUNCE_ADDRESS', 'a*b*@tinh.gov.vn'], ['LOA_BOUNCE_ADDRESS', `${'x'.repeat(25)}*@tinh.gov.vn`], ['LOA_IMAP_URL', 'imaps://thu.tinh.gov.vn'], ['LOA_IMAP_URL', 'imaps://a:b@thu.tinh.gov.vn'],
  ];
  for (const [name, value] of wrong) {
    test(`is refused at boot with the name of the variable: ${name}=${value}`, () => {
      assert.throws(() => readConfig({ [name]: value }), (error) => error instanceof AppError && error.code === 'usage' && error.message.startsWith(`Biến môi trường ${name} phải`));
    });
  }
});
