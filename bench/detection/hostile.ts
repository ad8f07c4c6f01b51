/** Texts that somebody makes to cost time: many near misses, labels without values, openings that never close. */
import { type MakeText } from "../texts/ordinary";
import { type Random } from "../texts/random";

const DIGITS = "0123456789";
const HEX = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const repeated =
  (piece: string): MakeText =>
  (length) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const characters =
  (alphabet: string): MakeText =>
  (length, random) =>
    random.characters(length, alphabet);

const pieces =
  (piece: (random: Random) => string): MakeText =>
  (length, random) => {
    const all: string[] = [];
    for (let total = 0; total < length; total += all.at(-1)?.length ?? 1) all.push(piece(random));
    return all.join("").slice(0, length);
  };

// prettier-ignore
const LABELS = [
  "ssn", "passport", "iban", "routing number", "account number", "cvv", "expiry", "NHS number", "driver's license",
  "license plate", "date of birth", "zip code", "sort code", "SWIFT", "tax id", "CPF", "DNI", "medical record number",
] as const;

export const HOSTILE: Readonly<Record<string, MakeText>> = {
  "long digits": characters(DIGITS),
  "wrong cards": repeated("4242 4242 4242 4241 "),
  "a@a@a": repeated("a@"),
  "nested quotes": repeated(`\\"'{"`),
  "phone: phone:": repeated("phone: "),
  "long hex": characters(HEX),
  "long base64": characters(BASE64),
  "password=": repeated("password="),
  "labels, digits": pieces(
    (random) => `${random.pick(LABELS)} ${random.characters(7 + random.below(6), DIGITS)} `,
  ),
  "groups of digits": pieces(
    (random) => random.characters(1 + random.below(5), DIGITS) + random.pick([" ", "-", "."]),
  ),
  "dots and slashes": pieces(
    (random) => `${random.characters(1 + random.below(3), HEX)}${random.pick([".", ":", "/"])}`,
  ),
  "http://a:http://a:": repeated("http://a:"),
};
