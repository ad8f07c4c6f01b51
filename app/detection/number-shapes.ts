/**
 * How bare numbers are written that only a word nearby tells apart. Many patterns share a shape, so that the pass over
 * all expressions sees one event where it would see dozens: its speed falls with the number of different ones.
 */

export const EIGHT_DIGITS = String.raw`\b\d{8}\b`;
export const NINE_DIGITS = String.raw`\b\d{9}\b|\b\d{3}(?: \d{3} |-\d{3}-|\.\d{3}\.)\d{3}\b`;
export const TEN_DIGITS = String.raw`\b\d{10}\b|\b\d{3}(?: \d{3} |-\d{3}-)\d{4}\b`;
/** A date of six digits, then four. */
export const DATE_AND_FOUR_DIGITS = String.raw`\b\d{10}\b|\b\d{6}[- ]\d{4}\b`;
export const ELEVEN_DIGITS = String.raw`\b\d{11}\b`;
export const TWELVE_DIGITS = String.raw`\b\d{12}\b|\b\d{4}(?: \d{4} |-\d{4}-)\d{4}\b`;
export const THIRTEEN_DIGITS = String.raw`\b\d{13}\b`;
