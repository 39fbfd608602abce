import assert from 'node:assert/strict';
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

  const wrong: [string, string][] = [
    ['LOA_DATABASE_URL', 'mysql://loa'], ['LOA_DATABASE_URL', 'loa'], ['LOA_PUBLIC_URL', 'loa.tinh.gov.vn'], ['LOA_PUBLIC_URL', 'https://tinh.gov.vn/loa'],
    ['LOA_TRUSTED_PROXIES', 'everyone'], ['LOA_RATE_SIGNED_IN', 'many'], ['LOA_RATE_SIGNED_IN', '1'], ['LOA_LOG', 'loud'],
  ];
  for (const [name, value] of wrong) {
    test(`is refused at boot with the name of the variable: ${name}=${value}`, () => {
      assert.throws(() => readConfig({ [name]: value }), (error) => error instanceof AppError && error.code === 'usage' && error.message.startsWith(`Biến môi trường ${name} phải`));
    });
  }
});
