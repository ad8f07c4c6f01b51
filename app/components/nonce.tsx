import { createContext, useContext } from "react";

const NonceContext = createContext<string | undefined>(undefined);

/** Set by the server renderer alone: a browser hides the attribute, so that hydration has nothing to compare. */
export const NonceProvider = NonceContext.Provider;

export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
