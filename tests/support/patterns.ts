import { type Pattern } from "~/detection/pattern";

/** One that is in no catalogue. */
export function pattern(own: Partial<Pattern>): Pattern {
  return {
    id: "test",
    name: "Test",
    category: "email",
    source: "x",
    confidence: 1,
    examples: [],
    nearMisses: [],
    reference: "",
    ...own,
  };
}
