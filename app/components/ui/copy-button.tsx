import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

const CONFIRMED_FOR_MS = 2000;

/**
 * Copies a text. Appears only once script runs: without it the text beside the button is selectable.
 * @param what Names the thing in the button's accessible name: "Copy API key".
 */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [ready, setReady] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => setReady(true), []);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  if (!ready) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // No permission or no secure context: the text stays selectable.
    }
  };
  return (
    <>
      <Button
        type="button"
        variant="secondary"
        size="sm"
        aria-label={`Copy ${what}`}
        onClick={() => void copy()}
      >
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        {copied ? "Copied" : "Copy"}
      </Button>
      <span role="status" className="sr-only">
        {copied ? `${what} copied` : ""}
      </span>
    </>
  );
}
