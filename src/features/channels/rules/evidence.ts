/** What can prove a deliverable. */
export const EVIDENCE_KINDS = ['link', 'photo', 'document', 'audio', 'video', 'published-item', 'airing'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/**
 * What is wanted before a deliverable is confirmed: one of every group. `[['link', 'photo'], ['document']]` reads "a link
 * or a photograph, and a document". An empty list wants nothing.
 */
export type EvidenceWanted = readonly (readonly EvidenceKind[])[];

export const EVIDENCE_LABEL: Readonly<Record<EvidenceKind, string>> = {
  link: 'đường dẫn', photo: 'ảnh', document: 'văn bản (PDF, Word, Excel)', audio: 'tệp âm thanh', video: 'tệp video',
  'published-item': 'mục đã đăng trên Loa', airing: 'lượt phát trong nhật ký',
};

/** The groups that nothing at hand answers yet. */
export const missingEvidence = (wanted: EvidenceWanted, have: ReadonlySet<EvidenceKind>): EvidenceWanted =>
  wanted.filter((group) => !group.some((kind) => have.has(kind)));

/** "một đường dẫn hoặc ảnh; một văn bản" */
export const describeWanted = (wanted: EvidenceWanted): string =>
  wanted.map((group) => group.map((kind) => EVIDENCE_LABEL[kind]).join(' hoặc ')).join('; và ');
