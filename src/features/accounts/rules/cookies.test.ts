import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cookiePlan, readCookie, setCookie, type Transport } from './cookies.ts';

const plan = (transport: Partial<Transport>) => cookiePlan({ scheme: 'http', host: 'loa.example.gov.vn', publicUrl: null, insecureLan: false, ...transport }).kind;

describe('the cookie of a session', () => {
  for (const [what, transport, kind] of [
    ['https', { scheme: 'https' }, 'secure'],
    ['http on localhost', { host: 'localhost:8080' }, 'secure'],
    ['http on 127.0.0.1', { host: '127.0.0.1:41234' }, 'secure'],
    ['http on [::1]', { host: '[::1]:41234' }, 'secure'],
    ['http in the network', { host: '192.168.1.20:8080' }, 'refused'],
    ['http under a name', {}, 'refused'],
    ['http in the network with --insecure-lan', { host: '192.168.1.20:8080', insecureLan: true }, 'lan'],
    ['https with --insecure-lan', { scheme: 'https', insecureLan: true }, 'secure'],
    ['http on localhost with --insecure-lan', { host: 'localhost', insecureLan: true }, 'secure'],
    ['a proxy that speaks https under the public address', { publicUrl: 'https://loa.example.gov.vn/' }, 'secure'],
    ['the public address, but another host', { publicUrl: 'https://khac.example.gov.vn', host: '10.0.0.5' }, 'refused'],
    ['a public address on http', { publicUrl: 'http://loa.example.gov.vn' }, 'refused'],
    ['a host that only begins like localhost', { host: 'localhost.evil.example' }, 'refused'],
    ['a host that only begins like this machine', { host: '127.0.0.1.evil.example:80' }, 'refused'],
    ['no host', { host: '' }, 'refused'],
  ] as const) it(`${what}: ${kind}`, () => assert.equal(plan(transport), kind));

  it('is Secure, HttpOnly, SameSite and for the whole host', () => {
    assert.equal(setCookie({ kind: 'secure', name: '__Host-loa', device: '__Host-loa-may', flash: '__Host-loa-hien' }, 'name', 'abc', null), '__Host-loa=abc; Path=/; HttpOnly; SameSite=Lax; Secure');
    assert.equal(setCookie({ kind: 'lan', name: 'loa_lan', device: 'loa_lan_may', flash: 'loa_lan_hien' }, 'device', '', 0), 'loa_lan_may=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });
  it('is read from whatever else is sent', () => {
    assert.equal(readCookie('a=1; __Host-loa=tok=en; b', '__Host-loa'), 'tok=en');
    assert.equal(readCookie('x__Host-loa=1', '__Host-loa'), null);
    assert.equal(readCookie(undefined, '__Host-loa'), null);
    assert.equal(readCookie('__Host-loa=', '__Host-loa'), null);
  });
});
