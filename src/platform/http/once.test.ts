import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { onceOnly } from './once.ts';

function desk(answers: readonly (303 | 422)[]) {
  let now = 0, acts = 0;
  const once = onceOnly(() => now), app = new Hono();
  app.post('/lap', (c) => once(c.req.header('x-who') ?? 'a', c, async () => {
    const status = answers[Math.min(acts, answers.length - 1)]!;
    acts += 1;
    const mine = acts;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    return status === 303 ? c.redirect(`/viec/${mine}`, 303) : c.text('thiếu', 422);
  }));
  const send = async (fields: Record<string, string>, who = 'a') => { const answer = await app.request('/lap', { method: 'POST', body: new URLSearchParams(fields), headers: { 'x-who': who } }); return answer.headers.get('location') ?? answer.status; };
  return { send, acts: () => acts, later: (minutes: number) => { now += minutes * 60_000; } };
}

describe('a form sent more than once', () => {
  it('is one act, also while the first is still under way, and every sending gets its answer', async () => {
    const { send, acts } = desk([303]);
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => send({ _key: 'k', name: 'x' }))), ['/viec/1', '/viec/1', '/viec/1']);
    assert.equal(await send({ _key: 'k', name: 'x' }), '/viec/1');
    assert.equal(acts(), 1);
  });
  it('is another act when anything in it, the person or the key differs, and when it has no key', async () => {
    const { send } = desk([303]);
    assert.deepEqual([await send({ _key: 'k', name: 'x' }), await send({ _key: 'k', name: 'y' }), await send({ _key: 'l', name: 'x' }), await send({ _key: 'k', name: 'x' }, 'b'), await send({ name: 'x' }), await send({ name: 'x' })], ['/viec/1', '/viec/2', '/viec/3', '/viec/4', '/viec/5', '/viec/6']);
  });
  it('is tried again after a refusal, by one of those that waited', async () => {
    const { send, acts } = desk([422, 303]);
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => send({ _key: 'k' }))), [422, '/viec/2', '/viec/2']);
    assert.equal(acts(), 2);
  });
  it('is forgotten after a while', async () => {
    const { send, later } = desk([303]);
    await send({ _key: 'k' });
    later(11);
    await send({ _key: 'other' });
    assert.equal(await send({ _key: 'k' }), '/viec/3');
  });
});
