import { test } from 'node:test';
import assert from 'node:assert/strict';
import { filledForm } from '#ui/forms.tsx';
import { KeepingView } from './console/view.tsx';
import { backupHealth } from './rules/backup-health.ts';
import type { BackupStatus } from './backup-status.ts';

const now = new Date('2026-11-20T02:00:00Z');
const status = (lastGood: Date | null): BackupStatus => ({
  health: backupHealth({ storeSince: new Date('2026-01-01'), lastGood, lastRun: null, lastTrial: lastGood && { finishedAt: lastGood, error: null } }, now),
  lastGood, lastTrial: lastGood, keep: 14,
  runs: lastGood ? [{ kind: 'backup', startedAt: lastGood, finishedAt: lastGood, fileName: 'loa-2026-11-20-0130.tar', bytes: 63_400_000, error: null }] : [],
});
const shown = async (node: unknown): Promise<string> => String(await (node as { toString(): string | Promise<string> }).toString());

test('an administrator sees at a glance that a backup is fresh', async () => {
  const html = await shown(<KeepingView status={status(new Date('2026-11-19T18:30:00Z'))} anchor="loa-anchor/1 1:2:ab" form={null} />);
  assert.match(html, /Tốt/);
  assert.match(html, /01:30 20\/11\/2026 \(7 giờ trước\)/);
  assert.match(html, /63,4 MB/);
  assert.doesNotMatch(html, /role="alert"|<form/);
});

test('and is alarmed after two days without one', async () => {
  const html = await shown(<KeepingView status={status(new Date('2026-11-17T18:30:00Z'))} anchor="loa-anchor/1" form={filledForm({ keep: '14' })} />);
  assert.match(html, /role="alert".*Đã 55 giờ chưa có bản sao lưu mới/s);
  assert.match(html, /name="keep"[^>]*value="14"/);
});
