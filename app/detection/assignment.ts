/**
 * How a value is assigned to a name, in RE2 syntax: in code, configuration, JSON (also within a string, with escaped
 * quotes), XML, command lines and prose.
 */

/** What closes the name: a quote, `$_ENV['X']`, `**name**`. */
const NAME_END = String.raw`[\\"'\x60\])}*]*`;
/** `: string = `, ` string = `, `: &'static str = `, `: Optional[str] = `. */
const TYPE = String.raw`&?(?:'static )?[Ss]tr(?:ing)?\??|[Aa]ny|unknown|object|bytes|Text|SecretStr|\[\]byte|(?:Optional|Option|Maybe)[\[<]\w+[\]>]|string \| (?:null|undefined)`;
const TYPED = String.raw`(?:: ?| )(?:${TYPE}) ?=`;
const OPERATOR = String.raw`[?.|+!:]{0,3}[:=]{1,2}>?|[=-]>|>`;
/** `name: TOKEN, value: …`, `key="Token" value="…"`. */
const VALUE_FIELD = String.raw`[,;]?\s*[\\"']{0,2}(?:secret_?)?(?i:value)[\\"']{0,2}[ \t]*[:=]`;
const VERB = String.raw`(?::? (?:is|was|ist|lautet|est|es|è|é)[: ] ?| ?(?:は|是|为|為) ?:? ?)`;
/** `the admin account is`, `du wifi : `, `changed to`: how prose comes from a name to its value. */
const ABOUT = String.raw` (?:for|of|to|on|from|für|von|der|des|pour|de|du|d|del|della|para|do|da|voor|van)(?: [\p{L}\p{N}.@'-]+){1,5}`;
const MENTION = String.raw`${NAME_END}(?:${ABOUT}(?:${VERB}| ?: ?)| (?:(?:changed|rotated|reset|set|updated) )?to |:? (?:used to|should|will) be )`;
/** A bracket, a quote, a quote with a prefix as in `b"…"`. */
const OPEN_QUOTE = String.raw`[(\[{]?[bBrRfFuUL@]?\\?["'\x60*]{1,3}`;

const SPACE = String.raw`[ \t]*`;
const BREAK = String.raw`${SPACE}(?:\r?\n[ \t]*)?`;
const BETWEEN = String.raw`(?:${TYPED}${BREAK}|${NAME_END}(?:${SPACE}(?:${OPERATOR})${BREAK}|${VALUE_FIELD}${SPACE}|${VERB}))`;

/** Comes before a value that is assigned to a name. @param name Any case. */
export function assignedTo(name: string): string {
  return String.raw`(?i:${name})${BETWEEN}(?:${OPEN_QUOTE}|[(\[{])?`;
}

/** Comes before a value that prose speaks of: `the password for the shop is`, `changed the password to`. */
export function mentionOf(name: string): string {
  return String.raw`(?i:${name})${MENTION}(?:${OPEN_QUOTE})?`;
}

/** The same as `assignedTo`, but only before a value in quotes. */
export function assignedQuotedTo(name: string): string {
  return String.raw`(?i:${name})${BETWEEN}[(\[{]?[bBrRfFuUL@]?\\?["'\x60]`;
}

/** The same as all of them, or only beside the name: `--token abc`, `("TOKEN", "abc")`, `| token | abc |`. For values that stand out. */
export function besideName(name: string): string {
  return (
    String.raw`(?:(?i:${name})(?:(?:${BETWEEN}|${MENTION}|${NAME_END} |["'] ?, ?)(?:${OPEN_QUOTE}|[(\[{])?|\(${OPEN_QUOTE})|` +
    String.raw`\|[ *\x60]*(?i:${name})[ *\x60]*\|[ *\x60]*)`
  );
}

/** A value of a key's characters that has a digit: hardly any word does, so that prose and code seldom match. */
export const KEY_VALUE = String.raw`/?(?:[A-Za-z+_-][A-Za-z+/_.~%=-]*)?\d[A-Za-z0-9+/_.~%=-]*[A-Za-z0-9+/_=-]`;

/** The same, or letters alone where there are many. */
export const LONG_KEY_VALUE = `(?:${KEY_VALUE}|[A-Za-z+/_-]{20,})`;
