// SD cards that can be formatted: GB/T 28181-2022 §9.5 and annex A.2.3.1.
import type { Clock } from '../../../base/clock.ts';

export interface CardStatus {
  ID: number;
  HddName: string;
  Status: 'ok' | 'formatting';
  FormatProgress?: number;
  /** MB. */
  Capacity: number;
  FreeSpace: number;
}

interface Card {
  name: string;
  capacity: number;
  used: number;
  formattedAt: number | undefined;
}

export const kFormatMs = 10_000;

export class StorageCards {
  // Given.
  readonly #clock: Clock;
  // State.
  readonly #cards: Card[] = [
    { name: 'SD1', capacity: 65_536, used: 40_960, formattedAt: undefined },
    { name: 'SD2', capacity: 131_072, used: 8192, formattedAt: undefined },
  ];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** By number, from 1; 0 formats all. False when there is no such card. */
  format(id: number): boolean {
    const chosen = id === 0 ? this.#cards : this.#cards.filter((_, index) => index + 1 === id);
    for (const card of chosen) {
      card.formattedAt = this.#clock.now();
      card.used = 0;
    }
    return chosen.length > 0;
  }

  list(): CardStatus[] {
    return this.#cards.map(({ name, capacity, used, formattedAt = Number.NEGATIVE_INFINITY }, index) => {
      const progress = Math.floor(((this.#clock.now() - formattedAt) / kFormatMs) * 100);
      const formatting = progress < 100;
      return {
        ID: index + 1,
        HddName: name,
        Status: formatting ? 'formatting' : 'ok',
        ...(formatting && { FormatProgress: progress }),
        Capacity: capacity,
        FreeSpace: formatting ? 0 : capacity - used,
      };
    });
  }
}
