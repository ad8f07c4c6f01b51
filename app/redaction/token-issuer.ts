/** Gives out the tokens that stand in for values while a request is away, and are restored in its answer. */
export interface TokenIssuer {
  /** The same token for the same value, prefix and scope. */
  issue(value: string, policy: { prefix: string; ttlSeconds: number }): string;
}
