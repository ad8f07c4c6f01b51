import { notFound } from "~/lib/not-found.server";

/** Every address that no other route serves. */
export function loader(): never {
  throw notFound();
}

export function action(): never {
  throw notFound();
}

/** Never rendered; without it, the answer would be bare text in place of the error page. */
export default function NotFound() {
  return null;
}
