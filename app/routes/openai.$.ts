/** Every path under /openai, when Remix answers it instead of the product's own server. */
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { gatewayRoute } from "~/gateway/gateway-route";

export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return gatewayRoute(request);
}

export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return gatewayRoute(request);
}
