/** How dates are written, month names in many languages. RE2 syntax, only within `(?i)`. */

/** English, German, French, Spanish, Italian, Portuguese, Dutch and Nordic names, and what they are shortened to. */
const WESTERN_MONTH =
  String.raw`(?:januari|janeiro|jan(?:uary|uar|vier|\.)?|j[aä]nner|enero|ene|gennaio|gen|feb(?:ruary|ruar|rero|braio|ruari|\.)?|f[eé]v(?:rier|ereiro|\.)?|` +
  String.raw`mar(?:ch|s|zo|ço|t|\.)?|m[aä]rz|mrz|maart|apr(?:ile|il|\.)?|avr(?:il|\.)?|abr(?:il|\.)?|mayo|maggio|maio|may|mai|mei|maj|` +
  String.raw`junio|junho|juni|juin|june?|giugno|julio|julho|juli|july?|juil(?:let|\.)?|luglio|aug(?:usti|ustus|ust|\.)?|ao[uû]t|agosto|ago|` +
  String.raw`sept?(?:ember|embre|iembre|\.)?|settembre|setembro|set|oct(?:ober|obre|ubre|\.)?|okt(?:ober|\.)?|ottobre|outubro|` +
  String.raw`nov(?:ember|embre|iembre|embro|\.)?|des(?:ember|\.)?|dec(?:ember|\.)?|dez(?:ember|embro|\.)?|d[eé]c(?:embre|\.)?|dic(?:iembre|embre|\.)?)`;
/** In the case that a day before them asks for. */
const POLISH_MONTH =
  "(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia)";
const CZECH_MONTH = "(?:ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince)";
const RUSSIAN_MONTH = "(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)";
const TURKISH_MONTH = "(?:ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)";

export const MONTH = `(?:${WESTERN_MONTH}|${POLISH_MONTH}|${CZECH_MONTH}|${RUSSIAN_MONTH}|${TURKISH_MONTH})`;

const YEAR = String.raw`(?:19|20)\d\d`;
export const DAY = String.raw`(?:[12]\d|3[01]|0?[1-9])`;
const DAY_IN_WORDS =
  "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth";

/** As in passports and tickets: 11JUN1968. */
const SHORT_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

/** With figures alone. */
export const NUMERIC_DATE =
  String.raw`${YEAR}[-/.]\d{1,2}[-/.]\d{1,2}|${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|` +
  String.raw`\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:${YEAR}|\d\d)`;

/** In any usual form. */
export const DATE =
  String.raw`${NUMERIC_DATE}|` +
  String.raw`${DAY}(?:st|nd|rd|th|er|\.|º)?(?: of| de)?[ -]${MONTH}(?: de| del|,)?[ -](?:${YEAR}|\d\d)|` +
  String.raw`${DAY}${SHORT_MONTH}(?:${YEAR}|\d\d)|${MONTH}[ -]${DAY}(?:st|nd|rd|th)?,? (?:of )?${YEAR}|${YEAR}[ -]${MONTH}[ -]${DAY}|` +
  String.raw`(?:the )?(?:${DAY_IN_WORDS}) (?:day )?of ${MONTH},? ${YEAR}|${MONTH} (?:the )?(?:${DAY_IN_WORDS}),? ${YEAR}|` +
  String.raw`${YEAR} ?[年년][ ]?\d{1,2} ?[月월] ?\d{1,2} ?[日일]`;
