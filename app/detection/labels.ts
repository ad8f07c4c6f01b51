/** What stands between the name of a value and the value, in prose, configuration, JSON, code, tables and markup. */

/**
 * `: `, `=`, ` => `, `": "` (also with escaped quotes), ` | `, `>`, `", "`; a new line may follow. Case does not matter to it.
 * Whatever closes the value is left to the pattern.
 */
export const ASSIGNED = String.raw`(?:(?:\\?["'\x60])?\]?[ \t]{0,3}[:=|>]{1,3}[ \t\r\n]{0,4}(?:\\?["'\x60\[]){0,2}|["'], ?["'])`;

/** A space, with or without the small words that prose puts there. Only within `(?i)`. */
const SAID = String.raw` (?:(?:is|was|are|to|at|on|of|ist|lautet|est|es|era|su) )?`;

/** Either. */
export const ASSIGNED_OR_SAID = `(?:${ASSIGNED}|${SAID})`;

/** "number" behind the name: `phone number`, `phone_no`, `phoneNr`, `passport #`. Only within `(?i)`. */
export const NUMBER_WORD = String.raw`(?:[ _-]?(?:numbers?|num|nbr|no|nr|n°|nº|#)\.?)?`;

/** A remark in brackets behind the name: `phone (mobile)`. */
export const REMARK = String.raw`(?: ?\([^()\n\d\x00]{1,20}\))?`;

/** A few other words of the same line, without figures and brackets of placeholders. */
export const SOME_WORDS = String.raw`[^\d\n\[\]<>{}$\x00]{1,30}?`;
