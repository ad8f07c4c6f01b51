import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { SelectField, TextField } from "~/components/ui/field";
import {
  editedProviderKeySchema,
  KEY_PROVIDERS,
  newProviderKeySchema,
  type KeyProvider,
} from "~/lib/key-schemas";
import { PROVIDER_NAMES } from "~/providers/provider";
import { AzureFields } from "./azure-fields";
import { FallbackField, type LinkableKey } from "./fallback-field";

const LABELS = {
  provider: "Provider",
  name: "Name",
  key: "API key",
  endpoint: "Endpoint",
  apiVersion: "API version",
  defaultModel: "Default model",
  fallbackKeyId: "Fallback",
};
const PROVIDERS = KEY_PROVIDERS.map((id) => ({ value: id, label: PROVIDER_NAMES[id] }));

const MODEL_EXAMPLES: Record<KeyProvider, string> = {
  openai: "gpt-4.1-mini",
  anthropic: "claude-sonnet-4-5",
  gemini: "gemini-2.5-flash",
  azure: "the name of a deployment",
};
const KEY_EXAMPLES: Record<KeyProvider, string> = {
  openai: "sk-…",
  anthropic: "sk-ant-…",
  gemini: "AIza…",
  azure: "",
};

const isProvider = (value: string | undefined): value is KeyProvider =>
  KEY_PROVIDERS.some((provider) => provider === value);

/** A stored key, as the form begins. */
export interface StoredKeyFields extends LinkableKey {
  endpoint: string | null;
  apiVersion: string | null;
}

/** What the form edits, before it is checked. */
type FormFields = Partial<Record<keyof typeof LABELS, string | undefined>>;

/** All that differs between adding and editing. */
function variantFor(stored: StoredKeyFields | undefined) {
  if (!stored) {
    return {
      intent: "add",
      schema: newProviderKeySchema,
      defaultValue: { provider: "openai" },
      labels: LABELS,
      button: "Add provider key",
      busy: "Adding…",
      keyHelp: "Encrypted before it is stored. Nobody can read it back, you included.",
    };
  }
  const { provider, name, defaultModel, endpoint, apiVersion, fallbackKeyId } = stored;
  return {
    intent: "save",
    schema: editedProviderKeySchema,
    defaultValue: { provider, name, defaultModel, endpoint, apiVersion, fallbackKeyId },
    labels: { ...LABELS, key: "New API key" },
    button: "Save changes",
    busy: "Saving…",
    keyHelp: `Leave it empty to keep the stored key, which ends in …${stored.lastFour}.`,
  };
}

interface ProviderKeyFormProps {
  /** All keys of the organization. */
  keys: readonly LinkableKey[];
  /** The key to edit; a new one is added without. */
  stored?: StoredKeyFields;
  lastResult: SubmissionResult | null;
  /** Where "Cancel" leads. */
  cancelTo?: string;
}

/** Adds a key, or edits a stored one. The key itself is never sent back to the page, not even after an error. */
export function ProviderKeyForm({ keys, stored, lastResult, cancelTo }: ProviderKeyFormProps) {
  const { intent, schema, defaultValue, labels, ...words } = variantFor(stored);
  const busy = useNavigation().formData?.get("intent") === intent;
  const [form, fields] = useForm<FormFields>({
    id: "provider-key",
    lastResult,
    defaultValue,
    constraint: getZodConstraint(schema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
  const chosen = fields.provider.value;
  const provider = isProvider(chosen) ? chosen : "openai";
  return (
    <Form method="post" {...getFormProps(form)} autoComplete="off" className="space-y-4 px-4 py-4 sm:px-5">
      <ErrorSummary form={form} labels={labels} />
      <input type="hidden" name="intent" value={intent} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {stored ? (
          <input type="hidden" name="provider" value={stored.provider} />
        ) : (
          <SelectField meta={fields.provider} label={labels.provider} options={PROVIDERS} />
        )}
        <TextField meta={fields.name} label={labels.name} autoComplete="off" placeholder="Production" />
        <div className={stored ? "" : "sm:col-span-2"}>
          <TextField
            meta={fields.key}
            type="password"
            label={labels.key}
            optional={stored !== undefined}
            // Anything else lets browsers fill in the password of this page's account.
            autoComplete="new-password"
            spellCheck={false}
            placeholder={KEY_EXAMPLES[provider]}
            help={words.keyHelp}
          />
        </div>
      </div>
      <AzureFields
        shown={provider === "azure"}
        canChange={stored === undefined}
        endpoint={fields.endpoint}
        apiVersion={fields.apiVersion}
        labels={labels}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FallbackField
          meta={fields.fallbackKeyId}
          label={labels.fallbackKeyId}
          provider={provider}
          keys={keys}
          ownId={stored?.id ?? null}
        />
        <TextField
          meta={fields.defaultModel}
          label={labels.defaultModel}
          optional
          autoComplete="off"
          spellCheck={false}
          placeholder={MODEL_EXAMPLES[provider]}
          help="For falling back from another provider: its requests name a model that this one doesn’t have, so this model is asked instead."
        />
      </div>
      <div className="flex gap-2">
        <Button disabled={busy}>{busy ? words.busy : words.button}</Button>
        {cancelTo && (
          <ButtonLink to={cancelTo} variant="ghost">
            Cancel
          </ButtonLink>
        )}
      </div>
    </Form>
  );
}
