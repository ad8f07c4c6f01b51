import { Link } from "@remix-run/react";
import clsx from "clsx";
import type { ComponentProps } from "react";

interface ButtonLook {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "sm" | "md";
}

const BASE =
  "inline-flex items-center justify-center gap-1.5 rounded font-medium whitespace-nowrap transition-colors disabled:opacity-55 disabled:cursor-not-allowed [&>svg]:shrink-0";

const VARIANTS = {
  primary: "bg-primary text-primary-ink hover:bg-primary-hover",
  secondary: "border border-line-strong bg-surface text-ink shadow-raised hover:bg-hover",
  ghost: "text-ink-muted hover:bg-hover hover:text-ink",
  danger: "bg-danger text-danger-ink hover:bg-danger-hover",
};

const SIZES = { sm: "h-7 px-2.5 text-sm", md: "h-9 px-3.5 text-base" };

/** The classes of a button, for elements that are not one (a link, a summary). */
export function buttonClass({ variant = "primary", size = "md" }: ButtonLook = {}): string {
  return clsx(BASE, VARIANTS[variant], SIZES[size]);
}

export function Button({
  variant,
  size,
  className,
  type = "submit",
  ...props
}: ComponentProps<"button"> & ButtonLook) {
  const look = { ...(variant && { variant }), ...(size && { size }) };
  return <button type={type} className={clsx(buttonClass(look), className)} {...props} />;
}

export function ButtonLink({ variant, size, className, ...props }: ComponentProps<typeof Link> & ButtonLook) {
  const look = { ...(variant && { variant }), ...(size && { size }) };
  return <Link className={clsx(buttonClass(look), className)} {...props} />;
}
