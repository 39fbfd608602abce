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

  const wrong: [string, string][] = [
    ['LOA_DATABASE_URL', 'mysql://loa'], ['LOA_DATABASE_URL', 'loa'], ['LOA_PUBLIC_URL', 'loa.tinh.gov.vn'], ['LOA_PUBLIC_URL', 'https://tinh.gov.vn/loa'],
    ['LOA_TRUSTED_PROXIES', 'everyone'], ['LOA_RATE_SIGNED_IN', 'many'], ['LOA_RATE_SIGNED_IN', '1'], ['LOA_LOG', 'loud'],
    ['LOA_SMTP_URL', 'http://thu'], ['LOA_SMTP_URL', 'smtp://loa:mat-khau@thu'], ['LOA_SMTP_FROM', 'Loa'], ['LOA_SMTP_FROM', 'Loa <a@b.vn>, <c@d.vn>'], ['LOA_SMTP_TLS', 'maybe'],
  ];
  for (const [name, value] of wrong) {
    test(`is refused at boot with the name of the variable: ${name}=${value}`, () => {
      assert.throws(() => readConfig({ [name]: value }), (error) => error instanceof AppError && error.code === 'usage' && error.message.startsWith(`Biến môi trường ${name} phải`));
    });
  }
});
