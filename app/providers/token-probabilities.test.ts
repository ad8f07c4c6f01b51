import { expect, it } from "vitest";
import { replaceJsonValues } from "~/redaction/json-text";
import { withoutProbabilities } from "./token-probabilities";

function emptied(value: unknown): unknown {
  return JSON.parse(replaceJsonValues(JSON.stringify(value), withoutProbabilities(value)));
}

it.each([
  [
    {
      choices: [
        { message: { content: "a" }, logprobs: { content: [{ token: "a", bytes: [97], top_logprobs: [] }] } },
      ],
    },
    { choices: [{ message: { content: "a" }, logprobs: null }] },
  ],
  [
    { choices: [{ text: "a", logprobs: { tokens: ["a"], top_logprobs: [{ a: -1 }] } }] },
    { choices: [{ text: "a", logprobs: null }] },
  ],
  [
    { output: [{ content: [{ type: "output_text", text: "a", logprobs: [{ token: "a" }] }] }] },
    { output: [{ content: [{ type: "output_text", text: "a", logprobs: [] }] }] },
  ],
  [
    { candidates: [{ avgLogprobs: -0.5, logprobsResult: { chosenCandidates: [{ token: "a" }] } }] },
    { candidates: [{ avgLogprobs: -0.5, logprobsResult: null }] },
  ],
])("empties what repeats the text, and nothing else", (value, expected) => {
  expect(emptied(value)).toEqual(expected);
});

it("leaves alone what says nothing", () => {
  const value = { choices: [{ logprobs: null }, { logprobs: [] }, { text: "logprobs" }] };
  expect(withoutProbabilities(value)).toEqual([]);
});
