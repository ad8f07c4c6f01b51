import type { FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { SelectField } from "./field";

interface ExplainedOption {
  value: string;
  label: string;
  /** What the choice means; below the list while it is the choice. */
  explanation: ReactNode;
}

/** By the place of the option that is chosen. Style alone, so that it holds without script. */
const WHILE_CHOSEN = [
  "group-has-[option:nth-child(1):checked]/explained:inline",
  "group-has-[option:nth-child(2):checked]/explained:inline",
  "group-has-[option:nth-child(3):checked]/explained:inline",
];

interface ExplainedSelectProps {
  meta: FieldMetadata<string>;
  label: ReactNode;
  /** At most three. */
  options: readonly ExplainedOption[];
}

/** A list to choose from that says what the choice means. */
export function ExplainedSelect({ meta, label, options }: ExplainedSelectProps) {
  const help = options.map(({ value, explanation }, index) => (
    <span key={value} className={`hidden ${WHILE_CHOSEN[index] ?? ""}`}>
      {explanation}
    </span>
  ));
  return (
    <div className="group/explained">
      <SelectField meta={meta} label={label} options={options} help={<>{help}</>} />
    </div>
  );
}
