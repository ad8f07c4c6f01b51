/** What a form with a provider key answers when it cannot be stored. The key itself never goes back to the page. */
import type { Submission, SubmissionResult } from "@conform-to/react";

const FIELDS = ["provider", "name", "key", "defaultModel", "endpoint", "apiVersion", "fallbackKeyId"];

/** @param problem What the model refused; it stands beside its field when the form has it. */
export function replyWithoutKey<Value>(
  submission: Submission<Value>,
  problem?: { message: string; field: string | null },
): SubmissionResult {
  const hidden = { hideFields: ["key"] };
  if (!problem) return submission.reply(hidden);
  const { message, field } = problem;
  return field !== null && FIELDS.includes(field)
    ? submission.reply({ ...hidden, fieldErrors: { [field]: [message] } })
    : submission.reply({ ...hidden, formErrors: [message] });
}
