import { createHmac } from "node:crypto";

/**
 * Whether a rule with this sampling rate (0 to 100) runs on this request. The same answer however often it is asked;
 * keyed, because callers may choose their request ids and must not be able to choose the rules along with them.
 */
export function isSampled(samplingRate: number, requestId: string, ruleId: string, key: Buffer): boolean {
  if (samplingRate >= 100) return true;
  if (samplingRate <= 0) return false;
  const digest = createHmac("sha256", key).update(`sampling\0${requestId}\0${ruleId}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100 < samplingRate;
}
