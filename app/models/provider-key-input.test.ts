import { describe, expect, it } from "vitest";
import { checkedNewKey, ProviderKeyError } from "./provider-key-input";

const checked = (key: string) => checkedNewKey({ organizationId: "any", provider: "openai", key }).key;

describe("checkedNewKey", () => {
  it("takes a key without the blanks around it", () => {
    expect(checked(" sk-proj-abcd1234\n")).toBe("sk-proj-abcd1234");
  });

  // A list shows the end of a key behind an ellipsis: sent back as a key, it would replace one that works.
  it.each(["…4f2a", "sk-…4f2a", "sk-proj…4f2a", "••••••••4f2a", "sk-proj-ab cd1234", "sk-1"])(
    "refuses what is no key, as a preview is: %s",
    (given) => {
      const refused = () => checked(given);
      expect(refused).toThrow(ProviderKeyError);
      expect(refused).not.toThrow(given);
    },
  );
});
