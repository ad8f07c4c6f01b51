import { ASSIGNED } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const LATITUDE = String.raw`[+-]?\d{1,2}\.\d{4,16}`;
const LONGITUDE = String.raw`[+-]?\d{1,3}\.\d{4,16}`;
const SECONDS = String.raw`\d{1,2}(?:[.,]\d+)? ?(?:["″”]|''|′′|s(?:ec)?\b)`;
/** With signs or words (`28 deg 36' 50.04"`, `51d 30m 26s`); minutes with three decimals may be without. */
const DEGREES = String.raw`\d{1,3}(?: ?(?:°|º|˚) ?| ?deg\.? ?|d )(?:\d{1,2}(?:[.,]\d+)? ?(?:['′’]|m(?:in)?\b\.?)(?: ?${SECONDS})?|\d{1,2}\.\d{3,6}\b)`;

/** In many languages; of these "width" and "length" only where the earth is spoken of. */
const NAME =
  String.raw`(?:latitude|longitude|breitengrad|längengrad|geogra(?:ph|f)ische (?:breite|länge)|latitud|longitud|latitudine|longitudine|breddegrad|lengdegrad|længdegrad|breddgrad|längdgrad|` +
  String.raw`breedtegraad|lengtegraad|(?:szerokość|długość) geograficzna|zeměpisná (?:šířka|délka)|широта|долгота|довгота|enlem|boylam|纬度|经度|緯度|経度|위도|경도)`;

const numbersOf = (value: string) => value.match(/[+-]?\d+(?:\.\d+)?/g)?.map(Number) ?? [];

const isLatitude = (degrees: number) => Math.abs(degrees) <= 90;
const isLongitude = (degrees: number) => Math.abs(degrees) <= 180;

/** Two small numbers are shares, weights or vectors far more often than a place in the Gulf of Guinea. */
function isPlace(value: string): boolean {
  const [latitude = 0, longitude = 0] = numbersOf(value);
  return (
    isLatitude(latitude) && isLongitude(longitude) && Math.max(Math.abs(latitude), Math.abs(longitude)) >= 5
  );
}

/** One of a list of numbers is no coordinate: a pair stands alone. */
const isPair = (before: string, after: string) =>
  !/[\w.$€£]$|\d[;,]? ?$|\d, $/.test(before) &&
  !/^(?!,\d\d?(?:\.\d+)?z)(?:\w|\.\d|[;,]? ?[+-]?\d|%)/.test(after);

const reference = "ISO 6709; RFC 5870 (geo URI); WGS 84";

export const GPS_COORDINATES_PATTERNS: readonly Pattern[] = [
  {
    id: "gps_decimal_pair",
    name: "Latitude and longitude in decimal degrees",
    category: "gps_coordinates",
    source: String.raw`${LATITUDE}°?(?: ?[NS])?(?:[,;] ?|/| |%2C)${LONGITUDE}°?(?: ?[EWO]\b)?`,
    boundary: isPair,
    validate: isPlace,
    confidence: 0.75,
    examples: [
      "«37.774929, -122.419416»",
      "at «52.520008,13.404954».",
      "geo:«48.85837,2.294481»;u=35",
      "https://maps.example/@«51.50735,-0.12776»,17z",
      "«40.7128° N, 74.0060° W»",
      "座標は«35.689487 139.691711»",
      "[«-33.865143, 151.209900»]",
      "?q=«51.50735%2C-0.12776»&z=3",
    ],
    nearMisses: [
      "0.774929, -0.419416",
      "(2.142857, 1.785714)",
      "97.774929, -122.419416",
      "37.774929, -222.419416",
      "37.77, -122.41",
      "1.2345, 37.774929, -122.419416",
      "[37.774929, 12.419416, 0.123456]",
      "$37.7749, 12.4194",
    ],
    reference,
  },
  {
    id: "gps_degrees",
    name: "Latitude and longitude in degrees and minutes",
    category: "gps_coordinates",
    source: String.raw`(?:${DEGREES} ?[NS],? ?(?:/ ?)?${DEGREES} ?[EWO]|[NS] ?${DEGREES},? ?(?:/ ?)?[EW] ?${DEGREES})`,
    core: String.raw`(?:°|º|˚)|\d ?deg|\dd \d`,
    boundary: (before, after) => !/[\w.]$/.test(before) && !/^\w/.test(after),
    validate: (value) => {
      const degrees = [...value.matchAll(/(\d+) ?[°º˚d]/g)].map(([, number]) => Number(number));
      return isLatitude(degrees[0] ?? 99) && isLongitude(degrees[1] ?? 999);
    },
    confidence: 0.95,
    examples: [
      `«37°46'30"N 122°25'10"W»`,
      "«48° 51′ 29.6″ N, 2° 17′ 40.2″ E»",
      "📍«N 52° 31.200', E 13° 24.300'», «N 52° 31.200 E 013° 24.300»",
      `GPS Position: «28 deg 36' 50.04" N, 77 deg 12' 32.40" E»`,
      "«51d 30m 26s N, 0d 7m 39s W»",
    ],
    nearMisses: [
      `97°46'30"N 122°25'10"W`,
      `37°46'30"N`,
      "turn 45°30'",
      `137°46'30"N 122°25'10"W`,
      `37°46'30"N 122°25'10"West`,
    ],
    reference,
  },
  {
    id: "gps_labelled",
    name: "Latitude or longitude after its name",
    category: "gps_coordinates",
    before: String.raw`(?i:${NAME}(?: ?\([^()\n\d]{1,20}\))?(?:${ASSIGNED}|,?(?: is| of| ist| es)? ))`,
    source: String.raw`[+-]?\d{1,3}[.,]\d{3,16}`,
    core: `(?i:${NAME})`,
    boundary: (_before, after) => !/^(?:\w|\.\d)/.test(after),
    validate: (value) => isLongitude(Number(value.replace(",", "."))),
    confidence: 0.9,
    examples: [
      "longitude: «-122.419»",
      '{"latitude": «52.5200», "longitude": «13.4050»}',
      "latitude is «48.8584» 🗼",
      "homeLatitude=«0.5123»",
      "Breitengrad «47,376888», geographische Länge: «8,541694»",
      "широта: «55.7558», 纬度：«39.9042», szerokość geograficzna «52.2297»",
    ],
    nearMisses: ["longitude: 922.419416", "latitude: 37.77", "latitude: 37.774929.1", "platitude 37"],
    reference,
  },
  {
    id: "gps_labelled_short",
    name: "Latitude or longitude after its abbreviation",
    category: "gps_coordinates",
    before: String.raw`(?:(?i:(?:^|[^a-z])(?:lat|lon|lng|long)(?:${ASSIGNED}| ))|[a-z](?:Lat|Lon|Lng)${ASSIGNED})`,
    source: String.raw`[+-]?\d{1,3}\.\d{4,16}`,
    boundary: (_before, after) => !/^(?:\w|\.\d)/.test(after),
    validate: (value) => isLongitude(Number(value)),
    confidence: 0.85,
    examples: [
      "GPS_LAT=«37.774929»\nGPS_LON=«-122.419416»",
      '{"lat":«52.520008»,"lng":«13.404954»}',
      "lat=«48.8584»&lon=«2.2945»",
      "userLat: '«-33.8651»' 📍",
    ],
    nearMisses: ["lng: 922.419416", "lat: 37.77", "translate: 37.774929", "lat=37.774929.1", "flat=48.8584"],
    reference,
  },
  {
    id: "gps_geometry",
    name: "Point in GeoJSON or well-known text",
    category: "gps_coordinates",
    before: String.raw`(?:(?i:POINT(?: Z)?) ?\(|\\?["']?coordinates\\?["']? ?[:=] ?\[\s{0,8})`,
    source: String.raw`[+-]?\d{1,3}\.\d{3,16}(?:,\s{0,8}| )[+-]?\d{1,2}\.\d{3,16}`,
    validate: (value) => {
      const [longitude = 999, latitude = 99] = numbersOf(value);
      return isLatitude(latitude) && isLongitude(longitude);
    },
    confidence: 0.95,
    examples: ['{"type":"Point","coordinates":[«-122.4194, 37.7749»]}', "POINT(«13.4050 52.5200») 🗺️"],
    nearMisses: ['"coordinates":[3, 4]', "POINT(200.1234 10.1234)"],
    reference: "RFC 7946; OGC 06-103r4",
  },
  {
    id: "gps_breadth_and_length",
    name: "Latitude and longitude as “Breite” and “Länge”",
    category: "gps_coordinates",
    before: String.raw`(?i:\b(?:breite|länge|breedte|lengte)(?:: ?| ))`,
    source: String.raw`\d{1,3}[.,]\d{5,16}°?`,
    boundary: (_before, after) => !/^(?: ?(?:[cmk]?m|inch|Zoll)\b|\w|[.,]\d)/.test(after),
    confidence: 0.7,
    examples: ["Breite «47,376888», Länge «8,541694»", "📍 breedte: «52.370216» lengte: «4.895168»"],
    nearMisses: ["Breite 47,376888 m", "Breite: 47,37", "Länge 1.376888.2"],
    reference,
  },
  {
    id: "gps_hemisphere_first",
    name: "Decimal degrees behind the letters of their hemispheres",
    category: "gps_coordinates",
    source: String.raw`[NS] ?\d{1,2}\.\d{3,16}°?,? [EW] ?\d{1,3}\.\d{3,16}°?`,
    core: String.raw`\d°?,? [EW] ?\d`,
    boundary: (before, after) => !/\w$/.test(before) && !/^(?:\w|\.\d)/.test(after),
    validate: isPlace,
    confidence: 0.9,
    examples: ["«N 47.0737, E 15.4371»", "📍«S33.8651° E151.2099°»"],
    nearMisses: [
      "N 47.07, E 15.43",
      "weights N 0.123 E 0.456",
      "EN 47.0737, E 15.4371",
      "N 47.0737, E 15.4371.2",
    ],
    reference,
  },
  {
    id: "gps_sentence",
    name: "Position in an NMEA sentence, or signed without a space",
    category: "gps_coordinates",
    source: String.raw`\d{4}\.\d{2,7},[NS],\d{5}\.\d{2,7},[EW]|[+-]\d{2}\.\d{4,16}[+-]\d{3}\.\d{4,16}`,
    boundary: (before, after) => !/[\w.]$/.test(before) && !/^[\w.]/.test(after),
    confidence: 0.95,
    examples: ["$GPGGA,123519,«4807.038,N,01131.000,E»,1,08", "📍 «+48.8577+002.2950»/"],
    nearMisses: ["4807.038,N,1131.000,E", "+48.8577+002.2950.1", "14807.038,N,01131.000,E"],
    reference: "NMEA 0183; ISO 6709 annex H",
  },
  {
    id: "gps_cells",
    name: "Latitude and longitude in two columns of a table",
    category: "gps_coordinates",
    source: String.raw`[+-]?\d{1,2}\.\d{3,16}(?:[,;\t]| \| )[+-]?\d{1,3}\.\d{3,16}`,
    boundary: (before, after) =>
      /(?:^|[\n,;\t("]|\| )$/.test(before) && /^(?:$|[\r\n,;\t)"]| \|)/.test(after),
    validate: isPlace,
    context: [
      "lat,lon",
      "lat,lng",
      "lat,long",
      "lat, lon",
      "lat, lng",
      "lat;lon",
      "lat;lng",
      "lat\tlon",
      "lat\tlng",
      "latitude,longitude",
      "latitude, longitude",
      "latitude;longitude",
      "latitude\tlongitude",
      "latitude | longitude",
    ],
    confidence: 0.8,
    examples: [
      "id,lat,lon\n1,«38.722252,-9.139337»\n2,«41.157944,-8.629105»",
      "| Ort | Latitude | Longitude |\n| Graz | «47.0707 | 15.4395» |",
      "insert into 地 (latitude, longitude) values («47.0707,15.4395»)",
    ],
    nearMisses: [
      "id,x,y\n1,38.722252,-9.139337",
      "lat,lon\n0.722252,-0.139337",
      "lat,lon\nat 38.722252,-9.139337 or so",
    ],
    reference: "RFC 4180; GitHub Flavored Markdown, tables",
  },
];
