/** Reads the catalogue's expressions ahead, so that no request waits for all of them. */
import { CATALOGUE } from "~/detection/catalogue";
import { prepareOpenPattern } from "~/detection/open-text";
import { questsFor } from "~/detection/pattern-anchor";

/** A server that has just started has other things to do. */
const DELAY_MS = 2000;
/** Between two patterns, each of which takes about 5 ms. */
const PAUSE_MS = 25;

/** A pattern at a time, beside everything else. @returns Ends it. */
export function prepareCatalogue(): () => void {
  const patterns = CATALOGUE.values();
  let timer = setTimeout(prepareNext, DELAY_MS).unref();
  function prepareNext(): void {
    const { value: pattern } = patterns.next();
    if (!pattern) return;
    questsFor(pattern);
    prepareOpenPattern(pattern);
    timer = setTimeout(prepareNext, PAUSE_MS).unref();
  }
  return () => clearTimeout(timer);
}
