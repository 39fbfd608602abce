/**
 * Numbers of information-system security level 3 (TCVN 14423:2026 §5, as summarised for offices) with their defaults.
 * An installation keeps only those that it has changed.
 */
export interface SettingDefinition { readonly label: string; readonly unit: string; readonly standard: number; readonly least: number; readonly most: number; readonly hint?: string }

export const SETTINGS = {
  userIdleMinutes: { label: 'Khóa màn hình khi người dùng không thao tác', unit: 'phút', standard: 15, least: 1, most: 60, hint: 'Cấp độ 3: không quá 15 phút' },
  administratorIdleMinutes: { label: 'Khóa màn hình khi quản trị viên không thao tác', unit: 'phút', standard: 5, least: 1, most: 30, hint: 'Cấp độ 3: không quá 5 phút' },
  sessionHours: { label: 'Phải đăng nhập lại sau', unit: 'giờ', standard: 12, least: 1, most: 24 },
  signInTries: { label: 'Số lần đăng nhập sai trước khi phải chờ', unit: 'lần', standard: 5, least: 3, most: 10, hint: 'Cấp độ 3: không quá 5 lần' },
  longestWaitMinutes: { label: 'Thời gian chờ dài nhất sau nhiều lần sai', unit: 'phút', standard: 15, least: 1, most: 60 },
  passwordLength: { label: 'Độ dài mật khẩu khi có xác thực hai bước', unit: 'ký tự', standard: 8, least: 8, most: 64 },
  passwordLengthAlone: { label: 'Độ dài mật khẩu khi chỉ dùng mật khẩu (đủ 4 loại ký tự)', unit: 'ký tự', standard: 14, least: 10, most: 64 },
  passwordHistory: { label: 'Số mật khẩu cũ không được dùng lại', unit: 'mật khẩu', standard: 10, least: 0, most: 24 },
  administratorPasswordDays: { label: 'Quản trị viên phải đổi mật khẩu sau', unit: 'ngày', standard: 60, least: 30, most: 365, hint: 'Cấp độ 3: 2 tháng' },
  idleAccountDays: { label: 'Tạm khóa tài khoản không đăng nhập quá', unit: 'ngày', standard: 45, least: 7, most: 365 },
  reviewMonths: { label: 'Rà soát quyền định kỳ', unit: 'tháng', standard: 6, least: 1, most: 12 },
  invitationDays: { label: 'Đường dẫn mời có hiệu lực', unit: 'ngày', standard: 7, least: 1, most: 30 },
  resetHours: { label: 'Đường dẫn đặt lại mật khẩu có hiệu lực', unit: 'giờ', standard: 24, least: 1, most: 72 },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof SETTINGS;
export type Settings = Readonly<Record<SettingKey, number>>;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
export const isSetting = (text: string): text is SettingKey => Object.hasOwn(SETTINGS, text);

/** The defaults with the changed ones in place; unknown keys of an older release are passed over. */
export function settingsWith(changed: readonly { readonly key: string; readonly value: number }[]): Settings {
  const settings = Object.fromEntries(SETTING_KEYS.map((key) => [key, SETTINGS[key].standard])) as Record<SettingKey, number>;
  for (const { key, value } of changed) if (isSetting(key)) settings[key] = value;
  return settings;
}
export const STANDARD_SETTINGS: Settings = settingsWith([]);
