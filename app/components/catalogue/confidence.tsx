/** From which confidence on a word is used. */
const WORDS = [
  { from: 0.9, word: "Very sure" },
  { from: 0.75, word: "Sure" },
  { from: 0.5, word: "Fairly sure" },
  { from: 0, word: "Unsure" },
];

function confidenceWord(confidence: number): string {
  return WORDS.find(({ from }) => confidence >= from)?.word ?? "Unsure";
}

/** How sure a finding of a pattern is, in a word and a number. */
export function Confidence({ value }: { value: number }) {
  return (
    <span className="text-sm whitespace-nowrap text-ink-muted">
      {confidenceWord(value)} <span className="text-ink-faint tabular-nums">{value.toFixed(2)}</span>
    </span>
  );
}
