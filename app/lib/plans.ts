/** What each plan allows. Read by both sides: the models enforce it, the dashboard shows it. */
export const PLAN_IDS = ["free", "pro", "business"] as const;
export type PlanId = (typeof PLAN_IDS)[number];

export interface PlanLimits {
  /** As people call it. */
  label: string;
  /** Number of rules, enabled or not; null is unlimited. */
  rules: number | null;
  /** Whether zero-data mode may be turned on. */
  zeroData: boolean;
}

export const PLANS: Readonly<Record<PlanId, PlanLimits>> = {
  free: { label: "Free", rules: 3, zeroData: false },
  pro: { label: "Pro", rules: null, zeroData: false },
  business: { label: "Business", rules: null, zeroData: true },
};
