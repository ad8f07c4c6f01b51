/** What tells a password from the words, names and templates that stand in its place. One value, looked at once. */
import { isFilledIn } from "~/detection/randomness";

/** Types, literals, keywords, labels and what documentation writes for a password. */
const STAND_IN =
  /^(?:str(?:ing)?\??|secretstr|bytes|char|varchar|text|bool(?:ean)?|int(?:eger)?|number|object|any|unknown|optional|required|mandatory|missing|invalid|incorrect|wrong|empty|blank|none|null|nil|undefined|void|true|false|yes|no|on|off|hidden|masked|encrypted|hashed|hash|plain(?:text)?|default|current|new|old|self|this|value|input|field|label|type|name|key|token|secret|secrets|user(?:name)?|login|auth|authentication|basic|bearer|env|prompt|test|foo|bar|baz|abc|xyz|xxx|yyy|example|sample|dummy|todo|tbd|n\/a|u?int\d+|uint8array|buffer|securestring|float\d*|utf-?8|base64|hex|sha-?\d+|md5|bcrypt|scrypt|argon2\w*|pbkdf2|scram-sha-\d+|crypto|contraseña|senha|clave)$/i;

/** A name for a password, not one: `user_password`, `PasswordReset`, `forgot-password`. Digits make it one. */
const NAMES_PASSWORD = /passw|passphrase|passcode|pwd|^pass$/i;
/** `user->pw`, `std::string`, `DB_PASS`, `:pw`, `@pw`, `#field`, `/reset`, `https://…`. */
const REFERENCE =
  /^[A-Za-z_$][\w$]*(?:(?:->|::|\?\.)[A-Za-z_$][\w$]*)+$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[:@#.][A-Za-z_-]+$|^\.{0,2}\/|^\w+:\/\//;
/** `config.db.password2`: names with dots between them, of which digits make a password unless code says such names. */
const DOTTED = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/;
const CODE_NAME =
  /^(?:this|self|user|config|conf|process|env|os|req|request|args?|params?|props|data|form|body|ctx|context|opts?|options|settings|state|event|secrets?|values|var|local|module|exports?)\b|pass|pwd/i;

/** `$PW`, `%PW%`, `#{pw}`, `{{ pw }}`, `<pw>`, `[pw]`, `(pw)`, `?pw`, `!tag`. */
const TEMPLATE = /^\$\w+$|^%\w+%$|^![a-z]+$|^[<[({|?]|[$#%]\{|\{\{|\$\(|<\w+>/;
/** `f(x)`, `a[i]`, `a=b&c=d`, `x&quot`. */
const EXPRESSION = /\w[([]|&\w+=|&(?:quot|apos|lt|gt)$/;
/** `confirmPassword1`, `new_password_2`: variables for passwords. */
const VARIABLE = /^[a-z]+(?:[A-Z]|_)\w*$/;

/** Scripts without spaces, in which a value that long is a sentence; nobody types them blind. */
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const isDottedName = (value: string) => DOTTED.test(value) && (!/\d/.test(value) || CODE_NAME.test(value));

const MIN_LENGTH = 4;

/** For what stands alone or in quotes: any word that is no stand-in. */
export function isPassword(value: string): boolean {
  return (
    value.length >= MIN_LENGTH &&
    /[\p{L}\d]/u.test(value) &&
    !TEMPLATE.test(value) &&
    !STAND_IN.test(value) &&
    (/\d/.test(value) || !NAMES_PASSWORD.test(value)) &&
    !REFERENCE.test(value) &&
    !isDottedName(value) &&
    !IDEOGRAPHS.test(value) &&
    isFilledIn(value)
  );
}

/** For what stands in running text or code: words and names are not enough, it takes digits or symbols. */
export function isPasswordInText(value: string): boolean {
  return (
    /\d|[!@#$%^&*+=?~]./.test(value) &&
    /[\p{L}!@#$%^&*+=?~]/u.test(value) &&
    !/^\d+(?:\.\d+)*[a-z%]{0,2}$/i.test(value) &&
    !/^(?:pass(?:word)?|pwd|pw)\d?$/i.test(value) &&
    !EXPRESSION.test(value) &&
    !(VARIABLE.test(value) && /pass|pwd/i.test(value)) &&
    isPassword(value)
  );
}

/** Words that sentences are made of: a phrase without them is no label or message, but four words drawn at random. */
const FUNCTION_WORD =
  /\b(?:a|an|the|is|are|be|was|must|should|can|could|may|will|do|does|not|no|your|my|this|that|please|enter|to|of|for|in|on|at|and|or|with|by|from|if|it|has|have|you|we|new|current|forgot|reset|change|invalid)\b/;

/** Four words and more in lower case. */
export function isPassphrase(value: string): boolean {
  return !FUNCTION_WORD.test(value) && !/passw|passphrase/.test(value);
}
