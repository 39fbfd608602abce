import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import { freePath, freeSlug, masthead, RESERVED } from './address.ts';
import { ordered } from './home.ts';
import { matchPattern, moreLiteral, pattern } from './pattern.ts';
import { addressIn, resolve, siteMap, type KnownSite } from './resolve.ts';
import { hostOf } from './settings.ts';

const id = (n: number): Id => `0190000${n}-0000-7000-8000-00100000000${n}` as Id;
const site = (n: number, slug: string, more: Partial<KnownSite> = {}): KnownSite => ({ organisationId: id(n), slug, host: null, root: false, wasRoot: false, ...more });

describe('the address of a site', () => {
  it('is chosen from kind and name, with a number when taken or a word of the program', () => {
    assert.equal(freeSlug('Xã Bình An', new Set()), 'xa-binh-an');
    assert.equal(freeSlug('Xã Bình An', new Set(['xa-binh-an', 'xa-binh-an-2'])), 'xa-binh-an-3');
    assert.equal(freeSlug('Thủ tục', new Set()), 'thu-tuc-2');
    assert.equal(freePath('/tin-bai/mot-cua', new Set(['/tin-bai/mot-cua'])), '/tin-bai/mot-cua-2');
    assert.equal(slugOf('Nghị quyết số 15/NQ-HĐND về Đổi mới, sáng tạo'), 'nghi-quyet-so-15-nq-hdnd-ve-doi-moi-sang-tao');
    assert.equal(slugOf('“???”'), 'muc');
  });
  it('is never given twice, whatever organisations are called', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('Xã Bình An', 'Phường Bình An', 'xã bình an', 'Bình An 2', 'Thủ tục', 'Đặc khu', '2', 'x'), { maxLength: 40 }), (names) => {
      const taken = new Set<string>();
      for (const name of names) {
        const slug = freeSlug(name, taken);
        assert.match(slug, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        assert.ok(!taken.has(slug) && !RESERVED.has(slug));
        taken.add(slug);
      }
    }));
  });
  it('stands in the masthead as offices write it', () => {
    assert.deepEqual(masthead('UBND xã Bình An', 'UBND tỉnh Lam Giang'), { kicker: 'Ủy ban nhân dân', name: 'Xã Bình An' });
    assert.deepEqual(masthead('Sở Nội vụ', 'UBND tỉnh Lam Giang'), { kicker: 'Ủy ban nhân dân tỉnh Lam Giang', name: 'Sở Nội vụ' });
  });
});

describe('what an address means', () => {
  const sites = siteMap([site(1, 'tinh-lam-giang', { root: true, wasRoot: true }), site(2, 'xa-binh-an'), site(3, 'so-noi-vu', { host: 'sonoivu.lamgiang.gov.vn' })]);
  const at = (address: string, host = 'lamgiang.gov.vn') => { const found = resolve(sites, host, address); return found?.kind === 'page' ? `${found.site.slug} ${found.language} ${found.path}` : found?.to ?? null; };

  it('the root stands at /, others under their slug or at their own host', () => {
    assert.equal(at('/'), 'tinh-lam-giang vi /');
    assert.equal(at('/tin-bai/a'), 'tinh-lam-giang vi /tin-bai/a');
    assert.equal(at('/xa-binh-an'), 'xa-binh-an vi /');
    assert.equal(at('/xa-binh-an/thu-tuc'), 'xa-binh-an vi /thu-tuc');
    assert.equal(at('/thu-tuc', 'sonoivu.lamgiang.gov.vn:443'), 'so-noi-vu vi /thu-tuc');
    assert.equal(at('/xa-binh-an/en/lien-he'), 'xa-binh-an en /lien-he');
    assert.equal(at('/en'), 'tinh-lam-giang en /');
  });
  it('another way of writing it leads to the one address', () => {
    assert.equal(at('/tinh-lam-giang/tin-bai'), '/tin-bai');
    assert.equal(at('/so-noi-vu/tin-bai'), 'https://sonoivu.lamgiang.gov.vn/tin-bai');
    assert.equal(at('/so-noi-vu'), 'https://sonoivu.lamgiang.gov.vn');
    assert.equal(at('/xa-binh-an/'), '/xa-binh-an');
    assert.equal(at('/tin-bai/'), '/tin-bai');
  });
  it('each page has one address: what an address leads to is a page of the same site under that very address', () => {
    const part = fc.constantFrom('', 'en', 'tin-bai', 'xa-binh-an', 'so-noi-vu', 'tinh-lam-giang', 'a');
    fc.assert(fc.property(fc.array(part, { maxLength: 4 }), fc.constantFrom('lamgiang.gov.vn', 'sonoivu.lamgiang.gov.vn'), (parts, host) => {
      let found = resolve(sites, host, `/${parts.join('/')}`), hops = 0;
      while (found?.kind === 'moved') {
        const own = /^https:\/\/([^/]+)(.*)$/.exec(found.to);
        found = resolve(sites, own?.[1] ?? host, own ? own[2] || '/' : found.to);
        assert.ok(++hops <= 3, 'no circle');
      }
      assert.ok(found);
      assert.equal(found.key, addressIn(found.site, found.language === 'en' ? `/en${found.path === '/' ? '' : found.path}` : found.path));
    }));
  });
});

describe('patterns of pages', () => {
  it('take whole parts, with literal text around a name, and the more literal one first', () => {
    assert.deepEqual(matchPattern(pattern('/thu-tuc/:slug'), '/thu-tuc/khai-sinh'), { slug: 'khai-sinh' });
    assert.deepEqual(matchPattern(pattern('/ban-tin/:slug.pdf'), '/ban-tin/so-11.pdf'), { slug: 'so-11' });
    assert.deepEqual(matchPattern(pattern('/sitemap-:page.xml'), '/sitemap-2.xml'), { page: '2' });
    for (const path of ['/thu-tuc', '/thu-tuc/', '/thu-tuc/a/b', '/ban-tin/x']) assert.equal(matchPattern(pattern('/thu-tuc/:slug'), path), null);
    assert.equal(matchPattern(pattern('/ban-tin/:slug.pdf'), '/ban-tin/.pdf'), null);
    assert.deepEqual([pattern('/thu-tuc/:slug'), pattern('/thu-tuc/a.ttl'), pattern('/thu-tuc/:slug.pdf')].sort(moreLiteral)[0], pattern('/thu-tuc/a.ttl'));
  });
});

describe('settings', () => {
  it('an own host is a host name and nothing else', () => {
    assert.equal(hostOf(' HTTPS://XaBinhAn.lamgiang.gov.vn/ '), 'xabinhan.lamgiang.gov.vn');
    assert.equal(hostOf('  '), null);
    for (const wrong of ['localhost', 'a b.vn', 'x.vn/tin', '127.0.0.1', '-a.vn', 'a..vn', '<script>.vn', 'user@x.vn', 'x.vn:80']) assert.throws(() => hostOf(wrong), /không phải tên miền/, wrong);
  });
  it('blocks stand as chosen, new ones behind, hidden ones nowhere', () => {
    const blocks = [{ name: 'a', order: 1 }, { name: 'b', order: 2 }, { name: 'c', order: 3 }];
    assert.deepEqual(ordered(blocks, { order: ['c'], hidden: ['b'] }).map((one) => one.name), ['c', 'a']);
  });
});
