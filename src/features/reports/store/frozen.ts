import type { FileStore } from '#platform/files/file-store.ts';
import type { Figures } from '../rules/figures.ts';
import type { ReportVersion } from './reports.ts';

/** The figures of a submitted version, from the bytes that were frozen. */
export async function frozenFigures(files: FileStore, version: Pick<ReportVersion, 'figures_sha256'>): Promise<Figures> {
  return JSON.parse(Buffer.from(await files.read(version.figures_sha256)).toString('utf8')) as Figures;
}
