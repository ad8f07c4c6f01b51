/** Keys of payment services and banks. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const PAYMENT_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "stripe_secret_key",
    name: "Stripe secret or restricted key",
    source: String.raw`\b[sr]k_(?:live|test|prod)_[A-Za-z0-9]{14,}`,
    examples: [
      '{"STRIPE_SECRET_KEY": "«rk_t' +
        'est_51oG2uFUSvoIm5p5ohDoFe5seajaopDKbI5trZE9OpO32yw2NsJK0ivBxlh60wke1ZwHrfTSlLcGnaaAbXsPhfUr70ZeE3FlB1H»"}',
      'curl -H "Authorization: Bearer «rk_l' +
        'ive_5144ul2QfPOBLgvk1Y771e0gROxM4A1AJwhXS3Jc3PrM2Seci9HjaPvuKkh89WmzCASVa7B51jnDXby4Yd0lFkWe3a1EhsIWJlN»" https://api.example.com',
      "キーは「«rk_t" +
        "est_51OJmIrbhKXturtBZBmRap5JBKEXKgcE9Vp1DMg8bUvS7yU6uOXgVaUw6nb4kPvjq0fcGpEkz51XX1I0DKxCXHuGR80uIBGOHwr»」です",
    ],
    nearMisses: [
      "id_rk_t" +
        "est_51oG2uFUSvoIm5p5ohDoFe5seajaopDKbI5trZE9OpO32yw2NsJK0ivBxlh60wke1ZwHrfTSlLcGnaaAbXsPhfUr70ZeE3FlB1H",
      `sk_live_51${"x".repeat(97)}`,
      "rk_t" + "est_51oG",
    ],
    reference: "Stripe documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "stripe_webhook_secret",
    name: "Stripe or Svix webhook signing secret",
    source: String.raw`\bwhsec_[A-Za-z0-9+/]{32,}={0,2}`,
    examples: [
      "STRIPE_WEBHOOK_SECRET: '«whsec_" + "T6BXIp3ih59E26MO5OTmCWcxnSGkrB9H»'",
      "キーは「«whsec_" + "BYQjP9iQp7lZm3oXf5N8JJ0xFTksNgOP»」です",
    ],
    nearMisses: [
      "id_whsec_" + "T6BXIp3ih59E26MO5OTmCWcxnSGkrB9H",
      "whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "whsec_" + "T6BXIp3ih59E26MO5OTmCWcxnSGkrB9",
    ],
    reference: "Stripe documentation: webhook signatures",
  },
  {
    ...SIZED_KEY,
    id: "square_token",
    name: "Square access token",
    source: String.raw`\b(?:sq0(?:atp|idp)-[A-Za-z0-9_-]{22}|EAAA[A-Za-z0-9_-]{60})`,
    examples: [
      "https://api.example.com/v1?key=«EAAA" +
        "8NcpALpY7PruhbPTqxWavdXEK8JS4iE63mH6dAweDkPiCBbCTEAHVvoD3bZU»&page=2",
      "🔐«EAAA" + "0V7eXO6Og8XBOHUlgjuoZzsjcDOycMGmmkWiugsbrSznzBoOdmZUBK2F0qJe»",
    ],
    nearMisses: [
      "EAAA" + "e5X4aXkOapUE0VSR7yRzgCGjfztMbYhhdHCBOuO9qVGJhIokEMRa4YEzHGGIq",
      "id_EAAA" + "8NcpALpY7PruhbPTqxWavdXEK8JS4iE63mH6dAweDkPiCBbCTEAHVvoD3bZU",
      `EAAA${"x".repeat(60)}`,
      "EAAA" + "8NcpALpY7PruhbPTqxWavdXEK8JS4iE63mH6dAweDkPiCBbCTEAHVvoD3bZ",
    ],
    reference: "Square developer documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "square_secret",
    name: "Square application secret",
    source: String.raw`\bsq0csp-[A-Za-z0-9_-]{43}`,
    examples: [
      "| SQUARE_APPLICATION_SECRET | «sq0csp-" + "U8dKKEhlaSFr31FloD1xCWeXfLX7Y_S-QR-BUOr6G92» |",
      "clé d’accès : «sq0csp-" + "CApuoTeBK3_wFSPnECrCJIhKePkBEmGYgZrR4Bz4Qoc»",
    ],
    nearMisses: [
      "sq0csp-" + "B_8TKqeKXHvr6HcWGWZd9GzEEaydn33Qa3Q0c9JQRR7q",
      "id_sq0csp-" + "U8dKKEhlaSFr31FloD1xCWeXfLX7Y_S-QR-BUOr6G92",
      "sq0csp-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "sq0csp-" + "U8dKKEhlaSFr31FloD1xCWeXfLX7Y_S-QR-BUOr6G9",
    ],
    reference: "Square developer documentation: application secrets",
  },
  {
    ...SIZED_KEY,
    id: "paypal_braintree_token",
    name: "Braintree access token (PayPal)",
    source: String.raw`\baccess_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}`,
    examples: [
      "BRAINTREE_ACCESS_TOKEN=«access_" +
        "token$production$2d5dqgje0ofkt34j$1ed59a7a50e337f48e688add80e25657»",
      "المفتاح «access_" + "token$sandbox$8ydknpekiqv11swo$ffd771aed47b6e33784c2b78a53ed91c»",
    ],
    nearMisses: [
      "access_" + "token$sandbox$8egzaq4av7fqjqlb$6f497bb4254804cf376cd2eba8365cf7q",
      "id_access_" + "token$production$2d5dqgje0ofkt34j$1ed59a7a50e337f48e688add80e25657",
      `access_token\$production\$${"x".repeat(16)}\$${"0".repeat(32)}`,
      "access_" + "token$production$2d5dqgje0ofkt34j$1ed59a7a50e337f48e688add80e2565",
    ],
    reference: "Braintree documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "adyen_api_key",
    name: "Adyen API key",
    source: String.raw`\bAQE[a-z]hmf[A-Za-z0-9+/=_-]{60,}`,
    examples: [
      'const client = new Client("«AQEy' +
        'hmfOdJBm8srePrb8uUA5TS4fqVgyFWO6UDlI76WxBMTSyJ2FMYpBWfJSguEUCIWsTIl7N7OmU9DjJqTt3Yb4r1wS6F1pJBovanOc2blBIfgeKFma2W4k0f12cOc»");',
      "키는 «AQEy" +
        "hmf7bEoI2IByqg2JQ86LcRaKQ9krazTKqzgllIs4iwWcv3bosYeu9g6vnfIqm7PBfGqJ2MFa9mAfgPiZ6zcBiMl49m3ishj6OmMa9cT2QgZCWvtjVa6TRl3MJaR»입니다",
    ],
    nearMisses: [
      "id_AQEy" +
        "hmfOdJBm8srePrb8uUA5TS4fqVgyFWO6UDlI76WxBMTSyJ2FMYpBWfJSguEUCIWsTIl7N7OmU9DjJqTt3Yb4r1wS6F1pJBovanOc2blBIfgeKFma2W4k0f12cOc",
      `AQEyhmf${"x".repeat(120)}`,
      "AQEy" + "hmfOdJBm",
    ],
    reference: "Adyen documentation: API credentials",
  },
  {
    ...SIZED_KEY,
    id: "razorpay_key",
    name: "Razorpay key id",
    source: String.raw`\brzp_(?:live|test)_[A-Za-z0-9]{14}`,
    examples: [
      'curl -H "Authorization: Bearer «rzp_' + 'live_ktsPKh75TYvvpQ»" https://api.example.com',
      "密钥是«rzp_" + "test_FtoD3yuljoOQvb»。",
    ],
    nearMisses: [
      "rzp_" + "test_6WOxzguY3gSpvTq",
      "id_rzp_" + "live_ktsPKh75TYvvpQ",
      "rzp_live_xxxxxxxxxxxxxx",
      "rzp_" + "live_ktsPKh75TYvvp",
    ],
    reference: "Razorpay documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "flutterwave_key",
    name: "Flutterwave key",
    source: String.raw`\bFLW(?:SECK|PUBK)(?:_TEST)?-[A-Fa-f0-9]{12,32}(?:-X)?`,
    examples: [
      "my key is «FLWSECK_" + "TEST-653748fc2d999cedc008c9011b0eefe6-X», does it work?",
      "der Schlüssel: «FLWSECK-" + "2b73592abb687ec87fac011801aabaa9-X» 🔑",
    ],
    nearMisses: [
      "FLWSECK_" + "TEST-f218af1777c7070f815cfdeb5d193581-Xq",
      "id_FLWSECK_" + "TEST-653748fc2d999cedc008c9011b0eefe6-X",
      "FLWSECK-00000000000000000000000000000000-X",
      "FLWSECK_" + "TEST-6",
    ],
    reference: "Flutterwave documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "plaid_access_token",
    name: "Plaid access token",
    source: String.raw`\baccess-(?:sandbox|development|production)-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}`,
    examples: [
      'env = { PLAID_ACCESS_TOKEN = "«access-' + 'production-8b5ebb7f-6d09-d9ce-71ef-a4d9957d5931»" }',
      "ключ: «access-" + "production-7549d1b6-dd1d-8245-34ab-62cef9a6243a»",
    ],
    nearMisses: [
      "access-" + "development-8788e67b-6e7b-0592-7f10-3478922b0274q",
      "id_access-" + "production-8b5ebb7f-6d09-d9ce-71ef-a4d9957d5931",
      "access-sandbox-00000000-0000-0000-0000-000000000000",
      "access-" + "production-8b5ebb7f-6d09-d9ce-71ef-a4d9957d593",
    ],
    reference: "Plaid documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "gocardless_token",
    name: "GoCardless access token",
    source: String.raw`\b(?:live|sandbox)_[A-Za-z0-9_=-]{40}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      "--api-key «sandbox_" + "snAJP5IkwcUwTfOqvnY7L9VGpbMlQYnegG6J7d6r» --verbose",
      "キーは「«sandbox_" + "PvrXeM6ToI5zZWLoAADL2ll7dZJm9PJRr4721nhU»」です",
    ],
    nearMisses: [
      "sandbox_" + "7aNjD7VPkntBM8ZsN8xjMDGaMN0Oy8CAxDEbjChqq",
      "id_sandbox_" + "snAJP5IkwcUwTfOqvnY7L9VGpbMlQYnegG6J7d6r",
      "live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "sandbox_" + "snAJP5IkwcUwTfOqvnY7L9VGpbMlQYnegG6J7d6",
    ],
    reference: "GoCardless documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "mollie_api_key",
    name: "Key of a payment service in live_ or test_ form (Mollie, Lob, Chargebee)",
    source: String.raw`\b(?:live|test)_[A-Za-z0-9]{30,45}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      'export MOLLIE_API_KEY="«test_' + 'pYF2UqolLOai4gvUi8JXAJTu5UumPC»"',
      "🔐«live_" + "1aAoyvlngjfWAW0ZiLXcguj7ugakEP»",
    ],
    nearMisses: [
      "live_" + "CK1kKUkRek7zjYuZXJotkdC9A4NxsB_",
      "id_test_" + "pYF2UqolLOai4gvUi8JXAJTu5UumPC",
      "live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "test_" + "pYF2UqolLOai4gvUi8JXAJTu5UumP",
    ],
    reference: "Mollie, Lob and Chargebee: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "pagarme_api_key",
    name: "Pagar.me API key",
    source: String.raw`\bak_(?:live|test)_[A-Za-z0-9]{30,}`,
    examples: [
      '{"PAGARME_API_KEY": "«ak_l' + 'ive_8Gfxk4xdizfACRGV6vG0yk6GmxACbO»"}',
      "clé d’accès : «ak_l" + "ive_llr1Yvft05jr86AUsX63LJerNiBaEF»",
    ],
    nearMisses: [
      "id_ak_l" + "ive_8Gfxk4xdizfACRGV6vG0yk6GmxACbO",
      "ak_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ak_l" + "ive_8Gfxk4xdizfACRGV6vG0yk6GmxACb",
    ],
    reference: "Pagar.me documentation: API keys",
  },
];
