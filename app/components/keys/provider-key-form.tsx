import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { providerKeySchema } from "~/lib/key-schemas";

/** Adds an OpenAI key. The key itself is never sent back to the page, not even after an error. */
export function ProviderKeyForm({ lastResult }: { lastResult: SubmissionResult | null }) {
  const busy = useNavigation().formData?.get("intent") === "add";
  const [form, { name, key }] = useForm({
    id: "provider-key",
    lastResult,
    constraint: getZodConstraint(providerKeySchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: providerKeySchema }),
  });
  return (
    <Form method="post" {...getFormProps(form)} autoComplete="off" className="space-y-4 px-4 py-4 sm:px-5">
      <ErrorSummary form={form} labels={{ name: "Name", key: "OpenAI API key" }} />
      <input type="hidden" name="intent" value="add" />
      <div className="grid gap-4 sm:grid-cols-[1fr_1.5fr]">
        <TextField meta={name} label="Name" autoComplete="off" placeholder="Production" />
        <TextField
          meta={key}
          type="password"
          label="OpenAI API key"
          autoComplete="off"
          spellCheck={false}
          placeholder="sk-…"
          help="Encrypted before it is stored. Nobody can read it back, you included."
        />
      </div>
      <Button disabled={busy}>{busy ? "Adding…" : "Add provider key"}</Button>
    </Form>
  );
}
