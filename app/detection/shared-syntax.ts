/**
 * Expressions of the catalogue as trees, in which equal parts are one object, also those of different expressions: most
 * are put together from the same labels and signs, so that what is learned of one part is known wherever it stands.
 */
import { parseRe2, type Syntax } from "~/detection/re2-syntax";

/** What is not understood can be anything. */
const ANYTHING: Syntax = {
  kind: "repeat",
  part: { kind: "characters", source: "(?s:.)", size: 1 },
  min: 0,
  max: Infinity,
};

const partByKey = new Map<string, Syntax>();
const numbers = new WeakMap<Syntax, number>();

/** The one that is equal, if there is one already. @param key Says all that is in it. */
function oneOf(key: string, part: Syntax): Syntax {
  const known = partByKey.get(key);
  if (known) return known;
  numbers.set(part, partByKey.size);
  partByKey.set(key, part);
  return part;
}

const keyOf = (parts: readonly Syntax[]) => parts.map((part) => numbers.get(part)).join();

function share(syntax: Syntax): Syntax {
  if (numbers.has(syntax)) return syntax;
  switch (syntax.kind) {
    case "characters":
    case "assertion":
      return oneOf(`${syntax.kind} ${syntax.source}`, syntax);
    case "sequence": {
      const parts = syntax.parts.map(share);
      return oneOf(`sequence ${keyOf(parts)}`, { ...syntax, parts });
    }
    case "choice": {
      const options = syntax.options.map(share);
      return oneOf(`choice ${keyOf(options)}`, { ...syntax, options });
    }
    case "repeat": {
      const part = share(syntax.part);
      return oneOf(`repeat ${syntax.min} ${syntax.max} ${keyOf([part])}`, { ...syntax, part });
    }
  }
}

/** @param source Of the catalogue: it is kept for as long as the process runs. */
export function syntaxOf(source: string): Syntax {
  return share(parseRe2(source, { ignoreCase: false, multiline: false, dotAll: false }) ?? ANYTHING);
}

/** Parts in a row as one. */
export function inRow(parts: readonly Syntax[]): Syntax {
  return share({ kind: "sequence", parts });
}
