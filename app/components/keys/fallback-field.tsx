import type { FieldMetadata } from "@conform-to/react";
import { SelectField } from "~/components/ui/field";
import { fallbackChain } from "~/lib/fallback-chain";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { ChainText, type ChainStep } from "./chain-text";

/** A key that another can fall back to. */
export interface LinkableKey extends ChainStep {
  lastFour: string;
  fallbackKeyId: string | null;
}

/** Stands for a key that has no id yet. */
const NEW = "new";

function optionLabel({ name, provider, lastFour, defaultModel }: LinkableKey, from: ProviderId): string {
  const label = `${name} · ${PROVIDER_NAMES[provider]} · …${lastFour}`;
  return provider === from || defaultModel ? label : `${label} (needs a default model)`;
}

interface FallbackFieldProps {
  meta: FieldMetadata<string | undefined>;
  label: string;
  /** Of the key that the field is about. */
  provider: ProviderId;
  keys: readonly LinkableKey[];
  /** Null: the key is new. */
  ownId: string | null;
}

/** Which key is tried next, and the whole chain that this makes. */
export function FallbackField({ meta, label, provider, keys, ownId }: FallbackFieldProps) {
  const others = keys.filter((key) => key.id !== ownId);
  const own = { id: ownId ?? NEW, name: "", provider, defaultModel: null };
  const linked = [...others, { ...own, fallbackKeyId: meta.value || null }];
  const chain = fallbackChain<ChainStep & { fallbackKeyId: string | null }>(linked, own.id);
  const options = [
    { value: "", label: others.length > 0 ? "None" : "None: there is no other key yet" },
    ...others.map((key) => ({ value: key.id, label: optionLabel(key, provider) })),
  ];
  const describeChain = () =>
    chain.length > 0 ? (
      <>
        This key first, <ChainText provider={provider} chain={chain} />.
      </>
    ) : (
      "The key to try when this one is rejected or rate-limited, times out, or meets a server error."
    );
  return (
    <SelectField
      meta={meta}
      label={label}
      options={options}
      optional
      // A chain that was refused is told by its error.
      help={meta.errors ? undefined : describeChain()}
    />
  );
}
