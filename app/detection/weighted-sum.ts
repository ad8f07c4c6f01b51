/** The sum that most check digits are made of. */

/** What a character counts: 0 to 9, then A as 10 to Z as 35. */
function valueOf(code: number): number {
  return code <= 57 ? code - 48 : code - 55;
}

/** Digits and capitals times their weights, which begin anew when they run out. */
export function weightedSum(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    sum += valueOf(text.charCodeAt(i)) * (weights[i % weights.length] ?? 0);
  }
  return sum;
}

/** The sum of the digits of the products, as Luhn's check has it. */
export function digitSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const product = valueOf(digits.charCodeAt(i)) * (weights[i % weights.length] ?? 0);
    sum += product > 9 ? product - 9 : product;
  }
  return sum;
}
