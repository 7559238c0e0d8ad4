// Editions of GB/T 28181 and how each side tells its own: GB/T 28181-2022 annex I, header X-GB-Ver.

export type Edition = '2016' | '2022';

/** X-GB-Ver of each edition. */
export const versions: Record<Edition, string> = { '2016': '2.0', '2022': '3.0' };

/** What a device may be sent that told this X-GB-Ver; one that told none, or an older one, is taken for 2016. */
export function editionOf(version: string | null | undefined): Edition {
  return Number.parseFloat(version ?? '') >= 3 ? '2022' : '2016';
}
