import { useCallback, useEffect, useRef } from "react";

/**
 * A press may take its own button away, or move it, and the focus with it. Gives a function to name what is to have
 * the focus afterwards: the first of these ids that is there and not disabled.
 * @param changed What the press changes.
 */
export function useFocusAfter(changed: unknown): (...ids: string[]) => void {
  const wanted = useRef<string[]>([]);
  useEffect(() => {
    for (const id of wanted.current) {
      const element = document.getElementById(id);
      element?.focus();
      if (element && element === document.activeElement) break;
    }
    wanted.current = [];
  }, [changed]);
  return useCallback((...ids: string[]) => {
    wanted.current = ids;
  }, []);
}
