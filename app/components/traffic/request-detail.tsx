import { CircleAlert, TriangleAlert } from "lucide-react";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { Section } from "~/components/ui/card";
import { Moment } from "~/components/ui/moment";
import { formatCount, formatDollars, formatDuration } from "~/lib/quantity";
import { Annotations, type AnnotationFacts } from "./annotations";
import { Fact, Facts } from "./facts";

export interface RequestFacts extends AnnotationFacts {
  startedAt: Date;
  requestId: string;
  apiKeyName: string | null;
  streaming: boolean;
  requestedModel: string | null;
  servedModel: string | null;
  provider: ProviderId | null;
  providerKeyName: string | null;
  durationMs: number;
  firstByteMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  reasoningTokens: number | null;
  /** US dollars; null when the model's price is unknown. */
  cost: number | null;
}

const count = (value: number | null) => (value === null ? null : formatCount(value));
const mono = (value: string | null) => value && <span className="font-mono text-sm">{value}</span>;

export function RequestFactsSection({ facts, zone }: { facts: RequestFacts; zone: string | null }) {
  return (
    <Section id="facts" title="Request">
      <Facts>
        <Fact name="Time">
          <Moment at={facts.startedAt} zone={zone} /> <span className="text-ink-faint">{zone ?? "UTC"}</span>
        </Fact>
        <Fact name="API key">{facts.apiKeyName ?? "Deleted key"}</Fact>
        <Fact name="Request id" wide>
          {mono(facts.requestId)}
        </Fact>
        <Fact name="Model asked for">{mono(facts.requestedModel)}</Fact>
        <Fact name="Model that answered">{mono(facts.servedModel)}</Fact>
        <Fact name="Provider key">
          {facts.provider && (
            <>
              {facts.providerKeyName ?? "The caller’s own"}{" "}
              <span className="text-ink-faint">{PROVIDER_NAMES[facts.provider]}</span>
            </>
          )}
        </Fact>
        <Fact name="Latency">
          {formatDuration(facts.durationMs)}
          {facts.firstByteMs !== null && (
            <span className="text-ink-faint"> · first byte {formatDuration(facts.firstByteMs)}</span>
          )}
        </Fact>
        <Fact name="Tokens in">
          {facts.inputTokens !== null && (
            <>
              {formatCount(facts.inputTokens)}
              <PartOfTokens tokens={facts.cachedInputTokens} word="from the cache" />
              <PartOfTokens tokens={facts.cacheWriteTokens} word="into the cache" />
            </>
          )}
        </Fact>
        <Fact name="Tokens out">
          {facts.outputTokens !== null && (
            <>
              {formatCount(facts.outputTokens)}
              <PartOfTokens tokens={facts.reasoningTokens} word="of thought" />
            </>
          )}
        </Fact>
        <Fact name="Tokens in all">{count(facts.totalTokens)}</Fact>
        <Fact name="Cost">{facts.cost === null ? "Unknown" : formatDollars(facts.cost)}</Fact>
        <Fact name="Answer">{facts.streaming ? "Streamed" : "Buffered"}</Fact>
        <Annotations facts={facts} />
      </Facts>
    </Section>
  );
}

/** Some of the tokens before it; nothing when the provider did not say. */
function PartOfTokens({ tokens, word }: { tokens: number | null; word: string }) {
  if (!tokens) return null;
  return (
    <span className="text-ink-faint">
      {" "}
      · {formatCount(tokens)} {word}
    </span>
  );
}

interface NoticesProps {
  errorMessage: string | null;
  passedThrough: boolean;
  warnings: string[];
}

const NOTICE = "flex items-start gap-2 rounded-lg px-3.5 py-2.5";

/** What went wrong, and what was changed or left out, above everything else. */
export function RequestNotices({ errorMessage, passedThrough, warnings }: NoticesProps) {
  const problems = [
    ...(passedThrough ? ["Rules could not be applied: the original request was sent on, unchanged."] : []),
    ...(errorMessage ? [errorMessage] : []),
  ];
  return (
    <>
      {problems.length > 0 && (
        <ul className="space-y-2">
          {problems.map((problem) => (
            <li key={problem} className={`${NOTICE} bg-negative-soft text-negative`}>
              <CircleAlert size={16} className="mt-0.75 shrink-0" aria-hidden />
              <span className="[overflow-wrap:anywhere]">{problem}</span>
            </li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <div className={`${NOTICE} bg-warning-soft text-warning`}>
          <TriangleAlert size={16} className="mt-0.75 shrink-0" aria-hidden />
          <div className="min-w-0">
            <h2 className="font-medium">Changed or left out on the way</h2>
            <ul className="mt-1 space-y-1 text-sm">
              {warnings.map((warning) => (
                <li key={warning} className="[overflow-wrap:anywhere]">
                  {warning}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}
