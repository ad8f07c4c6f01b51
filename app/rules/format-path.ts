/** A path into a JSON value as people write it: `messages[0].content`, `headers["x-team"]`. Browser-safe. */
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

export function formatPath(path: readonly PropertyKey[]): string {
  let written = "";
  for (const step of path) {
    if (typeof step === "number") written += `[${step}]`;
    else if (typeof step === "symbol" || !PLAIN_KEY.test(step))
      written += `[${JSON.stringify(String(step))}]`;
    else written += written === "" ? step : `.${step}`;
  }
  return written;
}
