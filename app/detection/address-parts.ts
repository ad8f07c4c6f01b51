/** Pieces of postal addresses, as expressions. All are case-sensitive: capitals are what tells a name from prose. */

/** From one part of an address to the next: a comma, spaces, or a new line (escaped in JSON). */
export const NEXT_PART = String.raw`(?:,? {0,4}(?:\r?\n|\\n) {0,8}|,? {1,4}|,)`;

/** Letters of the Latin script: classes of all of Unicode would fill the memory that all expressions share. */
const CAPITAL = "[A-ZÀ-ÞĀ-Ž]";
const LETTER = "[A-Za-zÀ-ſ'-]";

/** A capitalised word or an abbreviation. */
export const NAME_WORD = String.raw`${CAPITAL}(?:${LETTER}{0,3}\.|${LETTER}*)`;

/** Up to four words of which the first is capitalised. */
export const PLACE_NAME = String.raw`(?:(?:St|Ft|Mt)\. )?${CAPITAL}${LETTER}+(?: (?:(?:am|an|der|im|de|la|les|of|the|upon|on|del|di) ){0,2}${CAPITAL}${LETTER}+){0,3}`;

export const US_STATE_NAME =
  String.raw`(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|` +
  String.raw`Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|` +
  String.raw`(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)`;
export const US_STATE = String.raw`(?:A[KLRZ]|AA|AE|AP|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|${US_STATE_NAME})`;

export const US_ZIP = String.raw`\d{5}(?:-\d{4})?`;
export const UK_POSTCODE = String.raw`(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA)`;
export const CANADIAN_POSTCODE = String.raw`[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d`;
const CANADIAN_PROVINCE = "(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)";
const AUSTRALIAN_STATE = "(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)";

/** Apartment, suite, floor. */
export const UNIT = String.raw`(?:Apt|Apartment|Suite|Ste|STE|SUITE|APT|Unit|UNIT|Floor|Fl|Bldg|Building|Room|Rm|Flat|Lot|Space|apt|suite|unit|Wohnung|Bât|Appt)\b\.? ?#?[A-Za-z]?-?\d{0,5}[A-Za-z]?|#[ ]?[A-Za-z0-9-]{1,6}|\d{1,2}(?:st|nd|rd|th) (?:Floor|floor|Fl)`;
export const UNITS = `(?:${NEXT_PART}(?:${UNIT})){0,3}`;

/** What follows street and unit in English-speaking countries: city with state or province and code, or with postcode. */
export const ENGLISH_PLACE =
  String.raw`(?:(?:${NEXT_PART}${PLACE_NAME}){0,2}(?:,? {0,4}\n {0,8}|, ?| )(?:(?:\b${US_STATE}\b|D\.C\.)(?:,?\s{1,4}${US_ZIP}\b)?|${US_ZIP}\b|` +
  String.raw`${CANADIAN_PROVINCE},? ${CANADIAN_POSTCODE}|${AUSTRALIAN_STATE},? \d{4}\b|${UK_POSTCODE}\b))` +
  String.raw`(?:(?:,? |,? ?\n {0,8})(?:USA|U\.S\.A\.|US|United States(?: of America)?|UK|United Kingdom|England|Scotland|Wales|Canada|Australia)\b)?`;
