import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";

export interface ChainStep {
  id: string;
  name: string;
  provider: ProviderId;
  defaultModel: string | null;
}

/**
 * "then Backup, then Claude (Anthropic, claude-x)": where a request of `provider` goes when a key fails. A key of
 * another provider is told with the model that it asks instead.
 */
export function ChainText({ provider, chain }: { provider: ProviderId; chain: readonly ChainStep[] }) {
  return chain.map((step, index) => {
    const facts = [PROVIDER_NAMES[step.provider], step.defaultModel ?? "no default model"];
    return (
      <span key={step.id}>
        {index > 0 && ", "}
        then <span className="font-medium text-ink [overflow-wrap:anywhere]">{step.name}</span>
        {step.provider !== provider && ` (${facts.join(", ")})`}
      </span>
    );
  });
}
