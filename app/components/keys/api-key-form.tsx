import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { TextField } from "~/components/ui/field";
import { apiKeySchema } from "~/lib/key-schemas";

export function ApiKeyForm({ lastResult }: { lastResult: SubmissionResult | null }) {
  const busy = useNavigation().formData?.get("intent") === "create";
  const [form, { name }] = useForm({
    id: "api-key",
    lastResult,
    constraint: getZodConstraint(apiKeySchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: apiKeySchema }),
  });
  return (
    <Form
      method="post"
      {...getFormProps(form)}
      className="flex flex-wrap items-start gap-3 px-4 py-4 sm:px-5"
    >
      <input type="hidden" name="intent" value="create" />
      <div className="min-w-56 flex-1">
        <TextField meta={name} label="Name" autoComplete="off" placeholder="checkout-service, production" />
      </div>
      <Button className="sm:mt-7" disabled={busy}>
        {busy ? "Creating…" : "Create API key"}
      </Button>
    </Form>
  );
}
