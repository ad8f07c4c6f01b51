import { useLocation } from "@remix-run/react";
import clsx from "clsx";
import { useEffect, useRef, type ReactNode } from "react";

/**
 * Attributes of a button that opens the popover `id`, or closes it. Spread, because React 18 hands unknown lower-case
 * attributes through but its types do not know them yet.
 */
export function popoverButton(id: string, action: "toggle" | "hide" = "toggle") {
  return { popovertarget: id, popovertargetaction: action };
}

const AUTO = { popover: "auto" };

interface PopoverProps {
  id: string;
  /** Its accessible name is the text of the element with this id. */
  labelledBy: string;
  /** Dims the page and stands in its middle. */
  modal?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * The platform's popover: a `<button popovertarget={id}>` opens it and Escape or a click outside closes it without a
 * line of script. With script it also takes the focus and closes when the page changes.
 */
export function Popover({ id, labelledBy, modal = false, className, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { key } = useLocation();

  useEffect(() => {
    const element = ref.current;
    const focusOnOpen = (event: Event) => {
      if ("newState" in event && event.newState === "open") element?.focus();
    };
    element?.addEventListener("toggle", focusOnOpen);
    return () => element?.removeEventListener("toggle", focusOnOpen);
  }, []);

  useEffect(() => {
    const element = ref.current;
    if (element?.matches(":popover-open")) element.hidePopover();
  }, [key]);

  return (
    <div
      ref={ref}
      id={id}
      {...AUTO}
      role="dialog"
      aria-labelledby={labelledBy}
      tabIndex={-1}
      className={clsx(
        "rounded-lg border border-line bg-surface text-ink shadow-overlay",
        modal && "modal m-auto w-[min(26rem,calc(100vw-2rem))]",
        className,
      )}
    >
      {children}
    </div>
  );
}
