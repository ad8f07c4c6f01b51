import { hasAbaCheckDigit, hasCbuCheckDigits } from "~/detection/bank-numbers";
import { announcedBy, askedFor, NAME_START, ownName, NUMBER_WORD } from "~/detection/announced-value";
import { type Boundary, type Pattern } from "~/detection/pattern";
import { digitsOf, looksLikeDate } from "~/detection/validators";

const EUROPEAN_NAMES =
  `konto(?:nummer|[ _-]?nr\\b\\.?)|${NAME_START}kto\\b\\.?(?:[ _-]?nr\\b\\.?)?|rekeningnummer|rekeningnr|tilinumero|` +
  "(?:num[ée]ro|(?:n°|nº|n\\.)|no\\.?) de compte(?: bancaire)?|compte (?:bancaire )?(?:(?:n°|nº|n\\.)|no\\.?|num[ée]ro)|" +
  "(?:n[úu]mero|(?:n°|nº|n\\.)|nro\\.?|no\\.?) de cuenta|cuenta (?:bancaria|corriente|de ahorros?)(?: n[úu]mero| (?:n°|nº|n\\.)| nro\\.?)?|" +
  "conta (?:corrente|poupança|banc[áa]ria)(?: (?:n°|nº|n\\.))?|n[úu]mero da conta|numero (?:di )?conto|conto corrente(?: (?:n°|nº|n\\.))?|" +
  "(?:numer|nr) (?:rachunku|konta)|hesap (?:no|numaras[ıi])|номер сч[её]та|расч[её]тный сч[её]т|р/с";
/** "Acc" alone begins too many other words. */
const ACC = String.raw`\b(?:acc no|acc\. no|acc_no|accno|acc-no|acc num|acc_num|accnum|acc ?#|acc\. nr)(?:\b|\.|_)\.?`;
const NAMES =
  `(?:account|${ownName("acct")}|${ownName("a/c")})${NUMBER_WORD}|${ACC}|account["': ={>\\s]{2,12}number|` +
  `(?:bank|check(?:ing)?|chequing|savings?|current|deposit|beneficiary|payee|recipient|receiver|sender|from|to|debit|credit|source|destination)[ _-]?(?:account|acct)${NUMBER_WORD}?|` +
  `${EUROPEAN_NAMES}|no(?:mor)?\\.? rekening|số tài khoản|(?:账|帐|賬|帳)(?:号|號|户|戶)(?:号码|號碼)?|银行卡号|口座番号|계좌 ?번호`;

/** Not the beginning of something longer. */
const ENDS: Boundary = (_before, after) => !/^(?:[.,]\d|-\w|:\d|%)/.test(after);

function isAccountNumber(value: string): boolean {
  const { length } = digitsOf(value);
  return length >= 6 && length <= 28 && !looksLikeDate(value);
}

export const BANK_ACCOUNT_PATTERNS: readonly Pattern[] = [
  {
    id: "bank_account",
    name: "Account number that is announced",
    category: "bank_account",
    before: askedFor(NAMES),
    source: String.raw`(?:[A-Z]{2,4}-?)?(?:\d{6,28}(?:-[\dX]|/\d{4})?\b|(?:\d{1,6}[ .-]){1,4}\d{3,10}(?:[ .-]\d{1,10}){0,6}(?:/\d{4})?\b)`,
    boundary: ENDS,
    validate: isAccountNumber,
    confidence: 0.8,
    examples: [
      "account number «000123456789»",
      '{"accountNumber": "«55779911»"}',
      "Acct #: «4417 2093 881»",
      "bank_account=«77120934»&x=1",
      "Kontonummer «532013000», Kto.-Nr. «0648489890»",
      "numéro de compte : «00012345678»",
      "cuenta corriente nº «0049 1500 05 1234567892»",
      "conta corrente «12345678-9»",
      "číslo účtu / account no. «19-2000145399/0800»",
      "账号：«6217000010001234567»",
      "계좌번호 «110-234-567890»",
      "| Account Number | «81237645» |",
      "account no. «IS-99120034»",
      "has a bank account number of «9876543210123456»",
      "To Account: «5566778899»",
      '{"account": {"number": "«5566778899»"}}',
      "Can I have your account number?\n[11:02 AM] Customer: Yes, it's «987-654-321».",
    ],
    nearMisses: [
      "account number: 12345",
      "to account for page size<br>\n284305 filter",
      "account number ending in 1234",
      "account number: 2024-01-15",
      "account number: 15-01-2024",
      "account number: [REDACTED_BANK_ACCOUNT]",
      "account number: 12345678901234567890123456789",
      "account 2023 report 123456789",
      "account number 123456.789",
      "the discount number 123456789",
      "phone number: 4155550132",
    ],
    reference: "The name makes it recognisable: national formats differ, ISO 13616-1 lists them as BBAN",
  },
  {
    id: "bank_account_bare_label",
    name: "Account beside a code of its bank",
    category: "bank_account",
    before: announcedBy("\\b(?:account|acct|a/c|konto|kto|compte|cuenta|conto|conta)\\.?"),
    source: String.raw`\d{6,17}\b`,
    boundary: ENDS,
    validate: isAccountNumber,
    context: [
      "routing",
      "sort code",
      "sortcode",
      "bsb",
      "swift",
      "bic",
      "ifsc",
      "iban",
      "aba",
      "branch",
      "beneficiary",
      "bankleitzahl",
      "blz",
      "agência",
      "agencia",
    ],
    confidence: 0.75,
    examples: [
      '{"routing":"054926253","account":"«69543910511»"}',
      "Account: «61536092848», SWIFT BOFAUS3N",
      "BLZ 37040044 Konto: «0648489890» 🏦",
      "routing 054926253 account «69543910511»",
    ],
    nearMisses: [
      "account: 123456789012",
      "routing account: 1234.5678",
      "routing by account: 20240115",
      "account: 20240115 branch",
      "swift account: 1234567890.5",
    ],
    reference: "The code of the bank beside it tells whose account it is",
  },
  {
    id: "bank_account_beside_sort_code",
    name: "UK or Australian account number beside its sort code or BSB",
    category: "bank_account",
    source: String.raw`\b\d{8}\b`,
    boundary: (before, after) => !/[\w$€£][-.,:/+]?$/.test(before) && !/^(?:[-.:/]\w|,\d|%)/.test(after),
    validate: (value) => !looksLikeDate(value),
    context: ["sort code", "sortcode", "bsb"],
    confidence: 0.75,
    examples: [
      "sort code 20-00-00, account «55779911»",
      "BSB 062-000 ACC «12349876»",
      "«66374958» / 09-01-28 (sort code) 🏦",
    ],
    nearMisses: [
      "order 55779911",
      "sort code 20-00-00 as of 20240115",
      "sort code 20-00-00 ref A-55779911",
      "sort code: 5577991122",
    ],
    reference: "Pay.UK, account number modulus checking; AusPayNet",
  },
  {
    id: "bank_account_clabe",
    name: "Mexican CLABE",
    category: "bank_account",
    before: announcedBy(`${NAME_START}clabe(?: interbancaria)?`),
    source: String.raw`\d{3} ?\d{3} ?\d{11} ?\d\b`,
    validate: hasAbaCheckDigit,
    confidence: 0.95,
    examples: [
      "CLABE: «012180941689463420»",
      "cuenta CLABE «012 180 97865930300 4» 🏦",
      '{"clabe":"«012180941689463420»"}',
    ],
    nearMisses: ["CLABE: 012180941689463421", "CLABE 01218094168946342", "folio 012180941689463420"],
    reference: "Banco de México, CLABE",
  },
  {
    id: "bank_account_cbu",
    name: "Argentine CBU or CVU",
    category: "bank_account",
    before: announcedBy(`${NAME_START}(?:cbu|cvu)`),
    source: String.raw`\d{8}[ -]?\d{14}\b`,
    validate: hasCbuCheckDigits,
    confidence: 0.95,
    examples: [
      "CBU: «0116813674699490870986»",
      "CBU «28588289-99112508607671»",
      "我的 CVU 是 cvu=«0116813674699490870986»",
    ],
    nearMisses: ["CBU: 0116813674699490870987", "CBU 011681367469949087098", "nro 0116813674699490870986"],
    reference: "Banco Central de la República Argentina, CBU",
  },
  {
    id: "bank_account_new_zealand",
    name: "New Zealand bank account",
    category: "bank_account",
    source: String.raw`\b(?:0[1-689]|1[1-9]|2\d|3[0138])-\d{4}-\d{7}-\d{2,3}\b`,
    confidence: 0.85,
    examples: ["«12-3147-0836105-15»", "pay to «12-3100-0669258-29» 🥝"],
    nearMisses: ["07-3147-0836106-15", "99-3147-0836105-15", "12-3147-0836105-1", "12-3147-083610-15"],
    reference: "Payments NZ, bank account number structure",
  },
  {
    id: "bank_account_rib",
    name: "French RIB",
    category: "bank_account",
    before: announcedBy(`${NAME_START}(?:rib|bban)|relev[ée] d'identit[ée] bancaire`),
    source: String.raw`\d{5} ?\d{5} ?[A-Z0-9]{11} ?\d\d\b`,
    confidence: 0.85,
    examples: [
      "RIB : «30006 00011 12345678901 89»",
      "rib=«300060001112345678A0189»",
      "RIB：«20041 01005 0500013M026 06»",
    ],
    nearMisses: [
      "RIB 30006 00011 1234567890 89",
      "crib 30006 00011 12345678901 89",
      "RIB: [REDACTED_BANK_ACCOUNT]",
    ],
    reference: "Banque de France, relevé d'identité bancaire",
  },
];
