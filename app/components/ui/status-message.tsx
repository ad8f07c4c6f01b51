import { useLocation } from "@remix-run/react";
import { CircleCheck } from "lucide-react";
import { useState } from "react";

/** Keeps a message on its page: loaders that run again there no longer send it. */
function useMessageOfPage(message: string | null): string | null {
  const { key } = useLocation();
  const [shown, setShown] = useState({ key, message });
  if (shown.key !== key || (message !== null && message !== shown.message)) {
    setShown({ key, message });
    return message;
  }
  return shown.message;
}

/** The outcome of the last act. The region is always there, so that a text that appears in it is announced. */
export function StatusMessage({ message }: { message: string | null }) {
  const shown = useMessageOfPage(message);
  return (
    <div role="status">
      {shown && (
        <p className="mb-5 flex items-start gap-2 rounded-lg bg-positive-soft px-3.5 py-2.5 text-base text-positive">
          <CircleCheck size={16} className="mt-0.75 shrink-0" aria-hidden />
          {shown}
        </p>
      )}
    </div>
  );
}
