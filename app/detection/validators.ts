/** What tells a real number from one that only looks alike. All of it looks at short, bounded strings. */

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** A Social Security number that can have been issued: no area 000, 666 or 9xx, no group 00, no serial 0000. */
export function isIssuableSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** A number that reads as a date: 2024-01-15, 15.01.2024, 20240115. */
export function looksLikeDate(text: string): boolean {
  return (
    /^(?:19|20)\d\d([-/. ]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])$/.test(text) ||
    /^(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)\d\d$/.test(text)
  );
}
