/** The Responses API numbers its events from the first to the last; whoever puts some in or leaves some out numbers them anew. */
import { replaceJsonValues } from "~/redaction/json-text";
import { type StreamFrame } from "../codec";
import { asCount, isObject, parseJson } from "../json-value";

/** Of one stream. Events without a number, and those whose number is right already, stay as they are. */
export class EventNumbers {
  private next: number | null = null;

  renumber(frame: StreamFrame): StreamFrame {
    const event = parseJson(frame.data);
    const number = isObject(event) ? asCount(event.sequence_number) : null;
    if (number === null) return frame;
    const due = this.next ?? number;
    this.next = due + 1;
    if (due === number) return frame;
    const data = replaceJsonValues(frame.data, [{ path: ["sequence_number"], literal: String(due) }]);
    return { ...frame, data };
  }
}
