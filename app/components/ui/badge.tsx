import clsx from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "positive" | "negative" | "warning" | "accent";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-muted ring-line",
  positive: "bg-positive-soft text-positive ring-transparent",
  negative: "bg-negative-soft text-negative ring-transparent",
  warning: "bg-warning-soft text-warning ring-transparent",
  accent: "bg-accent-soft text-accent ring-transparent",
};

/** A short state in words; an icon may stand before them. Colour repeats what the words say. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex h-5.5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap ring-1 ring-inset",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
