import { describe, expect, it } from "vitest";
import { redirectWithMessage, takeMessage } from "./flash.server";

const withCookie = (cookie: string) => new Request("http://localhost/", { headers: { cookie } });

describe("a message across a redirect", () => {
  it("is shown once", () => {
    const answer = redirectWithMessage("/org/acme/rules", "rule-saved");
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe("/org/acme/rules");
    const cookie = (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
    const taken = takeMessage(withCookie(cookie));
    expect(taken.message).toMatch(/^Rule saved/);
    expect(new Headers(taken.headers).get("Set-Cookie")).toMatch(/^flash=;.*Max-Age=0/);
  });

  it("never says what somebody else put into the cookie", () => {
    for (const value of ["You+have+won", "constructor", "__proto__"]) {
      const taken = takeMessage(withCookie(`flash=${value}`));
      expect(taken.message).toBeNull();
      expect(new Headers(taken.headers).get("Set-Cookie")).toContain("Max-Age=0");
    }
  });

  it("sets no cookie when there is none", () => {
    expect(takeMessage(withCookie(""))).toEqual({ message: null, headers: {} });
  });
});
