/**
 * The kinds of administrative document and how each names itself.
 * Source: Decree 30/2020/NĐ-CP, Article 7 (the kinds) and Annex III (the abbreviations).
 * An official letter (công văn) prints no type name and has no abbreviation: its notation is "UBND-VX", never "CV".
 */
export type DocumentKind =
  | 'resolution' | 'decision' | 'directive' | 'regulation' | 'notice' | 'guidance' | 'programme' | 'plan' | 'scheme'
  | 'report' | 'submission' | 'minutes' | 'invitation' | 'letter';

export interface DocumentKindRules {
  /** As people say it, sentence case: "Kế hoạch". */
  readonly label: string;
  /** As printed above the subject; null when the kind prints none. */
  readonly typeName: string | null;
  /** In the notation: "KH" in 07/KH-UBND; null for the official letter. */
  readonly abbreviation: string | null;
  /** "Kính gửi:" may stand between the heading and the body. */
  readonly addressed: boolean;
  /** First line of "Nơi nhận" when the document is addressed, or names its own articles. */
  readonly firstRecipient: string | null;
}

export const DOCUMENT_KINDS: Record<DocumentKind, DocumentKindRules> = {
  resolution: { label: 'Nghị quyết', typeName: 'NGHỊ QUYẾT', abbreviation: 'NQ', addressed: false, firstRecipient: null },
  decision: { label: 'Quyết định', typeName: 'QUYẾT ĐỊNH', abbreviation: 'QĐ', addressed: false, firstRecipient: null },
  directive: { label: 'Chỉ thị', typeName: 'CHỈ THỊ', abbreviation: 'CT', addressed: false, firstRecipient: null },
  regulation: { label: 'Quy chế', typeName: 'QUY CHẾ', abbreviation: 'QC', addressed: false, firstRecipient: null },
  notice: { label: 'Thông báo', typeName: 'THÔNG BÁO', abbreviation: 'TB', addressed: false, firstRecipient: null },
  guidance: { label: 'Hướng dẫn', typeName: 'HƯỚNG DẪN', abbreviation: 'HD', addressed: false, firstRecipient: null },
  programme: { label: 'Chương trình', typeName: 'CHƯƠNG TRÌNH', abbreviation: 'CTr', addressed: false, firstRecipient: null },
  plan: { label: 'Kế hoạch', typeName: 'KẾ HOẠCH', abbreviation: 'KH', addressed: false, firstRecipient: null },
  scheme: { label: 'Đề án', typeName: 'ĐỀ ÁN', abbreviation: 'ĐA', addressed: false, firstRecipient: null },
  report: { label: 'Báo cáo', typeName: 'BÁO CÁO', abbreviation: 'BC', addressed: true, firstRecipient: 'Như trên' },
  submission: { label: 'Tờ trình', typeName: 'TỜ TRÌNH', abbreviation: 'TTr', addressed: true, firstRecipient: 'Như trên' },
  minutes: { label: 'Biên bản', typeName: 'BIÊN BẢN', abbreviation: 'BB', addressed: false, firstRecipient: null },
  invitation: { label: 'Giấy mời', typeName: 'GIẤY MỜI', abbreviation: 'GM', addressed: true, firstRecipient: 'Như trên' },
  letter: { label: 'Công văn', typeName: null, abbreviation: null, addressed: true, firstRecipient: 'Như trên' },
};
