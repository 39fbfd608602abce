/**
 * The program of the child process that reads one file: bytes on stdin → facts (or just the text) on stdout. An entry point of its own:
 * whatever it imports is what an untrusted document can reach.
 */
import { AppError, type ErrorCode } from '#kernel/app-error.ts';
import { answer } from '#platform/worker-pool/child-side.ts';
import { extractText } from './extract/extract-text.ts';
import { readFacts } from './rules/read-facts.ts';
import type { ReadResult } from './rules/result.ts';
import type { SourceText } from './rules/source-text.ts';

export interface ReadingRequest { readonly fileName: string; readonly want: 'facts' | 'text' }
export type ReadingAnswer =
  | { readonly facts: ReadResult } | { readonly text: SourceText }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string } };

await answer<ReadingRequest>(async ({ fileName, want }, bytes): Promise<ReadingAnswer> => {
  try {
    const text = await extractText(bytes, fileName);
    if (want === 'text') return { text };
    const facts = readFacts(text);
    return { facts: { ...facts, source: { ...facts.source, file: fileName } } };
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, message: error.message } };
    throw error;
  }
});
