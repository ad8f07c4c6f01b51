import { ASSIGNED } from "~/detection/labels";
import { type Pattern } from "~/detection/pattern";

const LATITUDE = String.raw`[+-]?\d{1,2}\.\d{4,16}`;
const LONGITUDE = String.raw`[+-]?\d{1,3}\.\d{4,16}`;
const DEGREES = String.raw`\d{1,3} ?° ?\d{1,2}(?:\.\d+)? ?['′’](?: ?\d{1,2}(?:\.\d+)? ?(?:["″”]|''|′′))?`;

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
    source: String.raw`${LATITUDE}°?(?: ?[NS])?(?:[,;] ?|/| )${LONGITUDE}°?(?: ?[EWO]\b)?`,
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
    boundary: (before, after) => !/[\w.]$/.test(before) && !/^\w/.test(after),
    validate: (value) => {
      const degrees = [...value.matchAll(/(\d+) ?°/g)].map(([, number]) => Number(number));
      return isLatitude(degrees[0] ?? 99) && isLongitude(degrees[1] ?? 999);
    },
    confidence: 0.95,
    examples: [
      `«37°46'30"N 122°25'10"W»`,
      "«48° 51′ 29.6″ N, 2° 17′ 40.2″ E»",
      "📍«N 52° 31.200', E 13° 24.300'»",
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
    before: String.raw`(?i:(?:latitude|longitude|breitengrad|längengrad|latitud|longitud)(?:${ASSIGNED}|(?: is| of| ist| es)? ))`,
    source: String.raw`[+-]?\d{1,3}\.\d{3,16}`,
    boundary: (_before, after) => !/^(?:\w|\.\d)/.test(after),
    validate: (value) => isLongitude(Number(value)),
    confidence: 0.9,
    examples: [
      "longitude: «-122.419»",
      '{"latitude": «52.5200», "longitude": «13.4050»}',
      "latitude is «48.8584» 🗼",
      "homeLatitude=«0.5123»",
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
];
