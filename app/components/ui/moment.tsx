import { formatDay, formatMoment } from "~/lib/viewer-time";

interface MomentProps {
  at: Date;
  zone: string | null;
  /** The day alone; the full moment stays in the tooltip. */
  dayOnly?: boolean;
}

/** A moment in the viewer's zone; machines read it in UTC. */
export function Moment({ at, zone, dayOnly = false }: MomentProps) {
  const full = `${formatMoment(at, zone)} ${zone ?? "UTC"}`;
  return (
    <time dateTime={at.toISOString()} title={full} className="whitespace-nowrap tabular-nums">
      {dayOnly ? formatDay(at, zone) : formatMoment(at, zone)}
    </time>
  );
}

/** Says which zone a page's times are in. */
export function ZoneNote({ zone }: { zone: string | null }) {
  return <span className="text-xs text-ink-faint">Times in {zone?.replaceAll("_", " ") ?? "UTC"}</span>;
}
