import type { FieldMetadata } from "@conform-to/react";
import clsx from "clsx";
import { useEffect, useState } from "react";
import { TextField } from "~/components/ui/field";

interface AzureFieldsProps {
  /** The chosen provider is Azure. */
  shown: boolean;
  /** The provider may still be changed: without script its fields have to be there already. */
  canChange: boolean;
  endpoint: FieldMetadata<string | undefined>;
  apiVersion: FieldMetadata<string | undefined>;
  labels: { endpoint: string; apiVersion: string };
}

/**
 * What only an Azure key has. Script takes the fields away for other providers, out of sight and out of the form;
 * where it may run, they are out of sight from the first byte, so that nothing jumps when it does.
 */
export function AzureFields({ shown, canChange, endpoint, apiVersion, labels }: AzureFieldsProps) {
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  if (!shown && !canChange) return null;
  const away = scripted && !shown;
  return (
    <fieldset
      hidden={away}
      disabled={away}
      className={clsx(
        "rounded-lg border border-line bg-sunken px-4 pt-2 pb-4",
        !shown && "[@media(scripting:enabled)]:hidden",
      )}
    >
      <legend className="sr-only">Azure OpenAI</legend>
      <p className="mb-3 text-sm text-ink-muted">
        {shown
          ? "Where your Azure resource is."
          : "For Azure OpenAI only; leave these empty for other providers."}
      </p>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          meta={endpoint}
          label={labels.endpoint}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://example.openai.azure.com"
          help="From the Azure portal, under Keys and Endpoint: the address alone, without a path."
        />
        <TextField
          meta={apiVersion}
          label={labels.apiVersion}
          optional
          autoComplete="off"
          spellCheck={false}
          placeholder="2024-10-21"
          help="For callers that don’t name one. Empty is 2024-10-21."
        />
      </div>
    </fieldset>
  );
}
