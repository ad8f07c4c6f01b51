/** Every address that no other route serves. */
export function loader(): never {
  throw new Response("Not Found", { status: 404 });
}

export function action(): never {
  throw new Response("Not Found", { status: 404 });
}

export default function NotFound() {
  return null;
}
