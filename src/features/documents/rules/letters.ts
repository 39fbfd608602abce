/**
 * Letters of points a), b), c): the Vietnamese alphabet, without f, j, w, z and without the letters that differ from
 * their neighbours by a mark only, but with đ and ư. Source: Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.
 */
export const POINT_LETTERS: readonly string[] = [...'abcdđeghiklmnopqrstuưvxy'];

/** 0 → "a", 4 → "đ"; after "y" the letters start anew, doubled: "aa". */
export const pointLetter = (index: number): string => {
  const letter = POINT_LETTERS[index % POINT_LETTERS.length]!;
  return letter.repeat(Math.floor(index / POINT_LETTERS.length) + 1);
};
