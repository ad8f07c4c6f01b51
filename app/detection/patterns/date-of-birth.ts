import { canBeBirthDate } from "~/detection/birth-dates";
import { ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const MONTH =
  String.raw`(?:januari|janeiro|jan(?:uary|uar|vier|\.)?|j[aä]nner|enero|ene|gennaio|gen|feb(?:ruary|ruar|rero|braio|ruari|\.)?|f[eé]v(?:rier|ereiro|\.)?|` +
  String.raw`mar(?:ch|s|zo|ço|t|\.)?|m[aä]rz|mrz|maart|apr(?:ile|il|\.)?|avr(?:il|\.)?|abr(?:il|\.)?|mayo|maggio|maio|may|mai|mei|` +
  String.raw`junio|junho|juni|juin|june?|giugno|julio|julho|juli|july?|juil(?:let|\.)?|luglio|aug(?:ustus|ust|\.)?|ao[uû]t|agosto|ago|` +
  String.raw`sept?(?:ember|embre|iembre|\.)?|settembre|setembro|set|oct(?:ober|obre|ubre|\.)?|okt(?:ober|\.)?|ottobre|outubro|` +
  String.raw`nov(?:ember|embre|iembre|embro|\.)?|dec(?:ember|\.)?|dez(?:ember|embro|\.)?|d[eé]c(?:embre|\.)?|dic(?:iembre|embre|\.)?)`;
const YEAR = String.raw`(?:19|20)\d\d`;
const DAY = String.raw`(?:[12]\d|3[01]|0?[1-9])`;

/** A date in any usual form. Only within `(?i)`. */
const DATE =
  String.raw`${YEAR}[-/.]\d{1,2}[-/.]\d{1,2}|${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|` +
  String.raw`\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:${YEAR}|\d\d)|` +
  String.raw`${DAY}(?:st|nd|rd|th|er|\.|º)?(?: of| de)?[ -]${MONTH}(?: de| del|,)?[ -](?:${YEAR}|\d\d)|` +
  String.raw`${MONTH}[ -]${DAY}(?:st|nd|rd|th)?,? (?:of )?${YEAR}|${YEAR}[ -]${MONTH}[ -]${DAY}|` +
  String.raw`${YEAR} ?[年년][ ]?\d{1,2} ?[月월] ?\d{1,2} ?[日일]`;

/** What names a date of birth, and nothing else. */
const NAME =
  String.raw`(?:date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day)|birthdate|d\.?o\.?b|day of birth|bday|b-day|` +
  String.raw`geburts(?:datum|tag)|geb\.?[ -]?datum|date[ _-]de[ _-]naissance|fecha[ _-]de[ _-]nac(?:imiento)?|f\. ?nac|data[ _-]di[ _-]nascita|` +
  String.raw`data[ _-]de[ _-]nascimento|nascimento|nasci em|geboortedatum|data[ _]urodzenia|födelsedatum|fødselsdato|syntymäaika|` +
  String.raw`дата рождения|生年月日|誕生日|出生日期|生日|생년월일|doğum tarihi)`;
/** What says that somebody was born. */
const BORN = String.raw`(?:born|geboren|geb\.|née?s?(?:\(e\))?|nacid[oa]|nac(?:ió|í)|nat[oa]|nascid[oa]|urodzon[ya]|född|født|родил(?:ся|ась)|doğum)`;

/** Words that lead from the name to the date: "date of birth for Jane Doe is", "date of birth. It's". */
const LINK = String.raw`[.,:]? (?:(?:it['’]s|it|is|was|on|as|being|listed|registered|recorded|given|of|for|the|this|that|my|his|her|their|your|patient|client|customer|member|applicant|(?-i:[A-Z][a-zà-ÿ]+)) ){1,5}`;
/** `: new Date('`, ` = date.fromisoformat("`, and of a method: `("`. */
const CALL = String.raw`["']? ?[:=] ?(?:new )?[\w.]{1,24}\(["']|\(["']`;
/** A question for it, and the answer in the next line of a transcript, behind its time and speaker. */
const ANSWER = String.raw`\? ?|\?\s{1,3}(?:\[?\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?\]?:? )?[^\d\n\[\]\x00]{1,40}?`;

const notWithinNumber = (_before: string, after: string) => !/^(?!T\d\d:)(?:\w|[-/.]\d)/.test(after);
const reference = "ISO 8601; CLDR date formats of the languages";

export const DATE_OF_BIRTH_PATTERNS: readonly Pattern[] = [
  {
    id: "date_of_birth_labelled",
    name: "Date of birth after its name",
    category: "date_of_birth",
    before: String.raw`(?:(?i:^|[^a-zà-ÿ])(?i:${NAME})|[a-z](?:DateOfBirth|BirthDate|Birthday|Dob|DOB))(?i:(?:['’]s|\.)?${REMARK}(?:${ASSIGNED_OR_SAID}|${LINK}|[是为はが는은]{0,2}| - |${CALL}|${ANSWER}))`,
    source: `(?i:${DATE})`,
    core: `(?i:${NAME})|[a-z](?:DateOfBirth|BirthDate|Birthday|Dob|DOB)`,
    boundary: notWithinNumber,
    validate: canBeBirthDate,
    confidence: 0.9,
    examples: [
      "Date of birth: «12/03/1985»",
      '{"dateOfBirth": "«1985-03-12»"}',
      '{\\"birth_date\\":\\"«1985-03-12»T00:00:00Z\\"}',
      "dob=«19850312»&x=1",
      "DOB «03/12/85», male",
      "Geburtsdatum: «12. März 1985»",
      "date de naissance : «1er février 1985»",
      "fecha de nacimiento: «12 de marzo de 1985»",
      "my birthday is «March 12th, 1985» 🎂",
      "生年月日：«1985年3月12日»",
      "生日«1985年3月12日»，生年月日は«1985年3月12日»",
      "Please tell me your date of birth. It's «3/12/1985»",
      "date of birth?\n[10:17 AM] Customer: Yes, it's «January 1, 1990».",
      "the date of birth for Jane Doe is «3 May 1985»",
      "dateOfBirth: new Date('«1985-03-12»')",
      "patientDob: '«12.03.1985»'",
      'person.setDateOfBirth("«1985-03-12»");',
      "Geb.-Datum «12.03.1985», nascimento «12/03/1985»",
      "Birth date? «Mar 12, 1985».",
    ],
    nearMisses: [
      "date of birth: 31/02/1985",
      "date of birth: 1785-03-12",
      "birthday party 2999-01-01",
      "DOB: unknown, admission date: 2019-03-12",
      "adobe 2019-03-12",
      "DOB: [REDACTED_DATE_OF_BIRTH] seen 2019-03-12",
      "dob: 12/03/19855",
      "date of birth unknown",
    ],
    reference,
  },
  {
    id: "date_of_birth_born",
    name: "Date on which somebody was born",
    category: "date_of_birth",
    before: String.raw`(?i:(?:^|[^a-zà-ÿ-])${BORN}(?:[ :*]{1,2}|[ ,][^\d\n.;\[\]\x00]{1,40}?[ (]))`,
    source: `(?i:${DATE})`,
    core: `(?i:${BORN})`,
    boundary: (before, after) =>
      notWithinNumber(before, after) && !/(?:before|after|since|until|between|by) $/i.test(before),
    validate: canBeBirthDate,
    confidence: 0.85,
    examples: [
      "She was born on «12 March 1985».",
      "born in Springfield on «1985-03-12»",
      "geboren am «12.03.1985» in Köln",
      "née le «12 mars 1985», né le «1er mai 1990»",
      "nacido el «12 de marzo de 1985»",
      "born: «Mar 12, 1985»",
      "родился «12.03.1985»",
    ],
    nearMisses: [
      "born in 1985",
      "children born on or after 1 September 2010",
      "stubborn 2019-03-12",
      "new-born screening 2019-03-12",
      "was born. Meeting on 2019-03-12",
      "born on 45/13/1985",
      "born 1985-03-123",
    ],
    reference,
  },
  {
    id: "date_of_birth_day",
    name: "Birthday without its year",
    category: "date_of_birth",
    before: String.raw`(?i:\b(?:birthday(?:['’]s)?(?: party)?(?: is| was)?(?: coming up)?(?: on)?|geburtstag(?: ist)?(?: am)?|cumpleaños(?: es)?(?: el)?|anniversaire(?: est)?(?: le)?|born on)(?: the)?(?::? ))`,
    source: String.raw`(?i:${MONTH}[ -]${DAY}(?:st|nd|rd|th)?|${DAY}(?:st|nd|rd|th|er|\.|º)?(?: of| de)? ${MONTH})`,
    core: String.raw`(?i:birthday|geburtstag|cumpleaños|anniversaire|born on)`,
    boundary: (_before, after) => !/^\w/.test(after),
    confidence: 0.6,
    examples: [
      "my birthday is on «March 5th»! 🎉",
      "her birthday is coming up on «12 October», his on April 10th, my birthday party is on «April 10th».",
      "Mein Geburtstag ist am «3. Mai»",
      "mi cumpleaños es el «5 de julio»",
    ],
    nearMisses: ["the party is on March 5th", "birthday in March", "birthday on March 555"],
    reference,
  },
  {
    id: "date_of_birth_before_label",
    name: "Date before the word that says birth",
    category: "date_of_birth",
    source: `(?i:${DATE})`,
    after: String.raw`(?i: ?(?:\((?:dob|date of birth|birth)|(?:in|à|en) [^\d\n.;\[\]\x00]{1,30} geboren|geboren|生まれ|生|출생))`,
    core: String.raw`(?i:\((?:dob|date of birth|birth)|geboren|生まれ|日生|출생|일생)`,
    boundary: (before) => !/\w$|\d[-/.]$/.test(before),
    validate: canBeBirthDate,
    confidence: 0.8,
    examples: ["«03/12/1985» (DOB)", "am «12.03.1985» in Köln geboren", "«1985年3月12日»生まれ"],
    nearMisses: ["2019-03-12 (due)", "99.99.1985 geboren", "112.03.1985 geboren"],
    reference,
  },
];
