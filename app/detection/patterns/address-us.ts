/** US addresses that are told by state and ZIP code, by a rural route, or that are written in small letters. */
import { PLACE_NAME, UNIT, UNITS, US_STATE, US_ZIP, NAME_WORD } from "~/detection/address-parts";
import { SMALL_DIRECTION, SMALL_TYPE, SMALL_WORD, STREET_CORE } from "~/detection/english-streets";
import { type Pattern } from "~/detection/pattern";

const NUMBER_WORD = "(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)";
const LOWER_TYPE =
  "(?:street|avenue|ave?|road|boulevard|blvd|lane|drive|court|place|parkway|circle|highway|terrace|rd|st|dr|ln|ct|pl|pkwy|cir|hwy|ter|trl|way|plaza|sq)";
const LOWER_STATE =
  "(?:a[klrz]|c[aot]|d[ce]|fl|g[au]|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|p[ar]|ri|s[cd]|t[nx]|ut|v[ait]|w[aivy])";

/** Words that come between a number and what only looks like a street: "5 minutes drive", "a 4 lane road". */
const NO_STREET =
  /\b(?:wheel|meg|gig|inch|internal|external|minutes?|mins?|hours?|hrs?|days?|weeks?|years?|miles?|kms?|meters?|metres?|feet|foot|lanes?|ways?|sides?|blocks?|other|different|people|houses?|cars?|the|and|for|with|from|hard|disk|floppy|tape|flash|test|high|wide|new|more|busy|major|minor|of|tennis|basketball|food|supreme|district|federal|on|off|across|down|per|in|to|is|was|a)\b/;

const BEHIND_NAME = / (?:street|avenue|ave|road|boulevard|blvd|lane|drive|court|rd|st)\b.*/;

const notWithin = (before: string, after: string) =>
  !/[\w$€£#/.+=-]$|\d[,:]$/.test(before) && !/^(?:\w|[-/=(]\w)/.test(after);

const reference = "USPS Publication 28, appendices B, C and section 24 (rural routes)";

export const ADDRESS_US_PATTERNS: readonly Pattern[] = [
  {
    id: "address_us_any",
    name: "House number, any street, city, state and ZIP code",
    category: "address",
    source:
      String.raw`(?:\d{1,6}(?:[A-Za-z]|-\d{1,5})?|${NUMBER_WORD}) (?:(?:${NAME_WORD}|\d{1,4}(?:st|nd|rd|th)?|of|the|de|and|&) ){0,5}(?:${NAME_WORD}|\d{1,4})${UNITS}` +
      String.raw`(?:, ?|,? {0,3}\n {0,8})${PLACE_NAME},? ?\n?\b${US_STATE}\b,? {1,3}${US_ZIP}\b`,
    core: String.raw`[A-Za-z.],? ?\n?\b${US_STATE},? {1,3}\d{5}`,
    boundary: notWithin,
    confidence: 0.85,
    examples: [
      "«285 West Dearborn, Englewood, FL 34223»",
      "«One Larkspur Way, Redmond, WA 98052»",
      "«7104 Highway 62 West, Gassville, AR 72635»",
      "家: «295 South 250 East, Burley, ID 83318»",
    ],
    nearMisses: [
      "285 West Dearborn, Englewood",
      "Dearborn, Englewood, FL 34223",
      "v1.285 West Dearborn, Englewood, FL 34223",
    ],
    reference,
  },
  {
    id: "address_us_rural",
    name: "Rural route or contract box",
    category: "address",
    source: String.raw`(?:RR|HC|HCR|Rural Route|RURAL ROUTE|rr|hc|rural route)\.? ?#? ?\d{1,3},? (?:Box|BOX|box) ?#? ?\d{1,5}[A-Za-z]?`,
    boundary: notWithin,
    confidence: 0.85,
    examples: ["«RR 4 Box 283E», Dover", "«HC 12, Box 88» 📬", "mail to «Rural Route 1 Box 7»"],
    nearMisses: ["RR 4", "ERR 4 Box 2", "RR 4 Box 283-77"],
    reference,
  },
  {
    id: "address_lower_case",
    name: "House number and street in small letters",
    category: "address",
    source: String.raw`\d{1,5}[a-z]? (?:${SMALL_DIRECTION} )?(?:${SMALL_WORD} ){1,2}${SMALL_TYPE}\b(?: [nsew]{1,2}\b)?(?:\.?,? (?:${UNIT}))?(?:,? [a-z]{3,15}(?: [a-z]{3,15})?,? [a-z]{2} \d{5}(?:-\d{4})?\b)?`,
    core: STREET_CORE,
    isCoreTelling: true,
    boundary: notWithin,
    validate: (value) => !NO_STREET.test(value.replace(BEHIND_NAME, "")),
    confidence: 0.6,
    examples: [
      "i live at «742 evergreen drive»",
      "«123 main street, new haven, ct 06510»",
      "«12 oak street» 🏠",
      "«350 w 5th ave apt 4»",
    ],
    nearMisses: ["5 minutes drive", "a 4 wheel drive", "10 way street", "12.5 oak street", "12 oak streets"],
    reference,
  },
  {
    id: "address_lower_case_whole",
    name: "Address in small letters with state and ZIP code",
    category: "address",
    source: String.raw`\d{1,6} (?:[a-z0-9.#'-]{1,20} ){1,5}${LOWER_TYPE}\b\.?(?:,? [a-z0-9.#'-]{1,20}){1,8},? ${LOWER_STATE},? \d{5}(?:-\d{4})?`,
    core: String.raw`[a-z],? ${LOWER_STATE},? \d{5}`,
    isCoreTelling: true,
    boundary: notWithin,
    confidence: 0.75,
    examples: [
      "«8528 davis blvd # 134 north richland hills tx 76182-8367»",
      "«13603 marina pointe dr apt c312, marina del rey ca 90292» 🏠",
    ],
    nearMisses: ["8528 davis blvd tx", "v8528 davis blvd north hills tx 76182", "100 users in 2019 or 12345"],
    reference,
  },
];
