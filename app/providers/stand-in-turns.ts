/** Words of ours in turns that a conversation lacks and a vendor wants. The same everywhere, so that caches hold. */

/** Before a conversation that the assistant begins. */
export const BEGINNING = "(The conversation begins with the next message.)";
/** After an answer that the caller has begun, where the model does not go on with one. */
export const CONTINUE = "Continue exactly where your last message ends.";
