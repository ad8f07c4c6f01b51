/** Street addresses of the European continent, most of which put the number last. */
import { NAME_WORD, NEXT_PART, PLACE_NAME, UNITS } from "~/detection/address-parts";
import { type Pattern } from "~/detection/pattern";

/** 12, 12a, 12-14, 12/3, 12 b. */
const NUMBER = String.raw`\d{1,4}(?: ?[a-zA-Z]\b)?(?: ?[-/] ?\d{1,4}[a-z]?)?`;
/** 10115 Berlin, D-10115 Berlin, 1012 AB Amsterdam, 113 51 Stockholm, 1100-148 Lisboa; then perhaps a country. */
const PLACE = String.raw`${NEXT_PART}(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4,5}(?: [A-Z]{2})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3})(?: |, )${PLACE_NAME}(?:, ${PLACE_NAME})?`;

/** One of them with what stands behind it, so that it is looked for with it. */
const anyOf = (options: readonly string[], behind = "") =>
  `(?:${options.map((option) => option + behind).join("|")})`;

const SMALL = "[a-zß-öø-ÿ]";
const GERMANIC_ENDINGS = (
  String.raw`straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|chaussee|steig|graben|pfad|promenade|straat|laan|plein|kade|gracht|` +
  String.raw`singel|dijk|steeg|gatan|gata|gade|v[äa]gen|vägen|veien|vegen|vej|gränd|stræde|allé|n?katu|kuja|polku|vegur|stígur|braut`
).split("|");
const GERMANIC_ENDING = anyOf(GERMANIC_ENDINGS);
const GERMAN_WORDS = (
  String.raw`Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|` +
  String.raw`Chaussee|Straat|Laan|Plein|vei|veg|plass|väg|vej|allé`
).split("|");
const GERMAN_WORD = anyOf(GERMAN_WORDS);

const ROMANCE_TYPES = (
  String.raw`Calle|calle|C/|Avenida|avenida|Avda\.?|Av\.|Plaza|plaza|Pza\.|Paseo|Pº|Carrera|Ronda|Camino|Carretera|Travesía|Glorieta|Via|Viale|` +
  String.raw`Piazza|piazza|Piazzale|Corso|Vicolo|Largo|Strada|Contrada|Lungomare|Rua|rua|R\.|Travessa|Praça|Alameda|Estrada|Rodovia|Praceta|Rue|Boulevard|Chaussée`
).split("|");
const ROMANCE_TYPE = anyOf(ROMANCE_TYPES);
const PARTICLE = String.raw`(?:de|del|della|delle|dei|degli|di|da|do|dos|das|du|des|la|las|los|le|les|el|al|y|e|sur|et|aux?) |d'|l'`;
const NAMES = String.raw`(?:${PARTICLE}){0,3}${NAME_WORD}(?: (?:${PARTICLE}){0,3}${NAME_WORD}){0,3}`;

/** Floor, stairs, door, flat. */
const ROMANCE_UNIT = String.raw`(?:,? (?:\d{1,2}[ºª°]|(?:[Pp]iso|[Pp]lanta|[Dd]e?pto\.?|[Ii]nt(?:erior|erno|\.)|[Bb]loque|[Bb]l\.|[Ee]sc(?:alera|\.)|[Ss]cala|[Pp]uerta|[Pp]ta\.|[Ll]ocal|[Aa]pto\.?|[Ss]ala|[Pp]iano|[Aa]ndar) ?(?:\d{1,4}[A-Z]?|[A-Z])\b|(?:izq|dcha|dto|esq)\.?)(?: ?[A-Z]\b)?){0,4}`;

const FRENCH_TYPE =
  String.raw`(?:rue|avenue|av\.|boulevard|bd\.?|blvd|place|pl\.|chemin|allée|impasse|quai|route|cours|square|passage|faubourg|sentier|esplanade|promenade|villa|cité|résidence|lotissement|` +
  String.raw`Rue|Avenue|Av\.|Boulevard|Bd|Place|Chemin|Allée|Impasse|Quai|Route|Cours|Square|Passage)`;

const notWithin = (before: string, after: string) =>
  !/[\w$€£#/.=-]$/.test(before) && !/^(?:\w|[.,:]\d|-\w|%| ?(?:Uhr|%|€|km|Prozent|Euro)\b)/.test(after);
/** A year is no house number, and not every word that ends alike is a street. */
const isStreet = (value: string) =>
  !/ (?:19|20)\d\d$|^(?:Brigade|Renegade|Blockade|Decade|Zilkade|Stockade|Promenade|Norweg|Unterweg) |^Via [A-Z]{2,} /.test(
    value,
  );

const reference = "UPU S42, addressing systems of the member countries; DIN 5008; AFNOR NF Z10-011";

export const ADDRESS_EUROPE_PATTERNS: readonly Pattern[] = [
  {
    id: "address_germanic",
    name: "Street and house number, German, Dutch and Nordic",
    category: "address",
    source:
      String.raw`[A-ZÀ-Þ]${SMALL}{2,}${GERMANIC_ENDING} ${NUMBER}${UNITS}(?:${PLACE})?|` +
      String.raw`(?:${NAME_WORD}[ -]){1,3}${GERMAN_WORD} ${NUMBER}(?:${PLACE})?`,
    core: anyOf([...GERMANIC_ENDINGS, ...GERMAN_WORDS], String.raw` \d`),
    isCoreTelling: true,
    boundary: notWithin,
    validate: isStreet,
    confidence: 0.8,
    examples: [
      "Ich wohne in der «Musterstraße 12a, 10115 Berlin».",
      "«Lindenallee 7», «Alte Mainzer Str. 120 b, D-55128 Mainz»",
      "«Berliner Platz 3\n80331 München»",
      '{"street": "«Karl-Marx-Allee 99»"}',
      "«Keizersgracht 214-3, 1016 DX Amsterdam»",
      "«Storgatan 5, 113 51 Stockholm» 🇸🇪",
      "«Mannerheimvägen 12»",
    ],
    nearMisses: [
      "Musterstraße in Berlin",
      "Die Hauptstraße 2019",
      "Brigade 12",
      "am Bahnhofsplatz 12 Uhr",
      "xMusterstraße 12",
    ],
    reference,
  },
  {
    id: "address_with_postcode",
    name: "Name, house number, postcode and place, continental",
    category: "address",
    source: String.raw`(?:(?:Am|An|Auf|Bei|Hinter|Im|In|Unter|Zum|Zur)(?: de[nmr])? )?${NAME_WORD}(?:[ -]${NAME_WORD}){0,2} ${NUMBER}(?:, ?| |,? ?\n {0,8})(?:[A-Z]{1,2}-)?\d{5} [A-ZÀ-Þ][a-zß-ÿ]{2}[A-Za-zÀ-ſ-]*(?:[ /](?:am |an der )?[A-ZÀ-Þ][a-zß-ÿ]{2,}){0,2}`,
    core: String.raw`\d(?: ?[a-zA-Z])?(?:, ?| |,? ?\n {0,8})(?:[A-Z]{1,2}-)?\d{5} [A-ZÀ-Þ][a-zß-ÿ]{2}`,
    boundary: notWithin,
    validate: (value) =>
      !/(?:^| )(?:19|20)\d\d[,\n]/.test(value) &&
      !/\d{5} (?:January|February|March|April|May|June|July|August|September|October|November|December|USA)/.test(
        value,
      ),
    confidence: 0.75,
    examples: [
      "«Am Markt 3, 04109 Leipzig»",
      "«Unter den Linden 77\n10117 Berlin»",
      "«An der Alster 42, D-20099 Hamburg» 🏠",
    ],
    nearMisses: [
      "Am Markt 3",
      "From 9150618 Thu Apr",
      "In January 2020, 12345 People",
      "=Markt 3, 04109 Leipzig",
      "Am Markt 3.5, 04109 Leipzig",
    ],
    reference,
  },
  {
    id: "address_french",
    name: "House number and street, French",
    category: "address",
    source: String.raw`\d{1,4}(?: ?(?:bis|ter|quater)|[A-Za-z])?,? ${FRENCH_TYPE} ${NAMES}(?:${PLACE})?`,
    core: String.raw`\d(?: ?(?:bis|ter|quater)|[A-Za-z])?,? ${FRENCH_TYPE} `,
    boundary: (before, after) => !/[\w$€#/.-]$|\d, $/.test(before) && !/^[a-zà-ÿ\d]/.test(after),
    confidence: 0.8,
    examples: [
      "«12 rue de la Paix, 75002 Paris»",
      "«45 bis avenue des Tilleuls\n69003 Lyon»",
      "«8, Boulevard Saint-Michel» à Paris",
      "Adresse : «3 impasse du Moulin, 31000 Toulouse» 🏠",
    ],
    nearMisses: ["12 rue", "la rue de la Paix", "1.12 rue de la Paix", "12 place of worship", "3 route Xy9"],
    reference,
  },
  {
    id: "address_romance",
    name: "Street and house number, Spanish, Italian and Portuguese",
    category: "address",
    source: String.raw`${ROMANCE_TYPE} ${NAMES},?(?: (?:n[.ºo°]{1,2}|nº|num\.))? ${NUMBER}${ROMANCE_UNIT}(?:${PLACE})?`,
    core: anyOf(ROMANCE_TYPES, " [A-Za-zÀ-ſ]"),
    isCoreTelling: true,
    boundary: notWithin,
    validate: isStreet,
    confidence: 0.75,
    examples: [
      "vive en «Calle Mayor 14, 28013 Madrid»",
      "«C/ Gran Vía, 32, 4º B»",
      "«Av. de los Olivos Sur 1228, Piso 4», «Calle Luna 7, esc. B, 2º izq., 28013 Madrid»",
      "«Via Garibaldi 12, 20121 Milano»",
      "«Rua das Flores, nº 85, 1200-195 Lisboa» ✉️",
      "«Avenida de la Constitución 7»",
    ],
    nearMisses: ["Via Garibaldi", "Calle Mayor 2019", "Plaza Mayor 5%", "xVia Roma 12", "Via Roma 12.5"],
    reference,
  },
  {
    id: "address_slavic",
    name: "Street and house number, Polish, Czech, Hungarian, Russian and Ukrainian",
    category: "address",
    source:
      String.raw`(?:[Uu]l\.|[Uu]lica|[Aa]l\.|[Aa]leja|os\.|[Pp]l\.|nám\.) ?(?:${NAME_WORD} ){1,3}${NUMBER}(?:${PLACE})?|` +
      String.raw`(?:${NAME_WORD} ){1,3}(?:utca|út|útja|tér|körút|u\.|krt\.) \d{1,4}\.?(?:/[A-Z])?|` +
      String.raw`(?:ул|пр|пер|просп|бул|вул)\. ?[А-ЯІЇЄ][а-яіїєё-]+(?: [А-ЯІЇЄ][а-яіїєё-]+)?,? (?:д\. ?|дом |буд\. ?)?\d{1,4}[а-я]?(?:,? кв\. ?\d{1,4})?`,
    core: String.raw`(?:[Uu]l\.|[Uu]lica|[Aa]l\.|[Aa]leja|os\.|[Pp]l\.|nám\.) ?${NAME_WORD}|(?:utca|út|útja|tér|körút|u\.|krt\.) \d|(?:ул|пр|пер|просп|бул|вул)\. ?[А-ЯІЇЄ]`,
    isCoreTelling: true,
    boundary: notWithin,
    confidence: 0.8,
    examples: [
      "«ul. Marszałkowska 84/92, 00-514 Warszawa»",
      "«Kossuth Lajos utca 12.» Budapest",
      "«Ulica Nowa 7», «Aleja Jerozolimska 5, 00-514 Warszawa»",
      "адрес: «ул. Ленина, д. 15, кв. 7»",
    ],
    nearMisses: ["ul. Marszałkowska", "ul. Nowa 5.5", "ул. Ленина"],
    reference,
  },
];
