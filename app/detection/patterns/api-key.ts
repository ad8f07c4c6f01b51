import { type Pattern } from "~/detection/pattern";
import { AGENT_TOOL_KEYS } from "~/detection/patterns/api-key-agent-tool";
import { CLOUD_KEYS } from "~/detection/patterns/api-key-cloud";
import { CODE_HOSTING_KEYS } from "~/detection/patterns/api-key-code-hosting";
import { COLLABORATION_KEYS } from "~/detection/patterns/api-key-collaboration";
import { COMMERCE_KEYS } from "~/detection/patterns/api-key-commerce";
import { COMMUNICATION_KEYS } from "~/detection/patterns/api-key-communication";
import { CONTENT_KEYS } from "~/detection/patterns/api-key-content";
import { HOSTING_KEYS } from "~/detection/patterns/api-key-hosting";
import { KEYS_IN_CONTEXT } from "~/detection/patterns/api-key-in-context";
import { INFERENCE_KEYS } from "~/detection/patterns/api-key-inference";
import { INFRASTRUCTURE_KEYS } from "~/detection/patterns/api-key-infrastructure";
import { MAIL_KEYS } from "~/detection/patterns/api-key-mail";
import { MODEL_PROVIDER_KEYS } from "~/detection/patterns/api-key-model-provider";
import { MONITORING_KEYS } from "~/detection/patterns/api-key-monitoring";
import { PACKAGE_REGISTRY_KEYS } from "~/detection/patterns/api-key-package-registry";
import { PAYMENT_KEYS } from "~/detection/patterns/api-key-payment";
import { REGIONAL_CLOUD_KEYS } from "~/detection/patterns/api-key-regional-cloud";

export const API_KEY_PATTERNS: readonly Pattern[] = [
  ...MODEL_PROVIDER_KEYS,
  ...INFERENCE_KEYS,
  ...AGENT_TOOL_KEYS,
  ...CLOUD_KEYS,
  ...REGIONAL_CLOUD_KEYS,
  ...HOSTING_KEYS,
  ...INFRASTRUCTURE_KEYS,
  ...CODE_HOSTING_KEYS,
  ...PACKAGE_REGISTRY_KEYS,
  ...MONITORING_KEYS,
  ...CONTENT_KEYS,
  ...COLLABORATION_KEYS,
  ...COMMUNICATION_KEYS,
  ...MAIL_KEYS,
  ...PAYMENT_KEYS,
  ...COMMERCE_KEYS,
  ...KEYS_IN_CONTEXT,
];
