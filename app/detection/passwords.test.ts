import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPassphrase, isPassword, isPasswordInText } from "~/detection/passwords";

describe("isPassword", () => {
  it.each(["tidewater", "h7#kQ9xZ", "żółw-77", "tY6(uH8)", "Pa$$w0rd!", "Perro.Azul7", "k3y_Lime.Pie"])(
    "takes %s for one",
    (value) => {
      expect(isPassword(value)).toBe(true);
    },
  );

  it.each([
    "abc",
    "string",
    "null",
    "********",
    "xxxxxxxx",
    "$DB_PASSWORD",
    "${DB_PASSWORD}",
    "%PASSWORD%",
    "{{ password }}",
    "<password>",
    "[REDACTED_PASSWORD]",
    "DB_PASSWORD",
    "config.db.password",
    "config.password2",
    "user->password",
    "forgot-password",
    "https://example.com/reset",
    "/run/secrets/db",
    "#password",
    "パスワードを入力してください",
  ])("takes %s for none", (value) => {
    expect(isPassword(value)).toBe(false);
  });
});

describe("isPasswordInText", () => {
  it.each(["hunter2", "Winter2031!", "p@ss", "correct-horse-7"])("takes %s for one", (value) => {
    expect(isPasswordInText(value)).toBe(true);
  });

  it.each([
    "tidewater",
    "12345678",
    "8.5",
    "password1",
    "confirmPassword1",
    "getSecret2(user)",
    "a1&next=b2",
    "rows[2]",
  ])("takes %s for none", (value) => {
    expect(isPasswordInText(value)).toBe(false);
  });

  it("is the stricter of the two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (value) => {
        if (isPasswordInText(value)) expect(isPassword(value)).toBe(true);
      }),
    );
  });
});

describe("isPassphrase", () => {
  it("tells drawn words from a message", () => {
    expect(isPassphrase("walnut orbit kettle frost")).toBe(true);
    expect(isPassphrase("must have eight characters")).toBe(false);
    expect(isPassphrase("choose another password soon")).toBe(false);
  });
});
