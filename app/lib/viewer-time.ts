/** Moments are stored and sent in UTC and shown in the viewer's zone. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 600;

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  // There are about 600 zone names; the bound holds even if an engine accepts more (offsets, odd spellings).
  if (formats.size < MOST_FORMATS) formats.set(zone, format);
  return format;
}

/**
 * "22 Nov 2026, 14:03:21". Put together from parts, because the punctuation of whole formats differs between
 * engines and the server's text must equal the browser's.
 * @param zone IANA zone; UTC when null.
 */
export function formatMoment(moment: Date, zone: string | null): string {
  const parts = Object.fromEntries(
    formatFor(zone ?? "UTC")
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts["day"]} ${parts["month"]} ${parts["year"]}, ${parts["hour"]}:${parts["minute"]}:${parts["second"]}`;
}

/** "22 Nov 2026". */
export function formatDay(moment: Date, zone: string | null): string {
  return formatMoment(moment, zone).split(",")[0] ?? "";
}
