import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { Card } from "~/components/ui/card";
import { CodeBlock } from "~/components/ui/code-block";
import { SdkSnippet } from "./sdk-snippet";

interface NewApiKeyProps {
  name: string;
  apiKey: string;
  baseUrl: string;
}

/** The only place and moment that a key is shown: in the answer to the form that made it. */
export function NewApiKey({ name, apiKey, baseUrl }: NewApiKeyProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), [apiKey]);
  return (
    <section aria-labelledby="new-key-title" className="mb-6">
      <Card className="border-line-strong p-4 sm:p-5">
        <h2
          id="new-key-title"
          ref={ref}
          tabIndex={-1}
          className="text-lg font-semibold [overflow-wrap:anywhere]"
        >
          Your new key “{name}”
        </h2>
        <p className="mt-1 mb-4 flex items-start gap-1.5 text-base text-warning">
          <CircleAlert size={15} className="mt-1 shrink-0" aria-hidden />
          Copy it now. It is stored as a digest and can’t be shown again.
        </p>
        <div className="space-y-3">
          <CodeBlock title="API key" what="API key" code={apiKey} />
          <SdkSnippet baseUrl={baseUrl} apiKey={apiKey} />
        </div>
      </Card>
    </section>
  );
}
