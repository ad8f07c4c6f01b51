import { describe, expect, it } from "vitest";
import { organizationSchema, signInSchema, signUpSchema } from "./account-schemas";

const account = { email: "ada@example.com", name: "Ada Example", password: "seven quiet otters" };

function issuesOf(result: ReturnType<typeof signUpSchema.safeParse>): string[] {
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join("."));
}

describe("signUpSchema", () => {
  it("takes a long password of any characters as it is, and tidies the rest", () => {
    const password = "  Zwölf 🐙 Kraken ";
    expect(signUpSchema.parse({ email: " Ada@Example.COM ", name: " Ada ", password })).toEqual({
      email: "ada@example.com",
      name: "Ada",
      password,
    });
  });

  it.each([
    ["a short one", "elevenchars"],
    ["an endless one", "x1".repeat(65)],
    ["a common one", "PasswordPassword"],
    ["one character repeated", "zzzzzzzzzzzzzz"],
    ["the e-mail address", "ADA@example.com"],
    ["the name", " ada example "],
  ])("refuses %s as a password", (_, password) => {
    expect(issuesOf(signUpSchema.safeParse({ ...account, name: "Ada Example ", password }))).toContain(
      "password",
    );
  });

  it.each(["", "ada", "ada@", "a b@example.com", "ada@example", `${"a".repeat(250)}@example.com`])(
    "refuses %j as an address",
    (email) => expect(issuesOf(signUpSchema.safeParse({ ...account, email }))).toEqual(["email"]),
  );

  it("names every missing field with a sentence for people", () => {
    const result = signUpSchema.safeParse({});
    expect(issuesOf(result).sort()).toEqual(["email", "name", "password"]);
    for (const issue of result.error?.issues ?? []) expect(issue.message).toMatch(/^(Enter|Choose) .*\.$/);
  });
});

describe("signInSchema", () => {
  it("has no policy that would lock out an old password", () => {
    expect(signInSchema.parse({ email: "ADA@example.com", password: "short" })).toEqual({
      email: "ada@example.com",
      password: "short",
    });
  });
});

describe("organizationSchema", () => {
  it.each(["", "   ", "x".repeat(81), "two\nlines"])("refuses %j", (name) =>
    expect(organizationSchema.safeParse({ name }).success).toBe(false),
  );
});
