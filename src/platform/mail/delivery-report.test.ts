import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { reportAbout } from '#test/support/delivery-reports.ts';
import { readDeliveryReport } from './delivery-report.ts';

const read = (mail: string) => readDeliveryReport(Buffer.from(mail));

describe('a report about a letter (RFC 3464)', () => {
  test('says that it failed, by which status, in which words, about which letter', async () => {
    const report = (await read(reportAbout({ to: 'tralai+abc@songtra.example', words: 'smtp; 550 5.1.1 <nguoi@xa.example>:\r\n    Recipient address rejected', original: 'Return-Path: <tralai+abc@songtra.example>\r\nMessage-ID: <1@songtra.example>\r\nList-Unsubscribe:\r\n <https://songtra.example/x>' })))!;
    assert.deepEqual([report.failed, report.status, report.words], [true, '5.1.1', '550 5.1.1 <nguoi@xa.example>: Recipient address rejected']);
    assert.match(report.heading, /^delivered-to: tralai\+abc@songtra\.example$/m);
    assert.deepEqual([report.original.get('message-id'), report.original.get('list-unsubscribe')], ['<1@songtra.example>', '<https://songtra.example/x>']);
  });

  test('what is only late, handed on or delivered has not failed; nor what reached one of several', async () => {
    for (const [action, status] of [['delayed', '4.4.1'], ['relayed', '2.0.0'], ['delivered', '2.0.0'], ['expanded', '2.0.0'], ['failed', '2.0.0']] as const) assert.equal((await read(reportAbout({ action, status })))!.failed, false, action);
    const two = reportAbout({}).replace('Remote-MTA', 'Remote-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; b@xa.example\r\nAction: delivered\r\nStatus: 2.0.0\r\nX-Remote');
    assert.equal((await read(two))!.failed, false);
    assert.equal((await read(two.replace('delivered\r\nStatus: 2.0.0', 'failed\r\nStatus: 5.2.1')))!.failed, true);
  });

  test('where the status says nothing, the words of the server do', async () => {
    const status = async (given: string, words: string) => (await read(reportAbout({ status: given, words })))!.status;
    assert.deepEqual(await Promise.all([status('5.0.0', 'smtp; 550 5.1.1 no such user'), status('5.0.0', 'smtp; 550 no such user'), status('5.1.1 (bad address)', 'smtp; 550 5.7.1 x'), status('', 'smtp; 452 too busy'), status('', 'X-Unix; 67')]), ['5.1.1', '5.0.0', '5.1.1', '4.0.0', '5.0.0']);
  });

  test('encoded parts, headers alone and reports in UTF-8 (RFC 6533) are read too', async () => {
    const plain = reportAbout({ original: 'Message-ID: <2@songtra.example>' }), [, body] = /delivery-status\r\n\r\n(Reporting[\s\S]*?)\r\n\r\n--4F2B/.exec(plain)!;
    const encoded = plain.replace(`message/delivery-status\r\n\r\n${body}`, `message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body!).toString('base64').replace(/.{60}/g, '$&\r\n')}`);
    assert.equal((await read(encoded))!.status, '5.1.1');
    assert.equal((await read(plain.replace('message/rfc822', 'text/rfc822-headers')))!.original.get('message-id'), '<2@songtra.example>');
    assert.equal((await read(plain.replace('message/delivery-status', 'message/global-delivery-status').replace('message/rfc822', 'message/global-headers')))!.original.get('message-id'), '<2@songtra.example>');
  });

  test('other letters are no reports, and nothing that is sent breaks the reader', async () => {
    assert.equal(await read('From: an@xa.example\r\nSubject: Xin cảm ơn\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n'), null);
    assert.equal(await read(''), null);
    assert.equal(await read(reportAbout({}).replace('message/delivery-status', 'text/plain')), null, 'someone quotes a report');
    const whole = reportAbout({ original: 'Message-ID: <3@songtra.example>' });
    await fc.assert(fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), async (at, gone, put) => {
      const report = await readDeliveryReport(Buffer.concat([Buffer.from(whole.slice(0, at)), put, Buffer.from(whole.slice(at + gone))]));
      assert.ok(report === null || /^[245]\.\d{1,3}\.\d{1,3}$/.test(report.status));
    }), { numRuns: 100 });
    await readDeliveryReport(Buffer.from(Array.from({ length: 300 }, (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`).join('')));
  });
});
