/** What a BIC (ISO 9362) looks like, and what tells one of letters alone from a word in capitals. */
import { countrySpecs } from "ibantools";

const BANK = "[A-Z]{4}";
/** Country codes of ISO 3166-1, and Kosovo's. */
const COUNTRY = `(?:${Object.keys(countrySpecs).join("|")})`;
const PLACE = "[A-Z0-9]{2}";
const BRANCH = "[A-Z0-9]{3}";

/** RE2 syntax. */
export const BIC = String.raw`${BANK}${COUNTRY}${PLACE}(?:${BRANCH})?\b`;
export const SPACED_BIC = String.raw`${BANK} ${COUNTRY} ${PLACE}(?: ${BRANCH})?\b`;

/** Country and place of the banks of the larger places that are named by letters alone; most others have a digit. */
const PLACES = new Set(
  (
    "AEAA AEAD ARBA ATWW BDDH BEBB BEBR BGSF BHBM BRRJ BRSP CATT CHBB CHBE CHGG CHZH CHZZ CLRM CNBJ CNSH COBM CZPP DEBB DEBE " +
    "DEDD DEFF DEHH DEKK DEMM DESS DEST DKKK EGCA ESBB ESMM FIHH FRCC FRPP GRAA HKHH HUHB IDJA ILIT ILTA INBB INDD ISRE ITMM " +
    "ITRR ITTT JPJT KRSE KWKW LBBE LULL MAMC MTMT MXMM MYKL NGLA NOKK PEPL PHMM PKKA PLPW PTPL QAQA ROBU RUMM SAJE SARI SESS " +
    "SGSG THBK TNTT TRIS TWTP ZAJJ"
  ).split(" "),
);

/** How words end. */
const WORD_ENDING = /^.{6}(?:A[LN]|CE|E[DNRS]|I[CS]|L[EY]|N[GST]|O[NR]|R[ESY]|S[EST]|T[ESY])/;

/** A place where banks are, a digit, or the ending of a head office: no word in capitals. */
export function isPlainlyBic(value: string): boolean {
  const bic = value.replaceAll(" ", "");
  return /\d|XXX$|^.{7}X/.test(bic) || PLACES.has(bic.slice(4, 8));
}

/** What an announced BIC may be: also of a place that we do not know, but no word. */
export function isPerhapsBic(value: string): boolean {
  return isPlainlyBic(value) || !WORD_ENDING.test(value.replaceAll(" ", ""));
}
