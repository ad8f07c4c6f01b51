import { Badge } from "~/components/ui/badge";
import { Section } from "~/components/ui/card";
import { formatDuration } from "~/lib/quantity";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";

export interface AttemptFacts {
  position: number;
  provider: ProviderId | null;
  /** Null: the caller's own key. */
  providerKeyId: string | null;
  /** Null: a key that is gone, or the caller's own. */
  providerKeyName: string | null;
  model: string | null;
  status: number | null;
  errorClass: string | null;
  errorMessage: string | null;
  durationMs: number;
  translated: boolean;
  movedOnBecause: string | null;
}

const MOVED_ON: Readonly<Record<string, string>> = {
  rejected: "the provider does not accept this key",
  rate_limited: "the key is rate-limited",
  quota_exceeded: "the key has used up its quota",
  timeout: "no answer came in time",
  unreachable: "the provider could not be reached",
  server_error: "the provider failed",
};

/** The walk's own word for people; null where the attempt's message says it already. */
function movedOnText({ movedOnBecause, errorClass }: AttemptFacts): string | null {
  if (movedOnBecause === null || errorClass === "skipped") return null;
  const [, status] = /^http_(\d{3})$/.exec(movedOnBecause) ?? [];
  return MOVED_ON[movedOnBecause] ?? (status ? `it answered ${status}` : movedOnBecause);
}

function keyName({ providerKeyId, providerKeyName }: AttemptFacts): string {
  return providerKeyName ?? (providerKeyId === null ? "The caller’s own key" : "A key that was deleted");
}

function AttemptStatus({ status, errorClass }: Pick<AttemptFacts, "status" | "errorClass">) {
  if (errorClass === "skipped") return <Badge>Skipped</Badge>;
  // Classes such as "http_500" only repeat the status.
  const reason = errorClass?.startsWith("http_") ? null : errorClass;
  const failed = errorClass !== null || status === null || status >= 400;
  return (
    <Badge tone={failed ? "negative" : "positive"}>
      {status ?? "No answer"}
      {reason && ` · ${reason.replaceAll("_", " ")}`}
    </Badge>
  );
}

function AttemptItem({ attempt }: { attempt: AttemptFacts }) {
  const isSkipped = attempt.errorClass === "skipped";
  const movedOn = movedOnText(attempt);
  return (
    <li className="px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono text-sm text-ink-faint">{attempt.position + 1}</span>
        <span className="text-base font-medium [overflow-wrap:anywhere]">{keyName(attempt)}</span>
        <span className="text-sm text-ink-muted">
          {attempt.provider ? PROVIDER_NAMES[attempt.provider] : "Another host"}
        </span>
        {attempt.model && <span className="font-mono text-sm [overflow-wrap:anywhere]">{attempt.model}</span>}
        <AttemptStatus status={attempt.status} errorClass={attempt.errorClass} />
        {attempt.translated && <Badge tone="accent">Translated</Badge>}
        {!isSkipped && (
          <span className="ml-auto text-sm text-ink-muted tabular-nums">
            {formatDuration(attempt.durationMs)}
          </span>
        )}
      </div>
      {attempt.errorMessage && (
        <p
          className={`mt-1 pl-5 text-sm [overflow-wrap:anywhere] ${isSkipped ? "text-ink-muted" : "text-negative"}`}
        >
          {attempt.errorMessage}
        </p>
      )}
      {movedOn && (
        <p className="mt-1 pl-5 text-sm text-ink-muted">The next key was tried because {movedOn}.</p>
      )}
    </li>
  );
}

/** Each call to a provider, in order. */
export function AttemptsSection({ attempts }: { attempts: AttemptFacts[] }) {
  return (
    <Section id="attempts" title="Attempts">
      {attempts.length === 0 ? (
        <p className="px-4 py-5 text-base text-ink-muted sm:px-5">No provider was called.</p>
      ) : (
        <ol className="divide-y divide-line">
          {attempts.map((attempt) => (
            <AttemptItem key={attempt.position} attempt={attempt} />
          ))}
        </ol>
      )}
    </Section>
  );
}
