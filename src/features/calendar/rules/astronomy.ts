/**
 * New moons and the longitude of the sun, after Jean Meeus, "Astronomical Algorithms" (2nd ed.), chapters 49 and 25.
 * Within 1968–2060 a new moon is right to a few seconds and the sun, with the largest perturbations of his "Astronomical
 * Formulae for Calculators" (chapter 18), to 0.004°, some 6 minutes of time; `lunar.test.ts` shows that no month of those
 * years hangs on less (the nearest is September 2033, by 8 minutes).
 *
 * Instants are Julian Ephemeris Days (days, dynamical time) until `toUnixDays` turns them into UTC.
 */
const RADIANS = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * RADIANS);

const J2000 = 2451545.0;
const UNIX_EPOCH = 2440587.5;
const CENTURY = 36525;
export const SYNODIC_MONTH = 29.530588861;
const TROPICAL_YEAR = 365.242189;

/** Periodic terms of the new moon: [coefficient in days, power of E, multiples of M (sun), M' (moon), F, Ω]. */
const NEW_MOON_TERMS: readonly (readonly [number, number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0, 0], [0.17241, 1, 1, 0, 0, 0], [0.01608, 0, 0, 2, 0, 0], [0.01039, 0, 0, 0, 2, 0],
  [0.00739, 1, -1, 1, 0, 0], [-0.00514, 1, 1, 1, 0, 0], [0.00208, 2, 2, 0, 0, 0], [-0.00111, 0, 0, 1, -2, 0],
  [-0.00057, 0, 0, 1, 2, 0], [0.00056, 1, 1, 2, 0, 0], [-0.00042, 0, 0, 3, 0, 0], [0.00042, 1, 1, 0, 2, 0],
  [0.00038, 1, 1, 0, -2, 0], [-0.00024, 1, -1, 2, 0, 0], [-0.00017, 0, 0, 0, 0, 1], [-0.00007, 0, 2, 1, 0, 0],
  [0.00004, 0, 0, 2, -2, 0], [0.00004, 0, 3, 0, 0, 0], [0.00003, 0, 1, 1, -2, 0], [0.00003, 0, 0, 2, 2, 0],
  [-0.00003, 0, 1, 1, 2, 0], [0.00003, 0, -1, 1, 2, 0], [-0.00002, 0, -1, 1, -2, 0], [-0.00002, 0, 1, 3, 0, 0],
  [0.00002, 0, 0, 4, 0, 0],
];

/** What the planets add: [coefficient in days, angle at k = 0, degrees per k]. */
const PLANETARY_TERMS: readonly (readonly [number, number, number])[] = [
  [0.000325, 299.77, 0.107408], [0.000165, 251.88, 0.016321], [0.000164, 251.83, 26.651886], [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239], [0.000062, 141.74, 53.303771], [0.00006, 207.14, 2.453732], [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239], [0.000042, 207.19, 0.121824], [0.00004, 291.34, 1.844379], [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099], [0.000023, 331.55, 3.592518],
];

/** The instant of new moon number k, counted from the first one of 2000 (6 January 2000). */
export function newMoon(k: number): number {
  const t = k / 1236.85;
  const [t2, t3, t4] = [t * t, t ** 3, t ** 4];
  const e = 1 - 0.002516 * t - 0.0000074 * t2;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t2 - 0.00000011 * t3;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3;
  let instant = 2451550.09766 + SYNODIC_MONTH * k + 0.00015437 * t2 - 0.00000015 * t3 + 0.00000000073 * t4;
  for (const [coefficient, power, m, m1, f, o] of NEW_MOON_TERMS) instant += coefficient * e ** power * sin(m * sun + m1 * moon + f * latitude + o * node);
  for (const [coefficient, start, rate] of PLANETARY_TERMS) instant += coefficient * sin(start + rate * k);
  return instant;
}

/** Apparent longitude of the sun in degrees, 0 ≤ … < 360; 270 is the winter solstice. */
export function sunLongitude(instant: number): number {
  const t = (instant - J2000) / CENTURY;
  const anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  const centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly);
  const longitude = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
  return (((longitude + perturbation(instant)) % 360) + 360) % 360;
}

/** What Venus (two terms), Jupiter, the Moon and a long period add to the longitude of the sun, in degrees. */
function perturbation(instant: number): number {
  const t = (instant - 2415020) / CENTURY;
  return 0.00134 * sin(153.23 + 22518.7541 * t + 90) + 0.00154 * sin(216.57 + 45037.5082 * t + 90) + 0.002 * sin(312.69 + 32964.3577 * t + 90)
    + 0.00179 * sin(350.74 + 445267.1142 * t - 0.00144 * t * t) + 0.00178 * sin(231.19 + 20.2 * t);
}

/** The instant nearest to `near` at which the sun stands at this longitude. */
export function sunReaches(longitude: number, near: number): number {
  let instant = near;
  for (let round = 0; round < 8; round++) {
    const rest = ((longitude - sunLongitude(instant) + 540) % 360) - 180;
    instant += (rest * TROPICAL_YEAR) / 360;
  }
  return instant;
}

/** Dynamical minus universal time in seconds: observed until 2025, carried on after it (a few seconds' doubt by 2060). */
const DELTA_T: readonly (readonly [number, number])[] = [
  [1965, 35.7], [1970, 40.2], [1975, 45.5], [1980, 50.5], [1985, 54.3], [1990, 56.9], [1995, 60.8], [2000, 63.8], [2005, 64.7], [2010, 66.1], [2015, 67.6],
  [2020, 69.4], [2025, 69.1], [2061, 80],
];
function deltaT(year: number): number {
  const after = DELTA_T.findIndex(([at]) => at >= year);
  if (after <= 0) return after === 0 ? DELTA_T[0]![1] : DELTA_T.at(-1)![1];
  const [[fromYear, from], [toYear, to]] = [DELTA_T[after - 1]!, DELTA_T[after]!];
  return from + ((to - from) * (year - fromYear)) / (toYear - fromYear);
}

/** Days since 1970-01-01 00:00 UTC, with their fraction. */
export const toUnixDays = (instant: number): number => instant - UNIX_EPOCH - deltaT(2000 + (instant - J2000) / 365.25) / 86_400;
/** The other way, to the second, for starting a search. */
export const fromUnixDays = (days: number): number => days + UNIX_EPOCH + 70 / 86_400;
