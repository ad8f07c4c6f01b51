import clsx from "clsx";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { CONTROL } from "./field";

/** A box to search or filter with. Named by `aria-label`: the icon stands for a visible label. */
export function SearchInput({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <div className={clsx("relative", className)}>
      <Search
        size={15}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-muted"
        aria-hidden
      />
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        {...props}
        className={clsx(CONTROL, "h-9 pl-9")}
      />
    </div>
  );
}
