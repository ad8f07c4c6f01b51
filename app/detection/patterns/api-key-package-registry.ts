/** Keys of package registries. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const PACKAGE_REGISTRY_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "npm_token",
    name: "npm access token",
    source: String.raw`\bnpm_[A-Za-z0-9]{36}`,
    examples: [
      "NPM_TOKEN=«npm_" + "JPLIRg0SyJzbOCAfFHdN8OmlIMPcpaDIeyNF»",
      'export NPM_TOKEN="«npm_' + 'uAV4KP4X0X0ezqKft6tWSXeFOG95UprceZD6»"',
      "ключ: «npm_" + "YyfXcojFs30DQPijwRXrs3O6sp2OmtCUpkl1»",
    ],
    nearMisses: [
      "npm_" + "8eHgyjGAhdtatJUnMzJWZ8AwRNfAGFqvKG2aq",
      "id_npm_" + "JPLIRg0SyJzbOCAfFHdN8OmlIMPcpaDIeyNF",
      "npm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "npm_" + "JPLIRg0SyJzbOCAfFHdN8OmlIMPcpaDIeyN",
    ],
    reference: "npm documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "pypi_token",
    name: "PyPI API token",
    source: String.raw`\bpypi-Ag[A-Za-z0-9_-]{60,}`,
    examples: [
      'const client = new Client("«pypi-' +
        'AgEIcHlwaS5vcmcLZJVJIDYEfJ4PclCVi31qCGcipvDdpjQvlbYjmJdXcUzgpyexz10a5Q0cuUXSvso2Nmb5Hc9NNyWIGkCykdil5vQXshyjpMx1dd1noZGq5ZekXzEeZYgN79o»");',
      "ключ: «pypi-" +
        "AgEIcHlwaS5vcmctcKlpeTDH0GM5mlcT7neQZ2nAuzbj4CPMZZH0AzMXIoVsEikOb4zav0GghrF1USGEaf0kFxUuwDYseGSz5daSsp1lPmK3c7UokDEnA97XxogtWEyW0m7uCjR»",
    ],
    nearMisses: [
      "id_pypi-" +
        "AgEIcHlwaS5vcmcLZJVJIDYEfJ4PclCVi31qCGcipvDdpjQvlbYjmJdXcUzgpyexz10a5Q0cuUXSvso2Nmb5Hc9NNyWIGkCykdil5vQXshyjpMx1dd1noZGq5ZekXzEeZYgN79o",
      `pypi-AgEIcHlwaS5vcmc${"x".repeat(120)}`,
      "pypi-" + "AgEIcHl",
    ],
    reference: "PyPI documentation: API tokens",
  },
  {
    ...SIZED_KEY,
    id: "rubygems_api_key",
    name: "RubyGems API key",
    source: String.raw`\brubygems_[a-f0-9]{48}`,
    examples: [
      'curl -H "Authorization: Bearer «rubygems_' +
        '23fe921d1952613854e891d362ad20200c33dfd558a712c2»" https://api.example.com',
      "キーは「«rubygems_" + "93a05280e36b2067d680d172d921da8f89b1105de24b9554»」です",
    ],
    nearMisses: [
      "rubygems_" + "51f2d07fd5b034f35cb061ad9ad1ec348d8edf46e0ed4564q",
      "id_rubygems_" + "23fe921d1952613854e891d362ad20200c33dfd558a712c2",
      "rubygems_000000000000000000000000000000000000000000000000",
      "rubygems_" + "23fe921d1952613854e891d362ad20200c33dfd558a712c",
    ],
    reference: "RubyGems guides: API keys",
  },
  {
    ...SIZED_KEY,
    id: "nuget_api_key",
    name: "NuGet API key",
    source: String.raw`\boy2[a-z0-9]{43}`,
    examples: [
      "my key is «oy21" + "30xpkso97duvmm3sekg5w4eoaklen7y10i243z8gm9», does it work?",
      "🔐«oy2a" + "wnxc7hhllrkerbopdci65enhy9ocyleamerhky7krw»",
    ],
    nearMisses: [
      "oy2e" + "n2xyf2kz90lqrv74spvvf6t6gomu44z0yatmbk1dtuq",
      "id_oy21" + "30xpkso97duvmm3sekg5w4eoaklen7y10i243z8gm9",
      "oy2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "oy21" + "30xpkso97duvmm3sekg5w4eoaklen7y10i243z8gm",
    ],
    reference: "NuGet documentation: scoped API keys",
  },
  {
    ...SIZED_KEY,
    id: "crates_io_token",
    name: "crates.io API token",
    source: String.raw`\bcio[A-Za-z0-9]{32}`,
    examples: [
      'env = { CARGO_REGISTRY_TOKEN = "«cioA' + '2y03llsvaMGw0DWLV2vQeBuzXPamyqA»" }',
      "clé d’accès : «ciob" + "uwPjXCfKRw4YiNRCjrtoolfzZnBDA4T»",
    ],
    nearMisses: [
      "cioK" + "9r5tlspFmUkuOSisFbcana0v0acamIuq",
      "id_cioA" + "2y03llsvaMGw0DWLV2vQeBuzXPamyqA",
      "cioxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "cioA" + "2y03llsvaMGw0DWLV2vQeBuzXPamyq",
    ],
    reference: "The Cargo Book: publishing on crates.io",
  },
  {
    ...SIZED_KEY,
    id: "docker_hub_token",
    name: "Docker Hub access token",
    source: String.raw`\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{27,32}`,
    examples: [
      "--api-key «dckr_" + "oat_blAxLD5b0M0KZQDhhqQsCqZmuOl» --verbose",
      "المفتاح «dckr_" + "pat_tuHXfT2YGG0LE5h6UMqzei766eW»",
    ],
    nearMisses: [
      "dckr_" + "oat_pDqIR5O9Zc1VaJvrb5Qc4uY2dwk1jE3sq",
      "id_dckr_" + "oat_blAxLD5b0M0KZQDhhqQsCqZmuOl",
      "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "dckr_" + "oat_blAxLD5b0M0KZQDhhqQsCqZmuO",
    ],
    reference: "Docker documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "artifactory_token",
    name: "JFrog Artifactory API key or token",
    source: String.raw`\b(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})`,
    examples: [
      'export ARTIFACTORY_API_KEY="«AKCp' +
        '8fFJHcyd7h92xloOjgdNsLAVYKOLSNqbD21vShSEHXKZdfc77QKK50NYzH7ieCz4r0pTJ»"',
      "키는 «cmVm" + "dGtu1ad1ID7sOgw1oPXAbVo2D5pd245x2VXrsISSxkHph59JtKjrHv1HjJXw»입니다",
    ],
    nearMisses: [
      "AKCp" + "8MhW2xtU5H0j8ZFywUTS4r4S2rY21g2HtPNE9SdJw2Q8U2W8Jgz8goYO3PpPktAPt6XB0q",
      "id_AKCp" + "8fFJHcyd7h92xloOjgdNsLAVYKOLSNqbD21vShSEHXKZdfc77QKK50NYzH7ieCz4r0pTJ",
      `AKCp8${"x".repeat(68)}`,
      "AKCp" + "8fFJHcyd7h92xloOjgdNsLAVYKOLSNqbD21vShSEHXKZdfc77QKK50NYzH7ieCz4r0pT",
    ],
    reference: "JFrog documentation: API keys and reference tokens",
  },
  {
    ...SIZED_KEY,
    id: "clojars_token",
    name: "Clojars deploy token",
    source: String.raw`\bCLOJARS_[a-z0-9]{60}`,
    examples: [
      '{"CLOJARS_PASSWORD": "«CLOJARS_' + 'wdbhs2zj7qf44e350iecw5rmawm598syxnhj6lzy9uf9mf0faj15nfeed8fk»"}',
      "密钥是«CLOJARS_" + "feh49wiwp5wuepr62z2olbti2t6gx1he6fy32xz1jlba8a2cjbrl9tpzg70y»。",
    ],
    nearMisses: [
      "CLOJARS_" + "wqjgwh55ol46ihqsl1rtw62enxmahrtenuvh5wnu2vg157nh0b80d0gdnc0iq",
      "id_CLOJARS_" + "wdbhs2zj7qf44e350iecw5rmawm598syxnhj6lzy9uf9mf0faj15nfeed8fk",
      `CLOJARS_${"x".repeat(60)}`,
      "CLOJARS_" + "wdbhs2zj7qf44e350iecw5rmawm598syxnhj6lzy9uf9mf0faj15nfeed8f",
    ],
    reference: "Clojars documentation: deploy tokens",
  },
  {
    ...SIZED_KEY,
    id: "packagist_token",
    name: "Packagist token",
    source: String.raw`\bpackagist_[aou][cur][ktl]_[a-f0-9]{68}`,
    examples: [
      "PACKAGIST_TOKEN: '«packagist_" +
        "ack_ffc2eff302e2fa9c65bfcac58b561845e329411fe86dee453f5a555ccb75b1e521fd»'",
      "der Schlüssel: «packagist_" +
        "ack_28d5c76680002fabe76ffee453d7472148cf5a2befb4eb8e14974655b0b19fc01196» 🔑",
    ],
    nearMisses: [
      "packagist_" + "ack_f46bc905a65b57f04116f45f40cc29c98c34eacd96310e4bc429ff14cb5e9cb3d52fq",
      "id_packagist_" + "ack_ffc2eff302e2fa9c65bfcac58b561845e329411fe86dee453f5a555ccb75b1e521fd",
      `packagist_ack_${"0".repeat(68)}`,
      "packagist_" + "ack_ffc2eff302e2fa9c65bfcac58b561845e329411fe86dee453f5a555ccb75b1e521f",
    ],
    reference: "Private Packagist documentation: tokens",
  },
  {
    ...SIZED_KEY,
    id: "dependency_track_key",
    name: "Dependency-Track API key",
    source: String.raw`\bodt_(?:[A-Za-z0-9]{8}_)?[A-Za-z0-9]{32,48}`,
    examples: [
      "https://api.example.com/v1?key=«odt_" + "lDbepM0Q_S5l2FUnoGUb3l1Qy2difRxDfQ0o0VWGc»&page=2",
      "ключ: «odt_" + "Hgwe5Pbp_lR8bblasgB0wlTBrAehYDmYTgrW0MXnu»",
    ],
    nearMisses: [
      "odt_" + "8bnnToqA_50EPSmKSI9SrPY0gia9no6l1q0gXpRYy_",
      "id_odt_" + "lDbepM0Q_S5l2FUnoGUb3l1Qy2difRxDfQ0o0VWGc",
      "odt_xxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "odt_" + "lDbepM0Q_S5l2FUnoGUb3l1Qy2difRxDfQ0o0VWG",
    ],
    reference: "Dependency-Track documentation: REST API",
  },
];
