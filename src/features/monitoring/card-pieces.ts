import type { Child } from 'hono/jsx';
import type { ObligationCard } from '#features/obligations/rules/views.ts';
import type { Visit } from '#platform/http/visit.ts';

/** Something a later noun shows on an obligation's page ("Đã nhắc"), below what was credited; listed by the application. */
export type CardPiece = (visit: Visit, card: ObligationCard) => Promise<Child>;

let pieces: readonly CardPiece[] = [];
export const useCardPieces = (...given: readonly CardPiece[]): void => { pieces = given; };
export const cardPieces = (visit: Visit, card: ObligationCard): Promise<Child[]> => Promise.all(pieces.map((piece) => piece(visit, card)));
