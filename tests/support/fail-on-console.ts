/**
 * Fails the test that prints a warning or an error: React, Node and libraries report mistakes there. A test that
 * expects one silences it: `vi.spyOn(console, "error").mockImplementation(() => undefined)`.
 */
import { afterEach } from "vitest";

const unexpected: string[] = [];

/* eslint-disable no-console -- this is the guard around it */
for (const method of ["error", "warn"] as const) {
  const original = console[method].bind(console);
  console[method] = (...values: unknown[]) => {
    unexpected.push(`console.${method}: ${values.map(String).join(" ")}`);
    original(...values);
  };
}

afterEach(() => {
  const found = unexpected.splice(0);
  if (found.length > 0) throw new Error(`the test printed to the console:\n${found.join("\n")}`);
});
