import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { AppError } from '#kernel/app-error.ts';
import { prepareDirectory, readLabel, refuseOtherKind, writeLabel } from './data-directory.ts';
import { allSecrets, keepSecret, openSecrets } from './secrets.ts';

const place = tempFolder('directory');
const says = (wanted: RegExp) => (error: unknown): boolean => error instanceof AppError && wanted.test(error.message);

describe('the data directory', () => {
  test('is made with everything in it, closed to others, and is found again', () => {
    const directory = prepareDirectory(join(place, 'deep/er/data'));
    for (const path of [directory.root, directory.files, directory.secrets, directory.run]) assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.deepEqual(prepareDirectory(directory.root), directory);
    assert.deepEqual(readdirSync(directory.run), [], 'trying it out leaves nothing');
  });

  test('that holds something else is left alone', () => {
    const foreign = join(place, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'photo.jpg'), '');
    assert.throws(() => prepareDirectory(foreign), says(/đang chứa thứ khác \(photo\.jpg\)/));
    assert.deepEqual(readdirSync(foreign), ['photo.jpg']);
  });

  test('of a service account is not touched by root, whose files that account could not read', (t) => {
    if (process.getuid!() !== 0) return t.skip('only root can be somebody else');
    const directory = prepareDirectory(join(place, 'service'));
    writeLabel(directory, { id: 'a', kind: 'real', schema: null, postgres: 18 });
    chownSync(join(directory.root, 'loa.json'), 1000, 1000);
    assert.throws(() => prepareDirectory(directory.root), says(/thuộc người dùng số 1000.*sudo -u '#1000'/));
  });

  test('says what it is, and a damaged label is told, not guessed', () => {
    const directory = prepareDirectory(join(place, 'label'));
    assert.equal(readLabel(directory), null);
    const label = { id: 'a', kind: 'demo', schema: '0001-base', postgres: 18 } as const;
    writeLabel(directory, label);
    assert.deepEqual(readLabel(directory), label);
    assert.throws(() => refuseOtherKind('demo', 'real', 'X'), says(/X là kho trình diễn.*bin\/loa demo/));
    assert.throws(() => refuseOtherKind('real', 'demo', 'X'), says(/X là kho làm việc thật.*bin\/loa serve/));
    writeFileSync(join(directory.root, 'loa.json'), '{"id":');
    assert.throws(() => readLabel(directory), says(/bị hỏng/));
  });
});

describe('secrets', () => {
  test('are made once, are the same ever after, and only Loa may read them', () => {
    const directory = prepareDirectory(join(place, 'secrets'));
    const key = openSecrets(directory).key('session');
    assert.equal(key.length, 32);
    assert.deepEqual(openSecrets(directory).key('session'), key);
    assert.notDeepEqual(openSecrets(directory).key('totp'), key);
    const path = join(directory.secrets, 'session');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    chmodSync(path, 0o644);
    openSecrets(directory).key('session');
    assert.equal(statSync(path).mode & 0o777, 0o600, 'closed again');
    assert.deepEqual(readdirSync(directory.secrets).sort(), ['session', 'totp'], 'no drafts are left');
  });

  test('travel in a backup and never replace one that is there', () => {
    const directory = prepareDirectory(join(place, 'moved'));
    keepSecret(directory, 'session', '00'.repeat(32));
    keepSecret(directory, 'session', 'ff'.repeat(32));
    assert.deepEqual(allSecrets(directory), { session: '00'.repeat(32) });
    assert.throws(() => openSecrets(directory).key('../x'), RangeError);
  });
});
