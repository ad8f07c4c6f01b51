import { Form, useNavigation } from "@remix-run/react";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { CONTROL } from "~/components/ui/field";
import { formatNoun } from "~/lib/quantity";
import type { RuleIssue } from "~/rules/rule";

/** More than anybody reads at once; the rest shows once these are mended. */
const MOST_SHOWN = 30;
const PROBLEMS = "import-problems";
/** Forms are cut off at 1 MiB, and then nothing comes back at all: the browser says so before it sends. */
const LARGEST_FILE = 1_000_000;

function checkSize(input: HTMLInputElement): void {
  const [file] = input.files ?? [];
  const isTooLarge = file !== undefined && file.size > LARGEST_FILE;
  input.setCustomValidity(isTooLarge ? "This file is larger than 1 MB. The admin command takes it." : "");
}

/** `[2].actions[0].type` → the third rule, `actions[0].type`. */
function placeOf(path: string): { rule: string | null; inside: string } {
  const [, index, inside = ""] = /^\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  return index === undefined ? { rule: null, inside: path } : { rule: `Rule ${Number(index) + 1}`, inside };
}

function Issue({ issue: { path, message } }: { issue: RuleIssue }) {
  const { rule, inside } = placeOf(path);
  return (
    <li className="[overflow-wrap:anywhere]">
      {rule !== null && <span className="font-medium">{rule}</span>}
      {rule !== null && " "}
      {inside !== "" && <code className="font-mono text-xs">{inside}</code>}
      {path !== "" && ": "}
      {message}
    </li>
  );
}

function Problems({ issues }: { issues: readonly RuleIssue[] }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), [issues]);
  const more = issues.length - MOST_SHOWN;
  return (
    <div
      ref={ref}
      id={PROBLEMS}
      role="alert"
      tabIndex={-1}
      className="rounded-lg bg-negative-soft px-4 py-3 text-negative"
    >
      <p className="flex items-center gap-2 text-base font-medium">
        <CircleAlert size={16} className="shrink-0" aria-hidden />
        Nothing was imported: {formatNoun(issues.length, "problem")}
      </p>
      <ul className="mt-1.5 space-y-1 pl-6 text-sm">
        {issues.slice(0, MOST_SHOWN).map((issue) => (
          <Issue key={`${issue.path} ${issue.message}`} issue={issue} />
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}

interface ImportFormProps {
  /** Why the last try came to nothing, and its text. */
  problem: { issues: RuleIssue[]; text: string } | null;
  cancelTo: string;
}

/** A file, or its text. After a try that failed the text is here, wherever it came from, to be mended and sent again. */
export function ImportForm({ problem, cancelTo }: ImportFormProps) {
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Its text is below, to be mended: sent again, the file would go before that.
    if (!problem || !file.current) return;
    file.current.value = "";
    checkSize(file.current);
  }, [problem]);
  const busy = useNavigation().formMethod === "POST";
  const wrong = problem ? { "aria-invalid": true, "aria-describedby": PROBLEMS } : {};
  return (
    <Form method="post" encType="multipart/form-data" className="max-w-3xl space-y-6">
      {problem && <Problems issues={problem.issues} />}
      <Card className="space-y-5 p-4 sm:p-5">
        <div>
          <label htmlFor="import-file" className="mb-1.5 block text-base font-medium">
            Rule file
          </label>
          <input
            ref={file}
            id="import-file"
            name="file"
            onChange={(event) => checkSize(event.currentTarget)}
            type="file"
            accept=".json,application/json"
            className="block w-full text-base text-ink-muted file:mr-3 file:h-9 file:cursor-pointer file:rounded file:border file:border-solid file:border-line-strong file:bg-surface file:px-3.5 file:font-medium file:text-ink hover:file:bg-hover"
          />
          <p className="mt-1.5 text-sm text-ink-muted">
            JSON, as the export writes it or as the open-source Grepture proxy keeps it. Up to 1 MB here; the
            admin command takes larger files.
          </p>
        </div>
        <div>
          <label htmlFor="import-text" className="mb-1.5 block text-base font-medium">
            Or its text
          </label>
          <textarea
            // What came back after a failed try takes the place of what was there.
            key={problem?.text}
            id="import-text"
            name="text"
            rows={problem ? 18 : 10}
            spellCheck={false}
            autoComplete="off"
            placeholder={'[{ "name": "…", "actions": [{ "type": "redact_pii", "categories": ["email"] }] }]'}
            defaultValue={problem?.text}
            {...wrong}
            className={`${CONTROL} py-2 font-mono text-sm`}
          />
          <p className="mt-1.5 text-sm text-ink-muted">
            Where a file is chosen, it is taken instead. The rules are added after those that exist, in the
            order of the file, all or none.
          </p>
        </div>
      </Card>
      <div className="flex gap-2">
        <Button disabled={busy}>{busy ? "Importing…" : "Import rules"}</Button>
        <ButtonLink to={cancelTo} variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
