/** The mark: a line of text with a word taken out. */
export function LogoMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden className="shrink-0">
      <rect width="24" height="24" rx="6.5" className="fill-primary" />
      <rect x="5" y="6.75" width="14" height="2" rx="1" className="fill-primary-ink" opacity="0.55" />
      <rect x="5" y="10.5" width="9.5" height="3" rx="1.5" className="fill-primary-ink" />
      <rect x="16" y="11" width="3" height="2" rx="1" className="fill-primary-ink" opacity="0.55" />
      <rect x="5" y="15.25" width="8" height="2" rx="1" className="fill-primary-ink" opacity="0.55" />
    </svg>
  );
}
