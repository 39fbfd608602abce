import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, dateOf, plainDate, toDayNumber, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { fromUnixDays, newMoon, sunLongitude, sunReaches, toUnixDays } from './astronomy.ts';
import { leapMonthOf, LUNAR_YEARS, lunarToSolar, solarToLunar, tetOf } from './lunar.ts';

/** Tết as printed in almanacs, typed in by hand: five years a line, from 1968. */
const TET = `
  1968-01-29 1969-02-16 1970-02-06 1971-01-27 1972-02-15
  1973-02-03 1974-01-23 1975-02-11 1976-01-31 1977-02-18
  1978-02-07 1979-01-28 1980-02-16 1981-02-05 1982-01-25
  1983-02-13 1984-02-02 1985-01-21 1986-02-09 1987-01-29
  1988-02-17 1989-02-06 1990-01-27 1991-02-15 1992-02-04
  1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07
  1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12
  2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17
  2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23
  2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
  2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01
  2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06
  2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11
  2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15
  2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22
  2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26
  2048-02-14 2049-02-02 2050-01-23 2051-02-11 2052-02-01
  2053-02-18 2054-02-08 2055-01-28 2056-02-15 2057-02-04
  2058-01-24 2059-02-12 2060-02-02`.trim().split(/\s+/) as PlainDate[];

/** In China, where it is another day: the new moon falls between 23:00 and midnight in Hà Nội, 1985 the solstice does. */
const CHINA: Record<number, string> = { 1968: '1968-01-30', 1969: '1969-02-17', 1985: '1985-02-20', 2007: '2007-02-18', 2030: '2030-02-03', 2053: '2053-02-19' };

test('every Tết from 1968 to 2060 is the day printed in the almanacs', () => {
  assert.equal(TET.length, 93);
  for (const day of TET) assert.equal(tetOf(yearOf(day)), day);
});

test('every Tết agrees with the Chinese calendar of ICU, but for the years that differ and those ICU has wrong', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', day: 'numeric', month: 'numeric' });
  const isNewYear = (day: PlainDate) => {
    const parts = chinese.formatToParts(new Date(`${day}T00:00:00Z`));
    return parts.find(({ type }) => type === 'month')!.value === '1' && parts.find(({ type }) => type === 'day')!.value === '1';
  };
  // ICU reckons new moons too roughly: 2027 (15:56 UTC, before midnight in Beijing) is put a day late; 2030 (16:07 UTC, after it) a day early.
  const icuErrors: Record<number, string> = { 2027: '2027-02-07', 2030: '2030-02-02' };
  for (let year = LUNAR_YEARS.from; year <= LUNAR_YEARS.to; year++) {
    let day = dateOf(year, 1, 19);
    while (!isNewYear(day)) day = addDays(day, 1);
    const corrected = CHINA[year] ?? tetOf(year);
    assert.ok(day === corrected || day === icuErrors[year], `${year}: ICU ${day}, expected ${corrected}`);
  }
});

test('Giỗ Tổ Hùng Vương, the tenth of the third month, is the day of the official calendars', () => {
  const known = ['2024-04-18', '2025-04-07', '2026-04-26', '2027-04-16', '2028-04-04', '2029-04-23', '2030-04-12', '2031-04-01', '2032-04-19', '2033-04-09', '2034-04-28', '2035-04-17'];
  for (const day of known) assert.equal(lunarToSolar({ year: yearOf(plainDate(day)), month: 3, day: 10, leap: false }), day);
});

test('leap months are the Vietnamese ones, also in the years in which China has another', () => {
  const leaps = { 1984: null, 1985: 2, 1987: 7, 1995: 8, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2026: null, 2033: 11 };
  for (const [year, month] of Object.entries(leaps)) assert.equal(leapMonthOf(Number(year)), month, year);
});

test('every day has one lunar date and the lunar date leads back to it', () => {
  const [first, last] = [toDayNumber(tetOf(1968)), toDayNumber(dateOf(2060, 12, 31))];
  fc.assert(fc.property(fc.integer({ min: 0, max: last - first }), (offset) => {
    const day = addDays(tetOf(1968), offset);
    const lunar = solarToLunar(day);
    assert.equal(lunarToSolar(lunar), day);
    const next = addDays(day, 1);
    if (yearOf(next) <= 2060) {
      const after = solarToLunar(next);
      assert.ok(after.day === lunar.day + 1 || (after.day === 1 && lunar.day >= 29), `${day}: ${lunar.day} → ${after.day}`);
    }
  }), { numRuns: 2000 });
});

test('a day that the lunar year does not have is null, a year outside the range is refused', () => {
  assert.equal(lunarToSolar({ year: 2026, month: 6, day: 1, leap: true }), null);
  assert.equal(lunarToSolar({ year: 2026, month: 1, day: 31, leap: false }), null);
  assert.throws(() => tetOf(1967), RangeError);
  assert.throws(() => solarToLunar(plainDate('2061-01-01')), RangeError);
});

test('the astronomy gives the worked examples of the book', () => {
  assert.ok(Math.abs(newMoon(-283) - 2443192.65118) < 0.00001, 'example 49.a');
  assert.ok(Math.abs(sunLongitude(2448908.5) - 199.907) < 0.004, 'example 25.a, by the full theory of example 25.b');
});

test('solstices and equinoxes are within seven minutes of the almanac', () => {
  const almanac: readonly (readonly [number, string])[] = [
    [270, '1984-12-21T16:23'], [0, '2000-03-20T07:35'], [90, '2010-06-21T11:28'], [180, '2015-09-23T08:21'], [270, '2020-12-21T10:02'], [270, '2021-12-21T15:59'],
    [270, '2022-12-21T21:48'], [270, '2023-12-22T03:27'], [0, '2024-03-20T03:06'], [90, '2024-06-20T20:51'], [180, '2024-09-22T12:44'], [270, '2024-12-21T09:21'], [180, '2033-09-22T16:51'],
  ];
  for (const [longitude, at] of almanac) {
    const printed = Date.parse(`${at}:00Z`) / 86_400_000;
    assert.ok(Math.abs(toUnixDays(sunReaches(longitude, fromUnixDays(printed))) - printed) * 1440 < 7, at);
  }
});

test('no new moon of the range falls so near to midnight that the day could be doubted', () => {
  let nearest = 1;
  for (let k = -396; k <= 756; k++) {
    const fraction = (((toUnixDays(newMoon(k)) + 7 / 24) % 1) + 1) % 1;
    nearest = Math.min(nearest, fraction, 1 - fraction);
  }
  assert.ok(nearest * 86_400 > 20, `${nearest * 86_400} s`);
});

test('no month is a leap month, or month eleven, by less than the doubt about the sun', () => {
  const day = (instant: number) => Math.floor(toUnixDays(instant) + 7 / 24);
  const newMoons = new Set(Array.from({ length: 1153 }, (_, i) => day(newMoon(i - 396))));
  const doubtful: string[] = [];
  for (let i = 0; i < 12 * 93; i++) {
    const instant = sunReaches((270 + 30 * i) % 360, 2439845 + i * 30.43685);
    // The term moved by seven minutes either way must not cross into another month.
    for (const shift of [-7, 7]) {
      const [here, there] = [day(instant), day(instant + shift / 1440)];
      if (here !== there && newMoons.has(Math.max(here, there))) doubtful.push(`${addDays(plainDate('1970-01-01'), here)} ${shift}`);
    }
  }
  assert.deepEqual(doubtful, []);
});
