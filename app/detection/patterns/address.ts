/** Street addresses as English-speaking countries write them: number, street, type. */
import {
  ENGLISH_PLACE,
  NAME_WORD,
  NEXT_PART,
  PLACE_NAME,
  UNITS,
  UK_POSTCODE,
} from "~/detection/address-parts";
import { STREET_CORE, TYPE, WEAK_TYPE } from "~/detection/english-streets";
import { type Pattern } from "~/detection/pattern";

const HOUSE_NUMBER = String.raw`\d{1,6}(?:[A-Za-z]|-?[A-Z]|-\d{1,5}| 1/2|/\d{1,3})?`;
const DIRECTION = String.raw`(?:N\.? ?[EW]|S\.? ?[EW]|[NSEW]|North(?:east|west)?|South(?:east|west)?|East|West|NORTH|SOUTH|EAST|WEST)\b\.?`;
const ORDINAL = String.raw`\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH|St|Nd|Rd|Th)`;
const STREET_NAME = String.raw`(?:(?:${NAME_WORD}|${ORDINAL}|of|the|de|la|del|los|las|and|&) ){1,5}`;

/** Lines end where they are full, between the words of a street too; steps and items of a list have smaller numbers. */
const BROKEN_STREET = String.raw`\d{3,6}[A-Za-z]? (?:${DIRECTION} )?(?:${NAME_WORD} ){0,2}${NAME_WORD}\r?\n(?:Street|Avenue|Road|Boulevard|Drive|Lane|Court|Terrace|Parkway|Crescent|Blvd)\b\.?`;

const STREET = String.raw`(?:${HOUSE_NUMBER},? (?:${DIRECTION} )?(?:${STREET_NAME}${TYPE}|Broadway\b|Avenue [A-Z]\b)|${BROKEN_STREET})(?:,? ${DIRECTION})?`;
const WEAK_STREET = String.raw`${HOUSE_NUMBER},? (?:${DIRECTION} )?${STREET_NAME}${WEAK_TYPE}\b`;
const NUMBERED_ROAD = String.raw`${HOUSE_NUMBER} (?:${DIRECTION} )?(?:${NAME_WORD} ){0,2}(?:Highway|Hwy|Route|Rte|Rt|(?:County|Country|State|Township|Ranch) (?:Road|Rd)|(?:COUNTY|COUNTRY|CO) (?:ROAD|RD)|CR|FM|SR|Spur|Loop|HIGHWAY|HWY|ROUTE|LOOP)\.? (?:No\.? )?\d{1,4}[A-Z]?\b(?: ${DIRECTION})?`;
const FLAT = String.raw`(?:(?:Flat|Apartment|Unit|Apt|Suite)\.? \d{1,4}[A-Za-z]?,? )?`;

/** Names that end in a word for a street and are none. */
const OTHER_NAME =
  /\b(?:Supreme|District|Circuit|High|Superior|Appeals?|Federal|Appellate|County|Crown|Family|Bankruptcy|Moot|Full|Tax|Juvenile|Claims|Tennis|Food|World|International|National|Criminal|Civil|Chancery|Trial|Traffic|Probate|Provincial|Municipal|Magistrates?['’]?|Youth|Labou?r|Constitutional|U\.?S\.?|State|European|Sessions|Basketball|Squash|the|The|of) Court|^\d+[a-z]? Court\b|^(?:18|19|20)\d\d [A-Za-z .]* Court|\b(?:Hard|Disk|Floppy|Tape|Flash|Optical|Google|USB|CD-?ROM|DVD|SCSI|IDE|MB|GB|M|G|K|Zip|System|Test|External|Internal) (?:Drive|Dr)\b|\b(?:First|Second|Third|Market|Work|No|Any|Same) Place|\b(?:Milky|Third|Long|Right|Wrong|Half|Only|Best|One|Two|Own) Way|\bDear\b|\d (?:Mr|Mrs|Ms|Prof)\.? |\b(?:and|or|of|the|in|on) [A-Z]{1,2}$/;

const notWithin = (before: string, after: string) =>
  !/[\w$€£#/.+=-]$|\d[,:]$|(?:[Bb]ox|hapter|ection|rticle|xhibit|igure|[Pp]age|[Ll]ine|[Rr]ow|[Ss]tep|[Ll]evel|[Tt]rack|[Vv]ersion|pisode|uestion) $/.test(
    before,
  ) &&
  !/^(?:\w|[-/=(]\w| (?:Journal|trip|Blues)\b| of (?:Appeals?|Justice|Law|Record|Claims|Inquiry|Arbitration|Sessions?)\b|,? (?:(?:the|a) )?(?:movie|film|album|song|novel|musical|sitcom)\b)/.test(
    after,
  );
const isStreet = (value: string) => !OTHER_NAME.test(value) && !/^0[^\d]/.test(value);

const reference = "USPS Publication 28; Royal Mail PAF Programmers' Guide; UPU S42";

export const ADDRESS_PATTERNS: readonly Pattern[] = [
  {
    id: "address_english",
    name: "House number and street, English",
    category: "address",
    source: String.raw`${FLAT}(?:${NUMBERED_ROAD}|${STREET})${UNITS}(?:${ENGLISH_PLACE})?`,
    core: STREET_CORE,
    isCoreTelling: true,
    boundary: notWithin,
    validate: isStreet,
    confidence: 0.8,
    examples: [
      "at «742 Evergreen Terrace Drive».",
      "«1600 Amber Mill Ave NW, Washington, DC 20500»",
      "Ship to «415 W. 7th St., Apt 4B, Springfield, IL 62704-1234, USA» please",
      "«77 Harbor Blvd\nSuite 210\nSan Rafael, CA 94901»",
      '{"address": "«8 Larkspur Lane, Portland, OR 97201»"}',
      "«221B Quarry Street, London NW1 6XE»",
      "«Flat 3, 12 Elder Close, Leeds, LS1 4DY»",
      "«350 Fifth Avenue», «99 Broadway», «1200 State Route 9W»",
      "住所は«45 Elm Street, Toronto, ON M5G 1H1»です",
      "«12 Wattle Crescent, Newtown NSW 2042»",
      "«8120 S. DR MARTIN KING JR DRIVE»",
      "«908 Marigold Court» is the one, I live at «1120 Agua Fria\nStreet» in town",
      "«509 North Dearborn Street, 60654», «2901 South Doctor Ann Lee Mae Junior Drive»",
    ],
    nearMisses: [
      "5 minutes drive",
      "10 way",
      "3 Main points",
      "in 1993 District Court judges",
      "a 40 MB Hard Drive",
      "v2.12 Elm Street",
      "12 Elm Street-based",
      "1993 Wall Street Journal",
      "Chapter 12 Main Street, line 14 Main Street",
      "12 Main Street Blues, 14 Hill Street, the movie",
      "1987 Delaware Court, see 42 Smith Court of Appeals",
      "Step 3: 12 Press Start\nDrive on",
      "Main Street",
      "2 Third Place",
    ],
    reference,
  },
  {
    id: "address_english_city",
    name: "House number, street and city",
    category: "address",
    source: String.raw`${FLAT}${STREET}${UNITS}, ${PLACE_NAME}(?:, USA|, UK)?`,
    after: String.raw`[.;\n"'<)|\x00]|, [a-z]|, [A-Z][A-Za-z' ]{2,20}:| (?:and|or|if|is|was|where|who|on|in|to|for|with|as|by) |$`,
    core: STREET_CORE,
    isCoreTelling: true,
    boundary: (before) => notWithin(before, ""),
    validate: (value) => isStreet(value) && !/\b(?:Apt|Bldg|Suite|Ste|Unit|Room|Mail|[NS][EW])$/.test(value),
    confidence: 0.8,
    examples: [
      "«742 Evergreen Terrace, Springfield».",
      '"«19 Orchard Rd, Bath»"',
      "at «4 Mill Lane, Gotham City», filed",
      "🏠 «4 Mill Lane, Saint Ives»\n",
    ],
    nearMisses: [
      "742 Evergreen, Springfield.",
      "1.742 Evergreen Terrace, Springfield.",
      "7 Mill Lane, NW.",
      "2 Third Place, Boston.",
    ],
    reference,
  },
  {
    id: "address_english_weak_type",
    name: "House number and street of a less telling type, with its place",
    category: "address",
    source: String.raw`${FLAT}${WEAK_STREET}${UNITS}(?:${ENGLISH_PLACE})`,
    core: STREET_CORE,
    isCoreTelling: true,
    boundary: notWithin,
    validate: isStreet,
    confidence: 0.75,
    examples: [
      "«18 Abbey Gardens, Bristol BS1 5TR»",
      "«300 Oak Ridge, Austin, TX 78701»",
      "〒«7 Priory Walk, London SW10 9SP»",
    ],
    nearMisses: [
      "18 Abbey Gardens",
      "1993 Jurassic Park, directed",
      "1.18 Abbey Gardens, Bristol BS1 5TR",
      "0 Abbey Gardens, Bristol BS1 5TR",
    ],
    reference,
  },
  {
    id: "address_uk_postcode",
    name: "House, street or place with a UK postcode",
    category: "address",
    source:
      String.raw`(?:\d{1,4}[A-Za-z]?,? (?:${NAME_WORD} ){0,3}${NAME_WORD}|(?:${NAME_WORD} ){1,3}(?:Cottage|House|Barn|Farm|Lodge|Hall|Court|Rectory|Vicarage|Mill|Grange|Manor|Villa|Street|Road|Lane|Avenue|Close|Drive|Way|Hill|Green))` +
      String.raw`(?:${NEXT_PART}${PLACE_NAME}){1,4}${NEXT_PART}${UK_POSTCODE}\b`,
    core: String.raw`[, \n]${UK_POSTCODE}\b`,
    boundary: notWithin,
    confidence: 0.75,
    examples: [
      "«Rose Cottage, Mill Lane, Oxford OX1 2AB»",
      "«The Old Rectory, Church Lane, Bath, BA1 4BJ»",
      "«99 Saltergate, London EC2M 3XD»",
      "住所 «Old Oak Barn, Hexham, NE46 1XX»",
    ],
    nearMisses: [
      "Rose Cottage, Mill Lane, Oxford",
      "White House, Washington",
      "1.99 Saltergate, London EC2M 3XD",
    ],
    reference,
  },
];
