/** Keys of code hosting, continuous integration and code analysis. */
import { ISSUED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { isFilledIn } from "~/detection/randomness";

export const CODE_HOSTING_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "github_token",
    name: "GitHub token",
    source: "gh[pousr]_[A-Za-z0-9]{36,}",
    examples: [
      "| GITHUB_TOKEN | «ghs_" + "fsaOVNwkwSDp02QPjcwEXWcVxI5wmWmZNEyU» |",
      "--api-key «gho_" + "CAOErxMsZgmMbghPYYULIdTFQWtKTV8eKnpb» --verbose",
      "المفتاح «ghs_" + "s5FZ8yTx1eLtfvhm21pio5ul6QJcPqtBCCq7»",
    ],
    nearMisses: [
      "id_ghs_" + "fsaOVNwkwSDp02QPjcwEXWcVxI5wmWmZNEyU",
      "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ghs_" + "fsaOVNwkwSDp02QPjcwEXWcVxI5wmWmZNEy",
    ],
    reference: "GitHub documentation: token formats",
  },
  {
    ...ISSUED_KEY,
    id: "github_fine_grained_token",
    name: "GitHub fine-grained personal access token",
    source: "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
    examples: [
      "GH_PAT=«github_" +
        "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPba»",
      'export GH_PAT="«github_' +
        'pat_2ID01SIALeLApwY1mr91sY_cp4P7i2vr15eW7RwxkIEWxa0tNZgc7MVMWvdp9X9rtAnlSvnkJwKl4MA786»"',
      "키는 «github_" +
        "pat_dccYK3gPpgGqtAyrqfn5yU_nunJdIl29NtVYb8CmcUtplKec8MHvvIRFoDSGSwbygzaQX8pkHZFGDAMTOn»입니다",
    ],
    nearMisses: [
      "id_github_" + "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPba",
      `github_pat_${"x".repeat(22)}_${"x".repeat(59)}`,
      "github_" + "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPb",
    ],
    reference: "GitHub documentation: fine-grained personal access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "gitlab_token",
    name: "GitLab token",
    source: String.raw`gl(?:pat|dt|rtr?|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[A-Za-z0-9_-]{20,}(?:\.[a-z0-9]{2,}){0,2}`,
    examples: [
      'const client = new Client("«glpat-' + 'yTU5uRn7cj0n1XWxWLm0»");',
      '{"GITLAB_TOKEN": "«glrt-' + 't1_szXtAxfEVstQZH8pdIEZB8PivtN.01.qz33zjr09»"}',
      "密钥是«gldt-" + "WeTS2JR3qd6d4fKhgk2b»。",
    ],
    nearMisses: [
      "id_glpat-" + "yTU5uRn7cj0n1XWxWLm0",
      "glpat-xxxxxxxxxxxxxxxxxxxx",
      "glpat-" + "yTU5uRn7cj0n1XWxWLm",
    ],
    reference: "GitLab documentation: token prefixes",
  },
  {
    ...ISSUED_KEY,
    id: "gitlab_runner_registration_token",
    name: "GitLab runner registration token",
    source: "GR1348941[A-Za-z0-9_-]{20}",
    examples: [
      'curl -H "Authorization: Bearer «GR13' + '489414lGfyCWAgGr1Arw9ZGdQ»" https://api.example.com',
      "密钥是«GR13" + "48941di0lvjSoNZq-yU1xC0-J»。",
    ],
    nearMisses: [
      "id_GR13" + "489414lGfyCWAgGr1Arw9ZGdQ",
      "GR1348941xxxxxxxxxxxxxxxxxxxx",
      "GR13" + "489414lGfyCWAgGr1Arw9ZGd",
    ],
    reference: "GitLab documentation: runner registration tokens",
  },
  {
    ...ISSUED_KEY,
    id: "bitbucket_app_password",
    name: "Bitbucket app password",
    source: "ATBB[A-Za-z0-9]{32}",
    examples: [
      "my key is «ATBB" + "FUdxf4LQAVOPcEefWwUDHz1QetedC63i», does it work?",
      "der Schlüssel: «ATBB" + "4PJic4i5tZTg3eqoryZu8fdzcqmzaIN3» 🔑",
    ],
    nearMisses: [
      "id_ATBB" + "FUdxf4LQAVOPcEefWwUDHz1QetedC63i",
      "ATBBxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ATBB" + "FUdxf4LQAVOPcEefWwUDHz1QetedC63",
    ],
    reference: "Bitbucket Cloud documentation: app passwords",
  },
  {
    ...ISSUED_KEY,
    id: "atlassian_token",
    name: "Atlassian API token",
    source: "AT(?:ATT|CTT)3[A-Za-z0-9_=-]{60,}",
    examples: [
      'env = { JIRA_API_TOKEN = "«ATAT' +
        'T3xFfGF04pwX64YMlH6oiOIQPaQGrkI5wAdaw8VjCbHMdlgD4cMfmgvLqW4FJQvd640sxrtgko0KZUWZ4GhGl6e3gUmdsrUMc63G5yPb1EKHrCtEJjuABLcynjdgUvb26sEWjbm3tvtCc7YqLgPmk95W7yraVyGSkou06dHo70vZryWUvwZ=CB62A0D9»" }',
      "ключ: «ATAT" +
        "T3xFfGF07PdldG7H3KedSr5j06mCWIt2nKa7e138ADi6TdQjHOarsCtvPV58UeW41ucIglnNyLoY9FGFJsR8ORHoq2KuFwXLE0bcblfkLYaj1dybfrhqBQqmOMg2olLSJQRrp5ERdOj29Q4ur6pTPAlbEP6TWz8bfecPQWi703b2BSRyas2=C7B96B77»",
    ],
    nearMisses: [
      "id_ATAT" +
        "T3xFfGF04pwX64YMlH6oiOIQPaQGrkI5wAdaw8VjCbHMdlgD4cMfmgvLqW4FJQvd640sxrtgko0KZUWZ4GhGl6e3gUmdsrUMc63G5yPb1EKHrCtEJjuABLcynjdgUvb26sEWjbm3tvtCc7YqLgPmk95W7yraVyGSkou06dHo70vZryWUvwZ=CB62A0D9",
      `ATATT3xFfGF0${"x".repeat(171)}=${"0".repeat(8)}`,
      "ATAT" + "T3xFfGF0",
    ],
    reference: "Atlassian documentation: API tokens",
  },
  {
    ...ISSUED_KEY,
    id: "circleci_token",
    name: "CircleCI token",
    source: "CCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}",
    examples: [
      "--api-key «CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb9» --verbose",
      "キーは「«CCIPAT_" + "otCYiEVt6qLt8FeHxJPH6x_4f6d3f18a77f1e418b4114cfc18cae377ccb861d»」です",
    ],
    nearMisses: [
      "id_CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb9",
      `CCIPAT_${"x".repeat(22)}_${"0".repeat(40)}`,
      "CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb",
    ],
    reference: "CircleCI documentation: API tokens",
  },
  {
    ...ISSUED_KEY,
    id: "buildkite_token",
    name: "Buildkite token",
    source: "bk(?:ua|ct|aj|pt|at)_[a-z0-9]{40}",
    examples: [
      'export BUILDKITE_TOKEN="«bkat_' + '463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w1»"',
      "🔐«bkua_" + "orfryxz8feqkt5iscnfm8e6uzu5qyyyfwji8wm5b»",
    ],
    nearMisses: [
      "id_bkat_" + "463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w1",
      "bkua_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "bkat_" + "463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w",
    ],
    reference: "Buildkite documentation: token formats",
  },
  {
    ...ISSUED_KEY,
    id: "sonar_token",
    name: "SonarQube token",
    source: "sq[uap]_[A-Za-z0-9]{40}",
    examples: [
      '{"SONAR_TOKEN": "«sqp_' + '6371657fcb8cb5665ed8d986369b8b67ecd64844»"}',
      "clé d’accès : «sqp_" + "f5c90f3841b82ebf0c2119d1866f1316f4402711»",
    ],
    nearMisses: [
      "id_sqp_" + "6371657fcb8cb5665ed8d986369b8b67ecd64844",
      "sqp_0000000000000000000000000000000000000000",
      "sqp_" + "6371657fcb8cb5665ed8d986369b8b67ecd6484",
    ],
    reference: "SonarQube documentation: tokens",
  },
  {
    ...ISSUED_KEY,
    id: "snyk_token",
    name: "Snyk token",
    source: String.raw`snyk_(?:uat|sat)\.[a-z0-9]{8}\.[A-Za-z0-9_-]{40,}`,
    examples: [
      "SNYK_TOKEN: '«snyk_" +
        "uat.0c51435c.IDbwJA89MlWAiPFZuiSCc8c7vTJakFqlQqc6GmnJONG26ltYontfwWbf28wh33xi»'",
      "المفتاح «snyk_" + "uat.aab92d32.9LQPbQyusAuFjcpTYHYbz3ryo5QBpNEFs54NzNdTrzqpeUe0nBKvLRc4xETUTgjq»",
    ],
    nearMisses: [
      "id_snyk_" + "uat.0c51435c.IDbwJA89MlWAiPFZuiSCc8c7vTJakFqlQqc6GmnJONG26ltYontfwWbf28wh33xi",
      `snyk_uat.${"0".repeat(8)}.${"x".repeat(64)}`,
      "snyk_" + "uat.0c5",
    ],
    reference: "Snyk documentation: personal and service account tokens",
  },
  {
    ...ISSUED_KEY,
    id: "sourcegraph_token",
    name: "Sourcegraph access token",
    source: "sgp_(?:[A-Fa-f0-9]{16}_)?(?:local_)?[A-Fa-f0-9]{40}|slk_[a-f0-9]{64}",
    examples: [
      "https://api.example.com/v1?key=«sgp_" +
        "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b868»&page=2",
      "키는 «sgp_" + "a5e341445c2853e3_4e97716b4cbe30766830bfaf2f6d353b873a01a8»입니다",
    ],
    nearMisses: [
      "id_sgp_" + "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b868",
      `sgp_${"0".repeat(16)}_${"0".repeat(40)}`,
      "sgp_" + "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b86",
    ],
    reference: "Sourcegraph documentation: access tokens",
  },
  {
    ...ISSUED_KEY,
    id: "postman_api_key",
    name: "Postman API key",
    source: "PMA[KT]-[a-f0-9]{24}-[a-f0-9]{34}",
    examples: [
      "| POSTMAN_API_KEY | «PMAT-" + "408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84ad» |",
      "密钥是«PMAK-" + "7c99f485ec3581a8b5322c7b-4bbcb0d16e3145e7b1059d767732defeb6»。",
    ],
    nearMisses: [
      "id_PMAT-" + "408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84ad",
      `PMAK-${"0".repeat(24)}-${"0".repeat(34)}`,
      "PMAT-" + "408128d5009b19ca0a77f4c5-4eec077135d6e30a1721be277a5eab84a",
    ],
    reference: "Postman documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "stackhawk_api_key",
    name: "StackHawk API key",
    source: String.raw`hawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}`,
    examples: [
      "HAWK_API_KEY=«hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7p»",
      "der Schlüssel: «hawk." + "2hlvkoW9mnOGymwqmluz.HRkuTW4kfoVxVOqXqKv3» 🔑",
    ],
    nearMisses: [
      "id_hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7p",
      "hawk.xxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxx",
      "hawk." + "xJHzxcWE2cqcRHvNKdTc.7fz3s4D3cfSNORcfXi7",
    ],
    reference: "StackHawk documentation: API keys",
  },
  {
    ...ISSUED_KEY,
    id: "rapidapi_key",
    name: "RapidAPI key",
    source: "[a-f0-9]+msh[a-f0-9]{15}p1[a-f0-9]{5}jsn[a-f0-9]{12}",
    validate: (value) => /^\w{10}msh/.test(value) && isFilledIn(value),
    examples: [
      'const client = new Client("«381187ebcfmsh' + 'ced047db7933c5bp1d78ffjsna968a814e770»");',
      "ключ: «44b13642f7msh" + "6e214ebc9620a03p1a494ajsn6cc03b9e7497»",
    ],
    nearMisses: [
      "id_381187ebcfmsh" + "ced047db7933c5bp1d78ffjsna968a814e770",
      "0000000000msh000000000000000p100000jsn000000000000",
      "381187ebcfmsh" + "ced047db7933c5bp1d78ffjsna968a814e77",
    ],
    reference: "RapidAPI documentation: X-RapidAPI-Key",
  },
];
