import {
  isAlgorandAddress,
  isBase58Address,
  isBech32Address,
  isCashAddress,
  isEthereumAddress,
  isMoneroAddress,
  isRippleAddress,
  isSolanaKey,
  isStellarAddress,
  isTonAddress,
} from "~/detection/crypto-addresses";
import { type Pattern } from "~/detection/pattern";

/** The alphabet of Bitcoin's base 58, and of bech32. */
const B58 = "[1-9A-HJ-NP-Za-km-z]";
const B32 = "[02-9ac-hj-np-z]";

/** What stands before the 1 of a bech32 address: Bitcoin, Litecoin, Cardano, the Cosmos chains, MultiversX, Zilliqa. */
const BECH32_PREFIX =
  "(?:bc|tb|ltc|addr|addr_test|stake|cosmos|osmo|juno|terra|kava|akash|inj|celestia|stars|axelar|secret|sei|dydx|erd|zil|bnb)";

export const CRYPTO_ADDRESS_PATTERNS: readonly Pattern[] = [
  {
    id: "crypto_address_base58",
    name: "Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron, Tezos or XRP address",
    category: "crypto_address",
    source: String.raw`\b(?:[13]${B58}{25,33}|[LMDA9X7T]${B58}{33}|t[13]${B58}{33}|(?:tz[1-4]|KT1)${B58}{33}|r${B58}{24,34})\b`,
    validate: (value) => (value.startsWith("r") ? isRippleAddress(value) : isBase58Address(value)),
    confidence: 0.95,
    examples: [
      "send to «1NBgPrqu7J1cPzLhMM1hnqMK3S5UdRyD5s»",
      '{"to":"«389fSBa5rPdY6Q6ReTJCH6XUe47dfV9nHz»"}',
      "LTC «LLteBQwCEXy9nk7bCm99pMEXbj8HprCKoT», DOGE «DPPYVRaEQjGXMZkhhJma1rgm1J5GtiRLgw»",
      "«XfgCJLN3bq5pmh9ZcGfrJgx9eKPp1Prc6g» «t1RCKYLKgQHp1KRdWZo6LV2cudxDUMGV9KF»",
      "地址：«TDcPidm8CjURMvYe9LYiwiVgBqGEguwoGb»。",
      "«tz1Qped7f1hZ4sTXJq69DeRkp6MwyppMkq2L»",
      "XRP: «rJ5Ymf7Dm5z5LzbJgks946uJQV5PkQDhRh» 💸",
    ],
    nearMisses: [
      "1NBgPrqu7J1cPzLhMM1hnqMK3S5UdRyD5t",
      "TransactionManagementConfigurerAdaptXy",
      "3f2b9a7c4d1e8f6a5b3c2d1e9f8a7b6c",
      "x1NBgPrqu7J1cPzLhMM1hnqMK3S5UdRyD5s",
      "rJ5Ymf7Dm5z5LzbJgks946uJQV5PkQDhRr",
      "requestAnimationFrameCaNceRequest",
    ],
    reference: "Base58Check: Bitcoin wiki; version bytes of the chains; XRP Ledger, address encoding",
  },
  {
    id: "crypto_address_bech32",
    name: "Bitcoin, Litecoin, Cardano or Cosmos address in bech32",
    category: "crypto_address",
    source: String.raw`(?i:\b${BECH32_PREFIX}1${B32}{38,110}\b)`,
    validate: isBech32Address,
    confidence: 0.98,
    examples: [
      "«bc1qkgqsuwzj2sw5yl84uj7kk4cxu869yn7rvcrfmp»",
      "taproot «bc1pgzqvm05yfzn7a02tjapzxa3fhwvfrehnnzxanxku7ech2yvqu2ssqv5wvq»",
      "bitcoin:«BC1QKGQSUWZJ2SW5YL84UJ7KK4CXU869YN7RVCRFMP»?amount=0.1",
      "«ltc1qzcgwywaxlkd3crl6a36q74cwjpa7d42v87345y»",
      "ADA «addr1q8j66amgrsr6dlr5nr9th7vut7ewdnkvdmxfu69jer05703l3rk6t99lzgma3m2qx3ypy5fzkzwx6sjsvf670kk0a9wsc8vcm8»",
      "«stake1ux7aq3f7t2uarav058z0v6udrur35s6jqwv9e793d60q3xgu0wdyx» «cosmos1f096k06fz3n8e085p7vlwmfq0lsw7vp47v2s98»",
    ],
    nearMisses: [
      "bc1qkgqsuwzj2sw5yl84uj7kk4cxu869yn7rvcrfmq",
      "bc1qkgqsuwzj2sw5yl84uj7kk4cxu869yn7rVCRFMP",
      "abc1qkgqsuwzj2sw5yl84uj7kk4cxu869yn7rvcrfmp",
      "bc1q short",
    ],
    reference: "BIP 173, BIP 350; CIP-19; Cosmos SDK, bech32",
  },
  {
    id: "crypto_address_bitcoin_cash",
    name: "Bitcoin Cash address",
    category: "crypto_address",
    source: String.raw`(?i:\b(?:bitcoincash:)?[qp]${B32}{41}\b)`,
    validate: isCashAddress,
    confidence: 0.98,
    examples: [
      "«bitcoincash:qpaxera65kxnfl79s9srx3fw6wt8323wtspukq9ku2»",
      "BCH «qpaxera65kxnfl79s9srx3fw6wt8323wtspukq9ku2» 💰",
    ],
    nearMisses: [
      "bitcoincash:qpaxera65kxnfl79s9srx3fw6wt8323wtspukq9ku3",
      "qpaxera65kxnfl79s9srx3fw6wt8323wtspukq9ku",
      "aqpaxera65kxnfl79s9srx3fw6wt8323wtspukq9ku2",
    ],
    reference: "Bitcoin Cash, CashAddr specification",
  },
  {
    id: "crypto_address_ethereum",
    name: "Ethereum address",
    category: "crypto_address",
    source: String.raw`\b0x[0-9A-Fa-f]{40}\b`,
    validate: isEthereumAddress,
    confidence: 0.9,
    examples: [
      "«0xb5A67e62c82D3b5dbe2246e9a116a66055792505»",
      '"from":"«0xb5a67e62c82d3b5dbe2246e9a116a66055792505»"',
      "钱包«0xB5A67E62C82D3B5DBE2246E9A116A66055792505»",
    ],
    nearMisses: [
      "0xB5A67e62c82D3b5dbe2246e9a116a66055792505",
      "0x0000000000000000000000000000000000000000",
      "0xb5a67e62c82d3b5dbe2246e9a116a660557925050",
      "b5a67e62c82d3b5dbe2246e9a116a66055792505",
    ],
    reference: "EIP-55: mixed-case checksum address encoding",
  },
  {
    id: "crypto_address_monero",
    name: "Monero address",
    category: "crypto_address",
    source: String.raw`\b(?:[48]${B58}{94}|4${B58}{105})\b`,
    validate: isMoneroAddress,
    confidence: 0.98,
    examples: [
      "«44doZxmc8aGfzofWJYKEAFhgwK7DC66e2P1kNarjyeiCQTBdtK7WJwhBd5xwAGEpwPEYntD58gyfu7ATrcKZZnok8WRP4AW»",
    ],
    nearMisses: [
      "44doZxmc8aGfzofWJYKEAFhgwK7DC66e2P1kNarjyeiCQTBdtK7WJwhBd5xwAGEpwPEYntD58gyfu7ATrcKZZnok8WRP4AX",
    ],
    reference: "Monero documentation, standard, subaddress and integrated address",
  },
  {
    id: "crypto_address_solana",
    name: "Solana address near a word for it",
    category: "crypto_address",
    source: String.raw`\b${B58}{32,44}\b`,
    validate: (value) => /[A-Z]/.test(value) && /[a-z]/.test(value) && isSolanaKey(value),
    context: ["solana", "sol", "phantom", "spl"],
    confidence: 0.75,
    examples: [
      "Solana wallet «BXZdHUaU1cqJ1ZjWnABoKr4fNZJqkenuZuEbHPPHzmJQ»",
      'sol_address="«BXZdHUaU1cqJ1ZjWnABoKr4fNZJqkenuZuEbHPPHzmJQ»" 🌞',
    ],
    nearMisses: [
      "wallet BXZdHUaU1cqJ1ZjWnABoKr4fNZJqkenuZuEbHPPHzmJQ",
      "solana BXZdHUaU1cqJ1ZjWnABoKr4fNZJqkenu",
      "solana 3f2b9a7c4d1e8f6a5b3c2d1e9f8a7b6c",
    ],
    reference: "Solana documentation, accounts: a public key in base 58",
  },
  {
    id: "crypto_address_base32",
    name: "Stellar or Algorand address",
    category: "crypto_address",
    source: String.raw`\b(?:[GM][A-Z2-7]{55}|[A-Z2-7]{58})\b`,
    validate: (value) => (value.length === 56 ? isStellarAddress(value) : isAlgorandAddress(value)),
    confidence: 0.95,
    examples: [
      "«GBKHPGIRFIFQJ4XZ2S7OJ5BI73YTKIAQHX55WZ64WREMUYEA5BOPXIV2» ⭐",
      "«XBEZNQIOMOZDHFRFHWVP22SVMGRWBSPL5GUUD3BXUAVMQ7CSTMA3KRVAEI»",
    ],
    nearMisses: [
      "GBKHPGIRFIFQJ4XZ2S7OJ5BI73YTKIAQHX55WZ64WREMUYEA5BOPXIV3",
      "XBEZNQIOMOZDHFRFHWVP22SVMGRWBSPL5GUUD3BXUAVMQ7CSTMA3KRVAEQ",
      "GBKHPGIRFIFQJ4XZ2S7OJ5BI73YTKIAQHX55WZ64WREMUYEA5BOPXIV2A",
    ],
    reference: "SEP-23: strkeys; Algorand developer documentation, transformation of public key to address",
  },
  {
    id: "crypto_address_ton",
    name: "TON address",
    category: "crypto_address",
    source: String.raw`\b[EUk0][Qf][A-Za-z0-9_-]{46}`,
    boundary: (_before, after) => !/^[\w-]/.test(after),
    validate: isTonAddress,
    confidence: 0.95,
    examples: ["TON «EQAH-TKeUbkhBDd9Vn8h6TRWcXJGnh3qmjBK6CglfXBCdrMR»"],
    nearMisses: [
      "EQAH-TKeUbkhBDd9Vn8h6TRWcXJGnh3qmjBK6CglfXBCdrMS",
      "EQAH-TKeUbkhBDd9Vn8h6TRWcXJGnh3qmjBK6CglfXBCdrMR-a",
    ],
    reference: "TON documentation, user-friendly address: TEP-2",
  },
];
