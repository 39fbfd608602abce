import type { CardPiece } from '#features/monitoring/card-pieces.ts';
import { Reminded } from '#features/urging/console/reminded.tsx';

/** What an obligation's page shows from nouns that come later than the board. */
export const CARD_PIECES: readonly CardPiece[] = [(visit, card) => Reminded(visit, card.id)];
