/** Error messages of rule files and forms that say what would have been right. */

/** What was sent, short enough for an error message. */
export function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function accepted(values: readonly string[]): { error: (issue: { input?: unknown }) => string } {
  return { error: (issue) => `${shown(issue.input)} is not supported; accepted: ${values.join(", ")}` };
}
