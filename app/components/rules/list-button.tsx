import clsx from "clsx";
import { createContext, useContext, type ComponentProps } from "react";
import { Button, buttonClass } from "~/components/ui/button";

/** Remembers what is to have the focus once a list has changed. */
export const FocusAfterContext = createContext<(id: string) => void>(() => undefined);

interface ListButtonProps extends ComponentProps<"button"> {
  /** The attributes that make it insert, remove or move an entry when it is pressed, with or without script. */
  intent: { name: string; value: string; form?: string | undefined; formNoValidate?: boolean | undefined };
  /** The id of what is looked at afterwards. */
  leadsTo: string;
  look?: "icon" | "ghost" | "secondary" | "plain";
}

/** A button of a list in a form: the form comes back changed and with all that was typed. */
export function ListButton({ intent, leadsTo, look = "secondary", className, ...props }: ListButtonProps) {
  const focusAfter = useContext(FocusAfterContext);
  const all = {
    ...props,
    ...intent,
    type: "submit" as const,
    // Where the page that comes back without script is scrolled to.
    formAction: `#${leadsTo}`,
    onClick: () => focusAfter(leadsTo),
  };
  if (look === "plain") return <button {...all} className={className} />;
  if (look !== "icon") return <Button variant={look} size="sm" {...all} className={className} />;
  return (
    <button
      {...all}
      className={clsx(
        buttonClass({ variant: "ghost", size: "sm" }),
        "w-7 px-0! disabled:opacity-35",
        className,
      )}
    />
  );
}
