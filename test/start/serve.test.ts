import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { sql } from 'kysely';
import { testDb } from '../support/database.ts';
import { runLoa, startLoa, type LoaProcess } from '../support/loa-process.ts';
import { selfSigned } from '../support/self-signed.ts';

const place = tempFolder('serve');

describe('serve with a certificate', () => {
  test('speaks https; a key that does not fit is refused at once', async () => {
    const [cert, key, other] = [join(place, 'cert.pem'), join(place, 'key.pem'), join(place, 'other.pem')];
    const pair = selfSigned();
    writeFileSync(cert, pair.cert);
    writeFileSync(key, pair.key);
    writeFileSync(other, selfSigned().key);
    const wrong = await runLoa(['serve', '--data', join(place, 'tls'), '--tls-cert', cert, '--tls-key', other]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /không dùng được với nhau/);
    const loa = await startLoa({ data: join(place, 'tls'), args: ['serve', '--tls-cert', cert, '--tls-key', key] });
    try {
      assert.match(loa.url, /^https:/);
      const status = await new Promise((resolve, reject) => {
        get(`${loa.url}/healthz`, { ca: pair.cert }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject);
      });
      assert.equal(status, 200);
    } finally {
      assert.equal(await loa.stop(), 0);
    }
  });
});

describe('with a database on a server (LOA_DATABASE_URL)', () => {
  const running: LoaProcess[] = [];
  after(async () => { for (const loa of running) await loa.stop(); });

  test('serve makes the store, web and worker join it, and its folder belongs to it alone', async () => {
    const { address, db } = await testDb({ empty: true });
    const LOA_DATABASE_URL = `postgres://${address.user}:${address.password}@${address.host}:${address.port}/${address.database}`;
    const state = join(place, 'state');
    const env = { LOA_DATABASE_URL, LOA_STATE_DIR: state };

    const early = await runLoa(['web', '--port', '0'], { env });
    assert.equal(early.code, 1);
    assert.match(early.stderr, /chưa có dữ liệu của Loa/);

    running.push(await startLoa({ env }));
    running.push(await startLoa({ env, args: ['web'] }));
    for (const { url } of running) assert.equal((await fetch(`${url}/readyz`)).status, 200);
    const { rows } = await sql<{ place: string }>`select state_directory as place from store_identity`.execute(db);
    assert.ok(rows[0]!.place.endsWith(`:${state}`));

    const lost = await runLoa(['migrate'], { env: { LOA_DATABASE_URL, LOA_STATE_DIR: join(place, 'elsewhere') } });
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /Tệp và khóa của cơ sở dữ liệu này nằm ở/);
    assert.match((await runLoa(['demo', '--port', '0'], { env })).stderr, /kho làm việc thật/);
  });

  test('a database with tables of another program is left alone', async () => {
    const { address, pool } = await testDb({ empty: true });
    await pool.query('create table invoices (id int)');
    const LOA_DATABASE_URL = `postgres://${address.user}:${address.password}@${address.host}:${address.port}/${address.database}`;
    const { code, stderr } = await runLoa(['migrate'], { env: { LOA_DATABASE_URL, LOA_STATE_DIR: join(place, 'other') } });
    assert.equal(code, 1);
    assert.match(stderr, /bảng của phần mềm khác \(invoices\)/);
  });
});
