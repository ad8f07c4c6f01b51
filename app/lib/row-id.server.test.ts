import { describe, expect, it } from "vitest";
import { newId } from "./ids";
import { requireRowId } from "./row-id.server";

describe("requireRowId", () => {
  it("passes ids and answers everything else with 404", () => {
    const id = newId();
    expect(requireRowId(id)).toBe(id);
    for (const value of [null, undefined, "", "1", `${id}'--`, new File([], id)]) {
      expect(() => requireRowId(value)).toThrow(expect.objectContaining({ status: 404 }));
    }
  });
});
