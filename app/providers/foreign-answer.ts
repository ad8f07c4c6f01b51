/** What of an answer says whose it is: taken off before it is said in the protocol of another vendor's caller. */
import { type ChatChoice, type ChatResponse, type ChatStreamEvent, type VendorFields } from "./chat";
import { type WithWarnings } from "./codec";
import { PROVIDER_NAMES, type ProviderId } from "./provider";
import { WarningList } from "./warning-list";

/** Azure's verdicts on what was said. Of OpenAI's protocol otherwise, so they would pass for OpenAI's own words. */
const VERDICTS = ["prompt_filter_results", "content_filter_results"];

/** Gemini's ids have no prefix; the encoders of the others see to theirs. */
function callIdFor(caller: ProviderId, id: string): string {
  return caller === "gemini" ? id.replace(/^(call_|toolu_)+/, "") || id : id;
}

function withoutVerdicts(
  vendor: VendorFields | null,
  path: string,
  warnings: WarningList,
): VendorFields | null {
  if (vendor?.provider !== "azure") return vendor;
  const said = VERDICTS.filter((name) => name in vendor.fields);
  for (const name of said) warnings.add(`${path}${name}`, `only ${PROVIDER_NAMES.azure} knows it; left out`);
  const fields = Object.entries(vendor.fields).filter(([name]) => !VERDICTS.includes(name));
  return { ...vendor, fields: Object.fromEntries(fields) };
}

/** The same answer without its own id and model's name, for which the encoding's stand. */
export function foreignResponse(response: ChatResponse, caller: ProviderId): WithWarnings<ChatResponse> {
  const warnings = new WarningList();
  const choices = response.choices.map((choice): ChatChoice => {
    const vendor = withoutVerdicts(choice.vendor, `choices[${choice.index}].`, warnings);
    const content = choice.content.map((part) =>
      part.type === "tool_call" ? { ...part, id: callIdFor(caller, part.id) } : part,
    );
    return { ...choice, vendor, content };
  });
  const vendor = withoutVerdicts(response.vendor, "", warnings);
  return { value: { ...response, id: null, model: null, choices, vendor }, warnings: warnings.all };
}

export function foreignEvent(event: ChatStreamEvent, caller: ProviderId): ChatStreamEvent {
  if (event.type === "start") return { ...event, id: null, model: null };
  return event.type === "tool_call" ? { ...event, id: callIdFor(caller, event.id) } : event;
}
