/** What tells a street in English, where its number stands before its name. */

/** Words that hardly follow a number and a name unless a street is meant; only abbreviations end in a dot. */
export const TYPE =
  String.raw`(?:(?:Street|Avenue|Road|Boulevard|Drive|Lane|Court|Place|Square|Terrace|Parkway|Circle|Highway|Trail|Way|Crescent|Close|Alley|Plaza|Loop|Mews|Turnpike|Pike|Expressway|Freeway|Causeway|Crossing|Esplanade|Broadway|Quay|Wharf|Parade|` +
  String.raw`STREET|AVENUE|ROAD|BOULEVARD|DRIVE|LANE|COURT|PLACE|SQUARE|TERRACE|PARKWAY|CIRCLE|HIGHWAY|TRAIL|WAY|LOOP|PLAZA|street|road|avenue)\b|` +
  String.raw`(?:St|Str|Ave?|Rd|Blvd|Dr|Ln|Ct|Pl|Sq|Terr?|Pkwa?y|Cir|Hg?wy|Trl|Cres|Aly|Plz|Tpke|Expy|Fwy|Cswy|Xing|ST|AVE?|RD|BLVD|DR|LN|CT|PL|SQ|TERR?|PKWY|CIR|HWY|TRL|PLZ)\b\.?)`;

/** Words that also end other names: only with the rest of the address. */
export const WEAK_TYPE = String.raw`(?:Park|View|Point|Hill|Hills|Green|Run|Walk|Row|Gardens?|Grove|Heights|Ridge|Rise|Cove|Bend|Creek|Landing|Meadows?|Glen|Hollow|Path|Center|Centre|Mall|House|Gate|Fields?|End|Bridge|Vale|Mount|Drove|Side|Approach)`;

/** The same in small letters, where only what is common tells. */
export const SMALL_TYPE = "(?:street|avenue|ave|road|boulevard|blvd|lane|drive|court|rd|st)";
export const SMALL_DIRECTION = String.raw`(?:[nsew]\.?|north|south|east|west)`;
export const SMALL_WORD = String.raw`(?:[a-z]{3,14}|\d{1,3}(?:st|nd|rd|th))`;

/** As much of a street's name as tells where to look closer. */
const CORE_NAME = String.raw`(?:[A-Z\dÀ-Þ][A-Za-zÀ-ſ0-9'.-]*[ \n]|(?:of|the|de|la|del|los|las|and|&) ){0,6}`;

/** Contained in all of them: they are looked for together. */
export const STREET_CORE =
  String.raw`\d(?:[A-Za-z]|-?[A-Z]| 1/2)?,? (?:${CORE_NAME}(?:${TYPE}|${WEAK_TYPE}\b)|Broadway\b|Avenue [A-Z]\b|` +
  String.raw`${CORE_NAME}(?:Highway|Hwy|Route|Rte|Rt|CR|FM|SR|Spur|Loop|HIGHWAY|HWY|ROUTE|LOOP)\.? (?:No\.? )?\d|` +
  String.raw`(?:${SMALL_DIRECTION} )?(?:${SMALL_WORD} ){1,2}${SMALL_TYPE}\b)`;
