/** Sets one member of the top-level object in JSON source; every other character stays as it was. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** The index after the string literal that opens at `start`. */
function skipString(source: string, start: number): number {
  let position = start + 1;
  while (source.charCodeAt(position) !== QUOTE) {
    position += source.charCodeAt(position) === BACKSLASH ? 2 : 1;
  }
  return position + 1;
}

const COLON = /\s*:\s*/y;

/** Where the value begins when the literal at `[start, end)` is this key, else -1. */
function valueAfterKey(source: string, start: number, end: number, key: string): number {
  COLON.lastIndex = end;
  return COLON.test(source) && JSON.parse(source.slice(start, end)) === key ? COLON.lastIndex : -1;
}

function depthStep(code: number): number {
  if (code === 0x7b || code === 0x5b) return 1;
  return code === 0x7d || code === 0x5d ? -1 : 0;
}

/** `[start, end)` of the member's value; the last one when the key is there twice, as JSON.parse has it. */
function findMember(source: string, key: string): { start: number; end: number } | null {
  let found: { start: number; end: number } | null = null;
  let depth = 0;
  let valueStart = -1;
  for (let position = 0; position < source.length; position++) {
    const code = source.charCodeAt(position);
    if (code === QUOTE) {
      const end = skipString(source, position);
      if (depth === 1 && valueStart < 0) valueStart = valueAfterKey(source, position, end, key);
      position = end - 1;
      continue;
    }
    const step = depthStep(code);
    if (depth === 1 && valueStart >= 0 && (code === COMMA || step < 0)) {
      found = { start: valueStart, end: position };
      valueStart = -1;
    }
    depth += step;
  }
  return found;
}

/** @param source Text that JSON.parse accepts as an object. @returns The JSON source of the value; null without one. */
export function jsonMember(source: string, key: string): string | null {
  const member = findMember(source, key);
  return member && source.slice(member.start, member.end).trim();
}

/**
 * @param source Text that JSON.parse accepts as an object.
 * @param literal JSON source of the new value.
 */
export function setJsonMember(source: string, key: string, literal: string): string {
  const member = findMember(source, key);
  if (member) return source.slice(0, member.start) + literal + source.slice(member.end);
  const start = source.indexOf("{") + 1;
  const comma = /^\s*\}/.test(source.slice(start)) ? "" : ",";
  return `${source.slice(0, start)}${JSON.stringify(key)}:${literal}${comma}${source.slice(start)}`;
}
