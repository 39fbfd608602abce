import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainText, piecesOf } from './body.ts';
import { resolveMentions, withHandles } from './mentions.ts';

const people = withHandles([
  { accountId: 'a' as Id, name: 'Võ Đức Khánh', title: '', unit: 'UBND xã A', userName: 'khanh' }, { accountId: 'b' as Id, name: 'Nguyễn Thị Hà', title: '', unit: 'Sở Nội vụ', userName: 'ha1' },
  { accountId: 'c' as Id, name: 'Nguyễn Thị Hà', title: '', unit: 'UBND xã A', userName: 'ha2' }, { accountId: 'd' as Id, name: 'Võ Đức', title: '', unit: 'UBND xã B', userName: 'duc' },
]);

describe('a mention', () => {
  it('is the longest name behind the "@", whatever its case and Unicode form', () => {
    assert.deepEqual(resolveMentions('Nhờ @Võ Đức Khánh xem, cả @võ đức nữa', people), { body: 'Nhờ @Võ Đức Khánh xem, cả @Võ Đức nữa', mentions: ['a', 'd'], problems: [] });
    assert.deepEqual(resolveMentions(plainText('@Võ Đức Khánh'.normalize('NFD')), people).mentions, ['a']);
  });
  it('of a name that two share needs the unit, and says so', () => {
    assert.match(resolveMentions('@Nguyễn Thị Hà ơi', people).problems[0]!, /Có 2 người tên “Nguyễn Thị Hà”.*@Nguyễn Thị Hà \(Sở Nội vụ\) hoặc/);
    assert.deepEqual(resolveMentions('@Nguyễn Thị Hà (UBND xã A) ơi', people).mentions, ['c']);
  });
  it('of nobody is told; an e-mail address and a price at an "@" are no mentions', () => {
    assert.match(resolveMentions('Gửi @Trần Văn Không nhé', people).problems[0]!, /Không có ai tên “Trần Văn Không”/);
    assert.deepEqual(resolveMentions('ha@tinh.gov.vn, giá @ 5000, @all', people), { body: 'ha@tinh.gov.vn, giá @ 5000, @all', mentions: [], problems: [] });
  });
  it('names each person once', () => assert.deepEqual(resolveMentions('@Võ Đức và @Võ Đức', people).mentions, ['d']));
});

describe('a comment', () => {
  it('shows links to web pages, and nothing else as a link', () => {
    const links = (text: string) => piecesOf(text, []).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));
    assert.deepEqual(links('Xem https://tinh.vn/tin-1. Và (http://xa.vn/a_(b)), nhé'), ['https://tinh.vn/tin-1', 'http://xa.vn/a_(b)']);
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://kẻ@xấu.vn', 'https://a:b@c.vn', 'http://', 'file:///etc/passwd']) assert.deepEqual(links(text), [], text);
  });
  it('cut into pieces is the same text again, whatever was typed', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('@Võ Đức', 'https://a.vn/(x)', ').', '<b>', '\n', '@'))), (parts) => {
      const text = parts.join('');
      assert.equal(piecesOf(text, ['Võ Đức', 'Võ Đức Khánh']).map((piece) => piece.text).join(''), text);
    }));
  });
  it('keeps its lines, and no signs that nobody sees', () => assert.equal(plainText(' Một\r\n\r\n\r\n\r\nHai\u202E\u0007 ba\u200b '), 'Một\n\nHai ba'));
});
