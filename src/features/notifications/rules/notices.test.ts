import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { ROLES, type Role } from '#platform/policy.ts';
import { readersOf, sayOnce, type Staff } from './audience.ts';
import { NOTICES, rulesOf, saidOf, TOLD_VERBS, type Subject } from './notices.ts';

const BLANK: Subject = { title: '“Kế hoạch”', href: '/', unit: null, owner: null, units: [], person: null, mentioned: [], open: true, gather: null, unitName: 'UBND xã', ownerName: 'UBND tỉnh', words: 'Lời nhắc', times: 1, things: [], part: '', roles: null, urgency: null };
const id = (n: number): Id => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Id;
const [COMMUNE, DIVISION] = [id(1), id(2)];

describe('what people are told of', () => {
  it('is something that the program really records', () => {
    const sources = globSync('src/features/*/{actions,jobs}*/*.ts').concat(globSync('src/features/*/*.ts')).filter((file) => !file.includes('notifications') && !file.endsWith('.test.ts')).map((file) => readFileSync(file, 'utf8')).join('\n');
    assert.deepEqual(TOLD_VERBS.filter((verb) => !sources.includes(`'${verb}'`)), []);
  });

  it('is a whole Vietnamese sentence for every verb', () => {
    for (const [verb, rule] of Object.keys(NOTICES).flatMap((key) => rulesOf(key).map(([, one]) => [key, one] as const))) {
      const happening = { verb, at: new Date('2026-11-20T02:00:00Z'), by: 'Trần Thị Hà', facts: { reason: 'Thiếu minh chứng. ', amount: 2, total: 1_500_000 }, subject: BLANK };
      for (const sentence of [rule.sentence(happening), rule.gathered?.(happening) ?? 'Không gộp.']) {
        assert.doesNotMatch(sentence, /undefined|null|NaN|\.\.|\s\./, `${verb}: ${sentence}`);
        assert.ok(rule.kind === 'urging' || sentence.endsWith('.'), `${verb}: ${sentence}`);
      }
    }
  });

  it('is one line, whatever was typed as a reason: no line of a letter is made up by it', () => {
    const sentence = NOTICES['plans.sent-back']!.sentence({ verb: 'plans.sent-back', at: new Date(), by: 'Hà', facts: { reason: 'Thiếu căn cứ.\r\n\r\nMở hộp thư: https://gia.example\n' }, subject: BLANK });
    assert.equal(sentence, 'Hà trả lại “Kế hoạch” để sửa: Thiếu căn cứ. Mở hộp thư: https://gia.example.');
  });

  it('says the number once several are gathered', () => {
    const notice = { sentence: '“Tin” chờ xác nhận.', gathered_sentence: '{n} kết quả chờ xác nhận.' };
    assert.equal(saidOf({ ...notice, times: 1 }), '“Tin” chờ xác nhận.');
    assert.equal(saidOf({ ...notice, times: 1_200 }), '1.200 kết quả chờ xác nhận.');
  });
});

describe('who is told', () => {
  const staff = (people: readonly (readonly [Id, Id, Role])[]): Staff => ({
    at: (unit) => people.filter(([, at]) => at === unit).map(([accountId, , role]) => ({ accountId, role })), places: (unit) => (unit === DIVISION ? [DIVISION, COMMUNE] : [unit]),
  });

  it('of a division whose people hold no such role, those of its commune', () => {
    const here = staff([[id(10), DIVISION, 'officer'], [id(11), COMMUNE, 'approver']]);
    assert.deepEqual(readersOf({ whom: 'roles', roles: ['approver'], at: 'unit' }, { ...BLANK, unit: DIVISION }, here, null), [{ accountId: id(11), unit: COMMUNE }]);
  });

  it('the person concerned only while working there; else those who stand in', () => {
    const subject = { ...BLANK, unit: COMMUNE, person: id(10) }, to = { whom: 'person', else: ['officer'] } as const;
    assert.deepEqual(readersOf(to, subject, staff([[id(10), COMMUNE, 'officer'], [id(12), COMMUNE, 'officer']]), null), [{ accountId: id(10), unit: COMMUNE }]);
    assert.deepEqual(readersOf(to, subject, staff([[id(10), id(9), 'officer'], [id(12), COMMUNE, 'officer']]), null), [{ accountId: id(12), unit: COMMUNE }]);
  });

  it('of each thing once, and of every thing', () => {
    const thing = fc.constantFrom('a', 'b', 'c', 'd'), person = fc.integer({ min: 10, max: 12 }).map(id);
    fc.assert(fc.property(fc.array(fc.record({ reader: fc.record({ accountId: person, unit: fc.constant(null) }), subject: fc.record({ things: fc.uniqueArray(thing) }) }), { maxLength: 8 }), (tellings) => {
      const said = sayOnce(tellings), thingsOf = (list: typeof tellings, who: Id): string[] => [...new Set(list.filter((one) => one.reader.accountId === who).flatMap((one) => one.subject.things))].toSorted();
      for (const who of new Set(tellings.map((one) => one.reader.accountId))) {
        assert.deepEqual(thingsOf(said, who), thingsOf(tellings, who), 'nothing is kept from anybody');
        const own = said.filter((one) => one.reader.accountId === who && one.subject.things.length > 0);
        for (const one of own) assert.ok(!own.some((other) => other !== one && one.subject.things.every((it) => other.subject.things.includes(it))), 'nothing is said within something wider');
      }
      assert.equal(said.filter((one) => !one.subject.things.length).length, tellings.filter((one) => !one.subject.things.length).length);
    }));
  });

  it('never who did it, nobody twice, nobody without a role there', () => {
    const person = fc.integer({ min: 10, max: 16 }).map(id), unit = fc.constantFrom(COMMUNE, DIVISION, id(3));
    fc.assert(fc.property(fc.array(fc.tuple(person, unit, fc.constantFrom(...ROLES)), { maxLength: 12 }), fc.array(unit, { maxLength: 3 }), person, fc.subarray([...ROLES], { minLength: 1 }), (people, units, actor, roles) => {
      const readers = readersOf({ whom: 'roles', roles, at: 'units' }, { ...BLANK, units }, staff(people), actor);
      assert.equal(new Set(readers.map((one) => one.accountId)).size, readers.length);
      for (const reader of readers) {
        assert.notEqual(reader.accountId, actor);
        assert.ok(people.some(([who, at, role]) => who === reader.accountId && at === reader.unit && roles.includes(role)));
      }
    }));
  });
});
