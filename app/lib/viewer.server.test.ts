import { describe, expect, it } from "vitest";
import { themeCookie, themeOfRequest, zoneOfRequest } from "./viewer.server";

const withCookies = (cookie: string) => new Request("http://localhost/", { headers: { cookie } });

describe("themeOfRequest", () => {
  it("reads what themeCookie wrote, and falls back to the system’s", () => {
    const [pair = ""] = themeCookie("dark").split(";");
    expect(themeOfRequest(withCookies(`a=b; ${pair}; c=d`))).toBe("dark");
    for (const cookie of ["", "theme=", "theme=sepia", "xtheme=dark", "theme=%E0%A4%A"]) {
      expect(themeOfRequest(withCookies(cookie))).toBe("system");
    }
  });

  it("keeps scripts and other sites away from the cookie", () => {
    expect(themeCookie("light")).toMatch(/^theme=light; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly/);
  });
});

describe("zoneOfRequest", () => {
  it("knows real zones alone", () => {
    expect(zoneOfRequest(withCookies("tz=Asia%2FTokyo"))).toBe("Asia/Tokyo");
    expect(zoneOfRequest(withCookies("theme=dark;tz=America/New_York"))).toBe("America/New_York");
    for (const zone of ["", "Mars/Olympus", "<script>", "A".repeat(5000)]) {
      expect(zoneOfRequest(withCookies(`tz=${zone}`))).toBeNull();
    }
  });
});
