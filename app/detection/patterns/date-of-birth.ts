import { canBeBirthDate } from "~/detection/birth-dates";
import { columnName, inColumn, isCell } from "~/detection/columns";
import { DATE, DAY, MONTH, NUMERIC_DATE } from "~/detection/date-forms";
import { ASSIGNED_OR_SAID, REMARK } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

/** What names a date of birth, and nothing else. */
const NAME =
  String.raw`(?:date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day|dt)|birthdate|d\.?o\.?b|day of birth|bday|b-day|` +
  String.raw`birth(?:\\?["'])?(?:\.|\[|: ?\{\s{0,8})(?:\\?["'])?date|` +
  String.raw`geburts(?:datum|tag)|geb\.?[ _-]?dat(?:um|\.)?|(?:date[ _-]de[ _-])?naissance|fecha[ _-](?:de[ _-])?nac(?:imiento)?|f\. ?nac|data[ _-]di[ _-]nascita|` +
  String.raw`data[ _-]de[ _-]nasc(?:imento|\.)?|nascimento|nasci em|geboortedatum|geboren op|data[ _]urodzenia|födelse(?:datum|dag)|fødselsda(?:to|g)|syntymä(?:aika|päivä)|` +
  String.raw`dat[uv]m narozen[íi]|dátum narodenia|születési (?:dátum|idő)|data nașterii|ημερομηνία γέννησης|` +
  String.raw`дата рождения|дата народження|تاريخ الميلاد|תאריך לידה|ngày sinh|tanggal lahir|生年月日|誕生日|出生日期|生日|생년월일|doğum tarihi)`;
/** What says that somebody was born. */
const BORN = String.raw`(?:born|geboren|geb\.|née?s?(?:\(e\))?|nacid[oa]|nac(?:ió|í)|nat[oa]|nascid[oa]|urodzon[ya]|född|født|narozen[aáý]?|született|născut[ăa]?|syntynyt|родил(?:ся|ась)|народи(?:вся|лася)|γεννήθηκε|doğum)`;
/** Abbreviations of it that count only right before a date, and behind a name, a bracket or a new line. */
const BORN_SHORT = String.raw`(?:\((?:b\.|b |born|geb\.|nato|ur\.|nar\.|r\. ?n\.|né|née|\*)|, (?:b\.|ur\.|geb\.|nar\.)|(?:^|\n)(?:ur|nar)\.)`;

/** Words that lead from the name to the date: "date of birth for Jane Doe is", "date of birth. It's", "on the form should say". */
const LINK =
  String.raw`[.,:]? (?:(?:it['’]s|its|it|is|was|are|on|in|as|be|being|listed|registered|recorded|given|shown|entered|written|stated|of|for|the|this|that|a|my|his|her|their|your|our|` +
  String.raw`should|must|has|to|say|says|read|reads|show|shows|actually|really|still|here|file|form|record|card|id|passport|certificate|` +
  String.raw`patient|client|customer|member|applicant|employee|tenant|child|son|daughter|(?-i:[A-Z][a-zà-ÿ]+)) )+`;
/** `: new Date('`, ` = date.fromisoformat("`, of a method: `("`, and of a booking: `DOB/`. */
const CALL = String.raw`["']? ?[:=] ?(?:new )?[\w.]{1,24}\(["']|\(["']|/ ?`;
/** A question for it and perhaps for more, and the answer in the next line of a transcript, behind its time and speaker. */
const ANSWER = String.raw`[^\n.?:\d\x00]{0,40}\? ?|[^\n.?:\d\x00]{0,40}\?\s{1,3}(?:\[?\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?\]?:? )?[^\d\n\[\]\x00]{1,40}?`;

/** What a column of birth dates is called. */
const COLUMN = String.raw`(?:\w*[_.])?(?:dob|d\.o\.b\.?|(?:date[ _]?of[ _]?)?birth[ _]?(?:date|day|dt)?|bday|geburts(?:datum|tag)|geb[._ -]{0,2}dat(?:um|\.)?|(?:date[ _]de[ _])?naissance|fecha[ _](?:de[ _])?nac(?:imiento)?|data[ _]di[ _]nascita|(?:data[ _]de[ _])?nascimento|geboortedatum|data[ _]urodzenia|födelsedatum|fødselsdato|syntymäaika|дата рождения|生年月日|出生日期|생년월일)`;
/** Whoever a table lists was hardly born in its own last years, when its other dates are from. */
const OLD_ENOUGH = 12;
const isOldEnough = (value: string) => {
  const year = Number(/(?:19|20)\d\d/.exec(value)?.[0] ?? 0);
  return year > 0 && year <= new Date().getFullYear() - OLD_ENOUGH;
};

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
      "MR T ORR, DOB/«11JUN1968»",
      "Birth date? «Mar 12, 1985».",
      "What is your date of birth and postcode?\nJane: «3/12/1985»",
      "Could I have your date of birth, please? «3/12/1985»",
      "My son's date of birth on the card should read «2015-09-03»",
      "date of birth is «March the twenty-first, 1964»",
      '{"birth": {"date": "«1985-03-12»"}}, person.birth.date = "«1985-03-12»"',
      "Dátum narodenia: «12.3.1985», születési idő: «1985.03.12»",
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
    before: String.raw`(?i:(?:^|[^a-zà-ÿ-])${BORN}(?:[ :*]{1,2}|[ ,][^\d\n.;\[\]\x00]{1,40}?[ (])|${BORN_SHORT} ?)`,
    source: `(?i:${DATE})`,
    core: String.raw`(?i:${BORN}|\((?:b\.|b |ur\.|nar\.|r\. ?n\.|\*)|, (?:b|ur|nar)\.|(?:ur|nar)\. ?\d)`,
    boundary: (before, after) =>
      notWithinNumber(before, after) &&
      !/^ ?\*/.test(after) &&
      !/(?:before|after|since|until|between|by) $/i.test(before),
    validate: canBeBirthDate,
    confidence: 0.85,
    examples: [
      "She was born on «12 March 1985».",
      "born in Springfield on «1985-03-12»",
      "geboren am «12.03.1985» in Köln",
      "née le «12 mars 1985», né le «1er mai 1990»",
      "nacido el «12 de marzo de 1985»",
      "born: «Mar 12, 1985»",
      "родился «12.03.1985», родилась «5 марта 1990»",
      "Ana Ruiz (b. «14.01.1951»), Jan Nowak (ur. «3 maja 1964»), J. Kraus (* «7.8.1939»)",
      "ur. «14.09.1991» r. w Krakowie, bytem w Tarnowie",
      "Tom Hale, b. «12 Mar 1985», of York",
      "född «5 juni 1971», urodzona «17 sierpnia 1965», narozen «2. února 1980»",
      "she was born on «the second of May 1938»",
    ],
    nearMisses: [
      "born in 1985",
      "children born on or after 1 September 2010",
      "stubborn 2019-03-12",
      "new-born screening 2019-03-12",
      "was born. Meeting on 2019-03-12",
      "born on 45/13/1985",
      "born 1985-03-123",
      "section (b) 2019-03-12",
      "see (b. 31.02.1985)",
      "(* 2019-03-12 *)",
      "volume *12.03.1985\n* 12.03.1985",
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
    after: String.raw`(?i: ?(?:\((?:dob|date of birth|birth)|(?:in|à|en) [^\d\n.;\[\]\x00]{1,30} geboren|geboren|г\.? ?р\.|(?:г\.|года) рождения|doğumlu|is (?:my|his|her|their|the|[a-z]+['’]s) (?:date of birth|birth ?date|dob|birthday)|生まれ|生|출생))`,
    core: String.raw`(?i:\((?:dob|date of birth|birth)|geboren|г\.? ?р\.|рождения|doğumlu|date of birth|birth ?da|dob|生まれ|日生|출생|일생)`,
    boundary: (before) => !/\w$|\d[-/.]$/.test(before),
    validate: canBeBirthDate,
    confidence: 0.8,
    examples: [
      "«03/12/1985» (DOB)",
      "am «12.03.1985» in Köln geboren",
      "«1985年3月12日»生まれ",
      "Иванов, «12.03.1985» г.р.",
      "«3/12/1985» is my date of birth",
    ],
    nearMisses: ["2019-03-12 (due)", "99.99.1985 geboren", "112.03.1985 geboren"],
    reference,
  },
  {
    id: "date_of_birth_first_row",
    name: "Date of birth under its name in a table or an INSERT",
    category: "date_of_birth",
    before: inColumn(COLUMN),
    source: NUMERIC_DATE,
    core: columnName(COLUMN),
    isCoreTelling: true,
    boundary: notWithinNumber,
    validate: canBeBirthDate,
    confidence: 0.85,
    examples: [
      "name,dob,plan\nK. Orr,«1990-02-01»,basic",
      "id;Name;Geburtsdatum\n1;Jana Kern;«17.06.1979»\n",
      "| Name | Date of birth | City |\n|---|---|---|\n| Ada Orr | «03/12/1985» | Bath |",
      "INSERT INTO staff (id, name, birth_date) VALUES (1, 'O''Neil, Jo', '«1985-03-12»');",
      "insert into t (\"dob\", city) values ('«1985-03-12»', '京都')",
    ],
    nearMisses: [
      "name,dob\nK. Orr,1985-02-31",
      "name,dob,seen\nK. Orr,,2019-03-12",
      "dob,seen\n1985-03-12-77,2019",
      "INSERT INTO staff (id, seen, birth_date) VALUES (1, '2019-03-12', NULL);",
      "adob,seen\n1985-03-12",
    ],
    reference: "RFC 4180; GitHub Flavored Markdown, tables; ISO/IEC 9075-2 (SQL)",
  },
  {
    id: "date_of_birth_hl7",
    name: "Date of birth in an HL7 message",
    category: "date_of_birth",
    before: String.raw`\bPID(?:\|[^|\n\r\x00]*){6}\|`,
    source: String.raw`(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`,
    boundary: (_before, after) => !/^[A-Za-z_.-]/.test(after),
    validate: canBeBirthDate,
    confidence: 0.95,
    examples: ["PID|1||884213^^^HOSP||HOLM^ASTRID||«19670214»|F", "PID|||7^^^地||ORR^J||«19850312»1204"],
    nearMisses: [
      "PID|1||884213^^^HOSP||HOLM^ASTRID||19670231|F",
      "OBX|1||8842||HOLM||19670214",
      "PID|||||1|19670214",
      "PID|||7||ORR||19850312-7",
    ],
    reference: "HL7 version 2, segment PID, field 7",
  },
  {
    id: "date_of_birth_cell",
    name: "Date of birth further down a short table",
    category: "date_of_birth",
    source: NUMERIC_DATE,
    boundary: isCell,
    validate: (value) => canBeBirthDate(value) && isOldEnough(value),
    context: [
      "dob",
      "date of birth",
      "birth date",
      "birthdate",
      "geburtsdatum",
      "date de naissance",
      "fecha de nacimiento",
      "data di nascita",
      "geboortedatum",
      "data urodzenia",
    ],
    confidence: 0.6,
    examples: ["name,dob\nK. Orr,-\nJ. Hale,«1985-03-12»", "('A', '2000', 'dob'), ('«1985-03-12»') 🎂"],
    nearMisses: [
      "name,seen\nK. Orr,1985-03-12",
      "dob,seen\n-,2091-01-01",
      "dob unknown in 1985-03-12 x",
      "the dob was\n1985-03-12, was it",
    ],
    reference: "RFC 4180",
  },
];
