import {
  CircleCheck,
  CircleSlash,
  Scissors,
  ShieldAlert,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import { Badge, type Tone } from "~/components/ui/badge";

/** How a request ended; mirrors the trace's outcomes. */
export type Outcome = "ok" | "blocked" | "upstream_error" | "gateway_error" | "client_closed" | "truncated";

interface Look {
  label: string;
  tone: Tone;
  icon: LucideIcon;
}

const LOOKS: Record<Outcome, Look> = {
  ok: { label: "OK", tone: "positive", icon: CircleCheck },
  blocked: { label: "Blocked", tone: "warning", icon: ShieldAlert },
  upstream_error: { label: "Provider error", tone: "negative", icon: TriangleAlert },
  gateway_error: { label: "Refused", tone: "negative", icon: CircleSlash },
  client_closed: { label: "Client left", tone: "neutral", icon: Unplug },
  truncated: { label: "Cut off", tone: "warning", icon: Scissors },
};

/** In words, with an icon, and with the status that the caller got. */
export function OutcomeBadge({ outcome, status }: { outcome: Outcome; status: number | null }) {
  const { label, tone, icon: Icon } = LOOKS[outcome];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {label}
      {status !== null && <span className="font-mono tabular-nums opacity-90">{status}</span>}
    </Badge>
  );
}
