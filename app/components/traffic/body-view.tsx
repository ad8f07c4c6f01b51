import clsx from "clsx";
import { Section } from "~/components/ui/card";
import { CopyButton } from "~/components/ui/copy-button";
import { Badge } from "~/components/ui/badge";
import { viewJson, type Line, type Mark, type Piece } from "./json-view";

/** Longer bodies are shown as they are: colouring each token of them would cost more than it tells. */
const MOST_CHARACTERS_LAID_OUT = 64 * 1024;

const COLOURS = {
  key: "text-accent",
  string: "text-ink",
  literal: "text-positive",
  punctuation: "text-ink-faint",
};

function PieceView({ piece: { text, kind, marked } }: { piece: Piece }) {
  if (marked) return <mark className="font-medium">{text}</mark>;
  return <span className={COLOURS[kind]}>{text}</span>;
}

/** Neighbours of one look share an element. */
function merged(line: Line): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    if (last && !piece.marked && !last.marked && last.kind === piece.kind) last.text += piece.text;
    else pieces.push({ ...piece });
  }
  return pieces;
}

function JsonLines({ lines }: { lines: Line[] }) {
  return lines.map((line, index) => (
    // Lines of one text never move, so their number is their identity.
    <span key={index} className="block min-h-5">
      {merged(line).map((piece, part) => (
        <PieceView key={part} piece={piece} />
      ))}
    </span>
  ));
}

interface BodyViewProps {
  id: string;
  title: string;
  body: string | null;
  marks: readonly Mark[];
  truncated: boolean;
  /** Why there is none, in plain words. */
  absence: string;
}

/** A stored body: laid out when it is JSON, as it is when not, and a reason when there is none. */
export function BodyView({ id, title, body, marks, truncated, absence }: BodyViewProps) {
  const lines = body !== null && body.length <= MOST_CHARACTERS_LAID_OUT ? viewJson(body, marks) : null;
  return (
    <Section
      id={id}
      title={title}
      aside={
        body !== null && (
          <div className="flex items-center gap-2">
            {truncated && <Badge tone="warning">Stored cut</Badge>}
            <CopyButton text={body} what={title.toLowerCase()} />
          </div>
        )
      }
    >
      {body === null || body === "" ? (
        <p className="px-4 py-5 text-base text-ink-muted sm:px-5">{absence}</p>
      ) : (
        <pre
          tabIndex={0}
          role="group"
          aria-labelledby={id}
          className={clsx(
            "max-h-[36rem] overflow-auto rounded-b-lg px-4 py-3.5 font-mono text-xs leading-5 -outline-offset-2 sm:px-5",
            "whitespace-pre-wrap [overflow-wrap:anywhere]",
          )}
        >
          <code>{lines ? <JsonLines lines={lines} /> : body}</code>
        </pre>
      )}
    </Section>
  );
}
