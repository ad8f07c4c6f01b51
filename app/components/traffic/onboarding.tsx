import { useRevalidator } from "@remix-run/react";
import clsx from "clsx";
import { Check } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { SdkSnippet } from "~/components/keys/sdk-snippet";
import { ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";

const LOOK_EVERY_MS = 3000;

/** Asks again while the page is in front, so that the first request shows up by itself. */
function useLiveRefresh(): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && state === "idle") revalidate();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate, state]);
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  current: boolean;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ number, title, done, current, action, children }: StepProps) {
  return (
    <li className="flex gap-4 px-4 py-4 sm:px-5" aria-current={current ? "step" : undefined}>
      <span
        className={clsx(
          "mt-px grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
          done && "bg-positive-soft text-positive",
          !done && current && "bg-primary text-primary-ink",
          !done && !current && "border border-line-strong text-ink-muted",
        )}
      >
        {done ? <Check size={14} aria-hidden /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h3 className={clsx("text-base font-medium", done && "text-ink-muted")}>
              {title}
              {done && <span className="sr-only"> (done)</span>}
            </h3>
            {!done && <p className="text-sm text-ink-muted text-pretty">{children}</p>}
          </div>
          {!done && action}
        </div>
      </div>
    </li>
  );
}

export interface OnboardingState {
  hasProviderKey: boolean;
  hasApiKey: boolean;
  hasRule: boolean;
  baseUrl: string;
}

/** What is left until the first request, told from what the organization has, never from what was clicked. */
export function Onboarding({ state, path }: { state: OnboardingState; path: string }) {
  useLiveRefresh();
  const steps = [
    {
      title: "Add a provider key",
      text: "Your OpenAI key, encrypted here, so that applications no longer carry it.",
      done: state.hasProviderKey,
      to: "provider-keys",
    },
    {
      title: "Create an API key",
      text: "What your application uses in place of the OpenAI key.",
      done: state.hasApiKey,
      to: "api-keys",
    },
    {
      title: "Create a rule",
      text: "Say what must not leave: e-mail addresses, phone numbers, card numbers.",
      done: state.hasRule,
      to: "rules/new",
    },
  ];
  const current = steps.findIndex((step) => !step.done);
  return (
    <Card>
      <div className="border-b border-line px-4 py-4 sm:px-5">
        <h2 className="text-lg font-semibold">Send your first request</h2>
        <p className="mt-0.5 text-base text-ink-muted">
          {current === -1
            ? "Everything is set up."
            : "Four short steps, then this page becomes your traffic log."}
        </p>
      </div>
      <ol className="divide-y divide-line">
        {steps.map(({ title, text, done, to }, index) => (
          <Step
            key={title}
            number={index + 1}
            title={title}
            done={done}
            current={index === current}
            action={
              <ButtonLink
                to={`${path}/${to}`}
                size="sm"
                variant={index === current ? "primary" : "secondary"}
              >
                {title}
              </ButtonLink>
            }
          >
            {text}
          </Step>
        ))}
        <Step number={4} title="Point your SDK at the gateway" done={false} current={current === -1}>
          Only the key and the base URL change.
        </Step>
      </ol>
      <div className="px-4 pb-5 sm:pr-5 sm:pl-15">
        <SdkSnippet baseUrl={state.baseUrl} apiKey={null} />
        <p className="mt-4 flex items-center gap-2.5 text-sm text-ink-muted">
          <span aria-hidden className="relative flex size-2">
            <span className="absolute inset-0 rounded-full bg-focus opacity-60 motion-safe:animate-ping" />
            <span className="relative size-2 rounded-full bg-focus" />
          </span>
          Waiting for the first request. It appears here by itself; without JavaScript, reload the page.
        </p>
      </div>
    </Card>
  );
}
