/**
 * A lump divided among lines in proportion to what each asked for. Every share is a whole đồng and none exceeds what was asked; what rounding
 * leaves goes to the largest remainders, ties to the earlier line, so that the shares add up to the lump exactly. A proposal: people see and may edit it.
 */
export function distribute(lump: number, asked: readonly number[]): number[] {
  const total = asked.reduce((sum, one) => sum + one, 0);
  if (!Number.isSafeInteger(lump) || lump < 0 || lump > total) throw new RangeError(`cannot divide ${lump} among ${total}`);
  if (total === 0) return asked.map(() => 0);
  const exact = asked.map((one) => BigInt(lump) * BigInt(one)), whole = BigInt(total);
  const shares = exact.map((product) => Number(product / whole)), rests = exact.map((product) => product % whole);
  let left = lump - shares.reduce((sum, one) => sum + one, 0);
  // a share with a remainder is below what was asked, so one more đồng never exceeds it
  for (const index of [...asked.keys()].sort((a, b) => (rests[b]! > rests[a]! ? 1 : rests[b]! < rests[a]! ? -1 : a - b))) {
    if (left === 0) break;
    shares[index]! += 1;
    left -= 1;
  }
  return shares;
}
