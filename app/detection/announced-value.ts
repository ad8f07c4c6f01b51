/**
 * What stands between a name and its value, wherever people and programs write one: `CVV: 123`, `cvv=123`,
 * `"cvv": "123"` (also with its quotes escaped), `--cvv 123`, `<cvv>123</cvv>`, `| CVV | 123 |`, `**CVV:** 123`,
 * `cvv := "123"`, `CVV is 123`, and a form's label above its value. RE2 syntax, for `before`. The value begins with a
 * letter or digit, and something must stand between it and a name in Latin letters: `cvv123` is another name.
 */

/** Ends or begins what is quoted or set in bold. */
const QUOTE = String.raw`(?:\\{0,3}["'\x60]|\*\*|&quot;)?`;
const SIGN = String.raw`(?::=|[=-]>|={1,3}|-{1,2}[ \t]|[:>|#,;\t]|\([A-Za-z0-9 ,./-]{0,20}\):?)`;
/** `</td><td class="x">`, `</b>`, ` type="text">`. */
const MARKUP = String.raw`(?:</?[a-z][^<>\n\x00]{0,40}>\s{0,8}){1,3}`;
/** "Is" in the languages of the labels. */
const VERB = String.raw`(?:is|was|are|of|says|reads|ist|lautet|est|es|è|é|jest)`;
/** `on my new card`, `for the joint account`. */
const WHOSE = String.raw` (?:on|of|for|from|auf|für|sur|de|del|du)(?: [a-zà-ÿ'’]{1,12}){1,4}`;
/** `. It's `. */
const SENTENCE = String.raw`[.,;!] ?(?:it['’]s|it is|they['’]re|they are|that['’]s|that is) `;
const SPACE = String.raw`[ \t]{0,4}`;
const NEXT_LINE = String.raw`(?:\r?\n[ \t]{0,8})?`;
/** What the value stands in. */
const OPEN = String.raw`[(\[]?${QUOTE} ?`;

const CONNECTION = String.raw`(?:${SIGN}${SPACE}|${MARKUP}|${VERB}:? |${SENTENCE})`;
const WHOSE_IS = String.raw`${WHOSE}${SPACE}(?:${SIGN}${SPACE}|${VERB}:? )`;
/** The name has been read; the value begins where this ends. */
const LABEL_END = String.raw`${QUOTE}\]?(?:${WHOSE_IS}|${SPACE}${CONNECTION}{0,2})${NEXT_LINE}${OPEN}`;
const LABEL_SIGN = String.raw`${QUOTE}\]?(?:${WHOSE_IS}|${SPACE}${CONNECTION}{1,2})${NEXT_LINE}${OPEN}`;

/** What must stand before a value that one of these names announces, in any case. @param names RE2 syntax, lower case. */
export function announcedBy(names: string): string {
  return String.raw`(?i)(?:${names})${LABEL_END}\b`;
}

/** The same where more than a space connects the two: for names that are words of every day too. */
export function assignedTo(names: string): string {
  return String.raw`(?i)(?:${names})${LABEL_SIGN}\b`;
}

/** Who is asked for it answers, in a chat with the time and the name before: `What is the CVV?\n[10:17] Jane: it's 481`. */
const ANSWER = String.raw`[^\n?\d\x00]{0,40}\?[\s>"']{0,4}(?:\[[\d:APMapm ]{4,11}\] ?)?[^\n\d\x00]{0,48}`;

/** The same where the name is in a question. */
export function askedFor(names: string): string {
  return String.raw`(?i)(?:${names})(?:${LABEL_END}|${ANSWER})\b`;
}

/** Where a name begins that would otherwise be found inside words. */
export const NAME_START = String.raw`(?:\b|_)`;

/** Such a name, which may also be a camelCase name's last word: `userCsc`. @param name Lower case. Only within `(?i)`. */
export function ownName(name: string): string {
  const [first = ""] = name;
  return `(?:${NAME_START}${name}|(?-i:[a-z]${first.toUpperCase()})${name.slice(1)})`;
}

/** "Number" after a name: `routing number`, `routing_no`, `routingNum`, `routing #`. */
export const NUMBER_WORD = String.raw`(?:[ _-]?(?:(?:numbers?|num|nummer|nr|no)\b\.?|#))`;
