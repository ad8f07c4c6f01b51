import { hexadecimalCore } from "~/detection/hexadecimal";
import { type Boundary, type Pattern } from "~/detection/pattern";

/** Not within a longer chain of hexadecimal groups: fingerprints, IPv6 addresses, identifiers. */
const ALONE: Boundary = (before, after) =>
  !/(?:^|[^0-9A-Za-z])[0-9A-Fa-f]{1,4}:$|[.-]$/.test(before) && !/^(?:[:.-][0-9A-Fa-f]|[-.]\w)/.test(after);

/** No device has the broadcast address or all zeros. */
const isDevice = (value: string) => !/^(?:[0\W]+|[Ff\W]+)$/.test(value);

/** With hyphens or dots, digits alone are more likely a date, a phone or a card number, but for vendors of 00. */
const isNoNumber = (value: string) => isDevice(value) && (/[A-Fa-f]/.test(value) || value.startsWith("00"));

const PAIR = "[0-9A-Fa-f]{2}";
const reference = "IEEE 802, EUI-48 and EUI-64; Cisco's notation in groups of four";

export const MAC_ADDRESS_PATTERNS: readonly Pattern[] = [
  {
    id: "mac_address",
    name: "MAC address with colons",
    category: "mac_address",
    source: String.raw`\b(?:(?:${PAIR}:){3}(?i:ff:fe)(?::${PAIR}){3}|${PAIR}(?::${PAIR}){5})\b`,
    core: hexadecimalCore(":", 2, ":"),
    boundary: ALONE,
    validate: isDevice,
    confidence: 0.95,
    examples: [
      "«3c:22:fb:4a:91:0e»",
      "ether «00:1A:2B:3C:4D:5E» txqueuelen 1000",
      '{"mac":"«b8:27:eb:1c:90:d4»"}',
      "设备«a4:83:e7:2f:00:9b»已上线",
      "EUI-64 «02:1a:2b:ff:fe:3c:4d:5e»",
      "mac:«3c:22:fb:4a:91:0e»",
    ],
    nearMisses: [
      "ff:ff:ff:ff:ff:ff",
      "00:00:00:00:00:00",
      "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
      "12:30:45",
      "3c:22:fb:4a:91:0g",
      "2001:db8:0:0:8:800:200c:417a",
      "serial:AF:A2:8B:B9:33:AD:DA:AC",
    ],
    reference,
  },
  {
    id: "mac_address_hyphens",
    name: "MAC address with hyphens",
    category: "mac_address",
    source: String.raw`\b${PAIR}(?:-${PAIR}){5}\b`,
    core: hexadecimalCore("-", 2, "-"),
    boundary: ALONE,
    validate: isNoNumber,
    confidence: 0.9,
    examples: ["Physical Address: «3C-22-FB-4A-91-0E»", "«00-11-22-33-44-55»", "网卡«3c-22-fb-4a-91-0e»"],
    nearMisses: ["20-24-01-15-10-30", "FF-FF-FF-FF-FF-FF", "id-3c-22-fb-4a-91-0e", "3c-22-fb-4a-91-0e-77"],
    reference,
  },
  {
    id: "mac_address_cisco",
    name: "MAC address in Cisco's groups",
    category: "mac_address",
    source: String.raw`\b[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}\b`,
    core: hexadecimalCore(String.raw`\.`, 3, ""),
    boundary: ALONE,
    validate: isNoNumber,
    confidence: 0.9,
    examples: ["Vlan10 «3c22.fb4a.910e» DYNAMIC", "hardware is «0011.2233.4455» 🖧"],
    nearMisses: ["1234.5678.9012", "3c22.fb4a.910e.77aa", "[.2685.0021.001A]", "ffff.ffff.ffff"],
    reference,
  },
];
