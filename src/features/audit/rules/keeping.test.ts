import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAnchor, parseAnchor } from './anchor.ts';
import { backupHealth, trialIsDue, type BackupFacts } from './backup-health.ts';
import { filesToRemove, isRemains, nightlyFileName, nightlyFiles } from './retention.ts';

const at = (iso: string): Date => new Date(iso);

test('a nightly backup is named by the clock of Viet Nam', () => {
  assert.equal(nightlyFileName(at('2026-11-19T18:30:00Z')), 'loa-2026-11-20-0130.tar');
});

test('the newest stay, whatever else lies in the folder, and one stays in every case', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 40 }), fc.integer({ min: -1, max: 20 }), (days, keep) => {
    const names = days.map((day) => nightlyFileName(new Date(Date.UTC(2026, 0, 1 + day))));
    const others = ['truoc-nang-cap.tar', 'loa-2026-11-20-0130.tar.part', 'ảnh.jpg', 'loa-.tar'];
    const gone = filesToRemove([...others, ...names], keep);
    const left = names.filter((name) => !gone.includes(name));
    assert.equal(left.length, Math.min(names.length, Math.max(1, keep)));
    assert.ok(left.every((name) => gone.every((old) => old < name)));
    assert.ok(gone.every((name) => !others.includes(name)));
  }));
  assert.deepEqual(nightlyFiles(['loa-2026-01-01-0130.tar', 'loa-2026-01-02-0130.tar']), ['loa-2026-01-02-0130.tar', 'loa-2026-01-01-0130.tar']);
});

test('the draft of a backup that was cut short goes after a day', () => {
  const now = at('2026-11-20T18:30:00Z');
  assert.ok(isRemains('loa-2026-11-19-0130.tar.part', at('2026-11-18T18:30:00Z'), now));
  assert.ok(!isRemains('loa-2026-11-21-0130.tar.part', at('2026-11-20T18:29:00Z'), now));
  assert.ok(!isRemains('khac.part', at('2020-01-01T00:00:00Z'), now));
});

test('the administrator hears after 48 hours without a good backup, and not before', () => {
  const good: BackupFacts = { storeSince: at('2026-01-01T00:00:00Z'), lastGood: at('2026-11-18T00:00:00Z'), lastRun: null, lastTrial: { finishedAt: at('2026-11-17T00:00:00Z'), error: null } };
  assert.deepEqual(backupHealth(good, at('2026-11-19T23:59:00Z')), { level: 'good', ageHours: 47, sentences: [] });
  const late = backupHealth(good, at('2026-11-20T00:00:00Z'));
  assert.equal(late.level, 'bad');
  assert.match(late.sentences[0]!, /^Đã 48 giờ chưa có bản sao lưu mới \(bản gần nhất lúc 07:00 18\/11\/2026\)/);
  const failed = backupHealth({ ...good, lastRun: { finishedAt: at('2026-11-19T00:00:00Z'), error: 'Ổ đĩa đã đầy.' } }, at('2026-11-19T01:00:00Z'));
  assert.equal(failed.level, 'attention');
  assert.match(failed.sentences[0]!, /Ổ đĩa đã đầy/);
  assert.equal(backupHealth({ ...good, lastTrial: { finishedAt: at('2026-11-18T00:00:00Z'), error: 'hỏng' } }, at('2026-11-18T01:00:00Z')).level, 'bad');
});

test('a new store has a grace, then its first backup is missed too', () => {
  const fresh: BackupFacts = { storeSince: at('2026-11-18T00:00:00Z'), lastGood: null, lastRun: null, lastTrial: null };
  assert.equal(backupHealth(fresh, at('2026-11-18T09:00:00Z')).level, 'attention');
  assert.match(backupHealth(fresh, at('2026-11-20T00:00:00Z')).sentences[0]!, /chưa có bản sao lưu nào/);
});

test('a trial restore is due once a week', () => {
  assert.ok(trialIsDue(null, at('2026-11-20T00:00:00Z')));
  assert.ok(!trialIsDue(at('2026-11-14T00:00:00Z'), at('2026-11-20T00:00:00Z')));
  assert.ok(trialIsDue(at('2026-11-13T00:00:00Z'), at('2026-11-20T00:00:00Z')));
});

test('an anchor reads back, also out of the file it was noted in; anything else is no anchor', () => {
  const ends = [{ shard: 1, position: 4711, sha256: 'ab'.repeat(32) }, { shard: 0, position: 1, sha256: 'cd'.repeat(32) }];
  const line = formatAnchor(ends);
  assert.deepEqual(parseAnchor(`Điểm neo ngày 20/11:\r\n  ${line}\r\n`), [...ends].reverse());
  assert.deepEqual(parseAnchor(formatAnchor([])), []);
  for (const text of ['', 'loa-anchor/2 1:1:00', line.slice(0, -1), `${line} x`]) assert.equal(parseAnchor(text), null);
});
