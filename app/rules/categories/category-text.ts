/** How a category of the catalogue is named and explained to people. */
export interface CategoryText {
  /** Stable: rules, traces and rule files name it. */
  id: string;
  label: string;
  /** What is found, in a sentence. */
  explanation: string;
  /** A made-up text in which it is found. */
  example: string;
}
