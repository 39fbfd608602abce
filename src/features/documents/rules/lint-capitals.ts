/**
 * Capitals as Decree 30/2020/NĐ-CP, Annex II wants them; only the rules that a program can see, always as warnings.
 */

/** Wrong → right (Annex II: III.1 and IV.1, IV.5, V.7, V.8). */
const PHRASES: readonly (readonly [RegExp, string, string])[] = [
  [/(?<![\p{L}])nhà nước(?= (Việt Nam|ta))/u, 'nhà nước', 'Nhà nước'],
  [/(?<![\p{L}])tết Nguyên Đán(?![\p{L}])/u, 'tết Nguyên Đán', 'tết Nguyên đán'],
  [/(?<![\p{L}])Khoản \d/u, 'Khoản', 'khoản (viết thường khi viện dẫn)'],
  [/(?<![\p{L}])Điểm [a-zđ] [Kk]hoản/u, 'Điểm', 'điểm (viết thường khi viện dẫn)'],
  [/khoản \d+ điều \d/u, 'điều', 'Điều'],
  [/(?<![\p{L}])thủ đô Hà Nội/u, 'thủ đô Hà Nội', 'Thủ đô Hà Nội'],
  [/(?<![\p{L}])thành phố Hồ Chí Minh/u, 'thành phố Hồ Chí Minh', 'Thành phố Hồ Chí Minh'],
  [/(?<![\p{L}])(quận|phường) \d/u, 'quận, phường mang số', 'Quận, Phường (viết hoa khi tên là số)'],
  [/(?<![\p{L}])uỷ ban nhân dân|(?<![\p{L}])ủy ban nhân dân (tỉnh|xã|phường|thành phố|đặc khu)/u, 'ủy ban nhân dân', 'Ủy ban nhân dân'],
  [/(?<![\p{L}])hội đồng nhân dân (tỉnh|xã|phường|thành phố|đặc khu)/u, 'hội đồng nhân dân', 'Hội đồng nhân dân'],
];

export function capitalFindings(text: string): string[] {
  const found = PHRASES.filter(([pattern]) => pattern.test(text)).map(([, wrong, right]) => `Kiểm tra viết hoa: “${wrong}” viết là “${right}”.`);
  const first = [...text.trim()][0];
  if (first && /\p{Ll}/u.test(first)) found.push('Đầu câu phải viết hoa.');
  return found;
}
