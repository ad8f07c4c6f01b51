import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { prepareCatalogue } from "~/detection/prepare-catalogue";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("reads one pattern at a time, all of them, and ends by itself", () => {
  prepareCatalogue();
  let turns = 0;
  while (vi.getTimerCount() > 0) {
    vi.advanceTimersToNextTimer();
    turns++;
  }
  expect(turns).toBe(CATALOGUE.length + 1);
});

it("ends when it is told", () => {
  const end = prepareCatalogue();
  vi.advanceTimersToNextTimer();
  vi.advanceTimersToNextTimer();
  end();
  expect(vi.getTimerCount()).toBe(0);
});
