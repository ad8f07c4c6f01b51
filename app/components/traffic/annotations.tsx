import { Fact } from "./facts";

export interface AnnotationFacts {
  traceId: string | null;
  sessionId: string | null;
  label: string | null;
  seq: number | null;
  metadata: Record<string, string> | null;
}

function Id({ children }: { children: string }) {
  return <span className="font-mono text-sm">{children}</span>;
}

/** What the caller said about the request. */
export function Annotations({ facts }: { facts: AnnotationFacts }) {
  return (
    <>
      {facts.traceId && (
        <Fact name="Trace id">
          <Id>{facts.traceId}</Id>
        </Fact>
      )}
      {facts.sessionId && (
        <Fact name="Session">
          <Id>{facts.sessionId}</Id>
        </Fact>
      )}
      {facts.label && <Fact name="Label">{facts.label}</Fact>}
      {facts.seq !== null && <Fact name="Step">{facts.seq}</Fact>}
      {Object.entries(facts.metadata ?? {}).map(([key, value]) => (
        <Fact key={key} name={key}>
          {value}
        </Fact>
      ))}
    </>
  );
}
