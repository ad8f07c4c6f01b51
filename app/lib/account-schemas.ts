/** The forms of accounts and organizations. Browser-safe: both sides and the admin command check with them. */
import { z } from "zod";

const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;

/** The commonest passwords of twelve characters and more, lower case, in lists of leaked ones. */
const COMMON_PASSWORDS = new Set([
  "123456123456",
  "123456654321",
  "123456789012",
  "1234567890123",
  "1234567890qwerty",
  "12345678901234567890",
  "111111111111",
  "000000000000",
  "123123123123",
  "112233445566",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "1qaz2wsx3edc4rfv",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiop[]",
  "qwertyuiop123",
  "qwertyuiop12",
  "qwerty123456",
  "qwerty1234567",
  "qazwsxedcrfv",
  "asdfghjkl123",
  "zxcvbnm12345",
  "passwordpassword",
  "password1234",
  "password12345",
  "password123456",
  "password123!",
  "passw0rd1234",
  "p@ssw0rd1234",
  "adminadminadmin",
  "administrator",
  "administrator1",
  "welcome12345",
  "letmeinletmein",
  "iloveyou1234",
  "iloveyouforever",
  "changeme1234",
  "abcdefghijkl",
  "abcdefghijklmnopqrstuvwxyz",
  "abc123abc123",
  "correcthorsebatterystaple",
  "correct horse battery staple",
]);

const email = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "This is too long to be an e-mail address.")
  .pipe(z.email("This is not an e-mail address: it looks like name@example.com."));

/** One line of text that others will see. */
const label = (missing: string, longest: number) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(longest, `At most ${longest} characters.`)
    .regex(/^\P{Cc}*$/u, "Line breaks and control characters are not allowed.");

export const signUpSchema = z
  .object({
    email,
    name: label("Enter your name.", 80),
    /** Length is what makes a password strong: no rules on its characters. */
    password: z
      .string({ error: "Choose a password." })
      .min(PASSWORD_MIN, `At least ${PASSWORD_MIN} characters.`)
      .max(PASSWORD_MAX, `At most ${PASSWORD_MAX} characters.`)
      .refine(
        (value) => !COMMON_PASSWORDS.has(value.toLowerCase()),
        "Too many people use this password. Choose another one.",
      )
      .refine((value) => !/^(.)\1*$/su.test(value), "Choose a password that is not one repeated character."),
  })
  .superRefine(({ email, name, password }, context) => {
    const given = password.trim().toLowerCase();
    if (given !== email && given !== name.toLowerCase()) return;
    context.addIssue({
      code: "custom",
      path: ["password"],
      message: "Choose a password that is not your e-mail address or name.",
    });
  });

/** No password policy here: an old password must never be locked out by a new one. */
export const signInSchema = z.object({
  email,
  password: z
    .string({ error: "Enter your password." })
    .max(PASSWORD_MAX, "This is too long to be your password."),
});

export const organizationSchema = z.object({ name: label("Name your organization.", 80) });
