/** Keys of code hosting, continuous integration and code analysis. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";
import { looksRandom } from "~/detection/randomness";

export const CODE_HOSTING_KEYS: readonly Pattern[] = [
  {
    ...ISSUED_KEY,
    id: "github_token",
    name: "GitHub token",
    source: String.raw`\bgh[pousr]_[A-Za-z0-9]{36,}`,
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
    ...SIZED_KEY,
    id: "github_fine_grained_token",
    name: "GitHub fine-grained personal access token",
    source: String.raw`\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}`,
    examples: [
      "GH_PAT=«github_" +
        "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPba»",
      'export GH_PAT="«github_' +
        'pat_2ID01SIALeLApwY1mr91sY_cp4P7i2vr15eW7RwxkIEWxa0tNZgc7MVMWvdp9X9rtAnlSvnkJwKl4MA786»"',
      "키는 «github_" +
        "pat_dccYK3gPpgGqtAyrqfn5yU_nunJdIl29NtVYb8CmcUtplKec8MHvvIRFoDSGSwbygzaQX8pkHZFGDAMTOn»입니다",
    ],
    nearMisses: [
      "github_" + "pat_stqF0KMtt4Ikax0yzNRl8n_oNzylUYIGC2RuxMK106C9EA6xYQ8fV45zdKI2mdz6DIrl8bRNsoYJUkHXlfq",
      "id_github_" + "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPba",
      `github_pat_${"x".repeat(22)}_${"x".repeat(59)}`,
      "github_" + "pat_L68FAE4Hmjmb0gQ3ZnPIpq_fk6LbIcHd1inVoYUZaKREfAvgsFYyMtepIeTP3ZjkIR3S5dRj16lb6VzPb",
    ],
    reference: "GitHub documentation: fine-grained personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "gitlab_token",
    name: "GitLab token",
    source: String.raw`\bgl(?:pat|dt|rtr?|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[A-Za-z0-9_-]{20,}(?:\.[a-z0-9]{2,}){0,2}`,
    examples: [
      'const client = new Client("«glpat-' + 'yTU5uRn7cj0n1XWxWLm0»");',
      '{"GITLAB_TOKEN": "«glrt-' + 't1_szXtAxfEVstQZH8pdIEZB8PivtN.01.qz33zjr09»"}',
      "密钥是«gldt-" + "WeTS2JR3qd6d4fKhgk2b»。",
    ],
    nearMisses: [
      "glrt-t" + "1_Q0v0dw9x667t2Yq6GONb10LbRcA.01.s1jfs2ycaZ",
      "id_glpat-" + "yTU5uRn7cj0n1XWxWLm0",
      "glpat-xxxxxxxxxxxxxxxxxxxx",
      "glpat-" + "yTU5uRn7cj0n1XWxWLm",
    ],
    reference: "GitLab documentation: token prefixes",
  },
  {
    ...SIZED_KEY,
    id: "gitlab_runner_registration_token",
    name: "GitLab runner registration token",
    source: String.raw`\bGR1348941[A-Za-z0-9_-]{20}`,
    examples: [
      'curl -H "Authorization: Bearer «GR13' + '489414lGfyCWAgGr1Arw9ZGdQ»" https://api.example.com',
      "密钥是«GR13" + "48941di0lvjSoNZq-yU1xC0-J»。",
    ],
    nearMisses: [
      "GR13" + "48941zGNH6fSaeUjmKCM5JiiWq",
      "id_GR13" + "489414lGfyCWAgGr1Arw9ZGdQ",
      "GR1348941xxxxxxxxxxxxxxxxxxxx",
      "GR13" + "489414lGfyCWAgGr1Arw9ZGd",
    ],
    reference: "GitLab documentation: runner registration tokens",
  },
  {
    ...SIZED_KEY,
    id: "bitbucket_app_password",
    name: "Bitbucket app password",
    source: String.raw`\bATBB[A-Za-z0-9]{32}`,
    examples: [
      "my key is «ATBB" + "FUdxf4LQAVOPcEefWwUDHz1QetedC63i», does it work?",
      "der Schlüssel: «ATBB" + "4PJic4i5tZTg3eqoryZu8fdzcqmzaIN3» 🔑",
    ],
    nearMisses: [
      "ATBB" + "CM8SBgS4HCLlIr7zNb4yDl3u9mlq5IKoq",
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
    source: String.raw`\bAT(?:ATT|CTT)3[A-Za-z0-9_=-]{60,}`,
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
    ...SIZED_KEY,
    id: "circleci_token",
    name: "CircleCI token",
    source: String.raw`\bCCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}`,
    examples: [
      "--api-key «CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb9» --verbose",
      "キーは「«CCIPAT_" + "otCYiEVt6qLt8FeHxJPH6x_4f6d3f18a77f1e418b4114cfc18cae377ccb861d»」です",
    ],
    nearMisses: [
      "CCIPRJ_" + "sU03i7rGLi2oF1reqCSsli_cb91e3d80b195e59db72837b5f91cbb97077e2d0q",
      "id_CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb9",
      `CCIPAT_${"x".repeat(22)}_${"0".repeat(40)}`,
      "CCIPRJ_" + "NmdGSSu5nTgbA9RdJvEub7_25bb844d54eb18882e8534f838447ee8c27d5cb",
    ],
    reference: "CircleCI documentation: API tokens",
  },
  {
    ...SIZED_KEY,
    id: "buildkite_token",
    name: "Buildkite token",
    source: String.raw`\bbk(?:ua|ct|aj|pt|at)_[a-z0-9]{40}`,
    examples: [
      'export BUILDKITE_TOKEN="«bkat_' + '463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w1»"',
      "🔐«bkua_" + "orfryxz8feqkt5iscnfm8e6uzu5qyyyfwji8wm5b»",
    ],
    nearMisses: [
      "bkpt_" + "yiza1nw9ety5arheu8by5ae128zssggfolt0hg8gq",
      "id_bkat_" + "463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w1",
      "bkua_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "bkat_" + "463m2bpmysbsf48ofmed0wvw52cg0pc0tv6p56w",
    ],
    reference: "Buildkite documentation: token formats",
  },
  {
    ...SIZED_KEY,
    id: "octopus_api_key",
    name: "Octopus Deploy API key",
    source: String.raw`\bAPI-[A-Z0-9]{25,32}`,
    validate: looksRandom,
    confidence: 0.85,
    examples: [
      '{"OCTOPUS_API_KEY": "«API-' + '2CXYFNO2KVFJCC91KQC5LWKZ2»"}',
      "clé d’accès : «API-" + "PT90X0VEEOTMZLC35JY42OAFH»",
    ],
    nearMisses: [
      "API-" + "O4YKOQFY9UXTB9WTZ6VTBSJGC3VNNGBLq",
      "id_API-" + "2CXYFNO2KVFJCC91KQC5LWKZ2",
      "API-XXXXXXXXXXXXXXXXXXXXXXXXX",
      "API-" + "2CXYFNO2KVFJCC91KQC5LWKZ",
    ],
    reference: "Octopus Deploy documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "sonar_token",
    name: "SonarQube token",
    source: String.raw`\bsq[uap]_[A-Za-z0-9]{40}`,
    examples: [
      "SONAR_TOKEN: '«sqp_" + "6371657fcb8cb5665ed8d986369b8b67ecd64844»'",
      "المفتاح «sqp_" + "f5c90f3841b82ebf0c2119d1866f1316f4402711»",
    ],
    nearMisses: [
      "sqp_" + "6314867475778cf48dc9e565d0963275cd54681eq",
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
    source: String.raw`\bsnyk_(?:uat|sat)\.[a-z0-9]{8}\.[A-Za-z0-9_-]{40,}`,
    examples: [
      "https://api.example.com/v1?key=«snyk_" +
        "uat.0c51435c.IDbwJA89MlWAiPFZuiSCc8c7vTJakFqlQqc6GmnJONG26ltYontfwWbf28wh33xi»&page=2",
      "키는 «snyk_" + "uat.aab92d32.9LQPbQyusAuFjcpTYHYbz3ryo5QBpNEFs54NzNdTrzqpeUe0nBKvLRc4xETUTgjq»입니다",
    ],
    nearMisses: [
      "id_snyk_" + "uat.0c51435c.IDbwJA89MlWAiPFZuiSCc8c7vTJakFqlQqc6GmnJONG26ltYontfwWbf28wh33xi",
      `snyk_uat.${"0".repeat(8)}.${"x".repeat(64)}`,
      "snyk_" + "uat.0c5",
    ],
    reference: "Snyk documentation: personal and service account tokens",
  },
  {
    ...SIZED_KEY,
    id: "sourcegraph_token",
    name: "Sourcegraph access token",
    source: String.raw`\b(?:sgp_(?:[A-Fa-f0-9]{16}_)?(?:local_)?[A-Fa-f0-9]{40}|slk_[a-f0-9]{64})`,
    examples: [
      "| SRC_ACCESS_TOKEN | «sgp_" + "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b868» |",
      "密钥是«sgp_" + "a5e341445c2853e3_4e97716b4cbe30766830bfaf2f6d353b873a01a8»。",
    ],
    nearMisses: [
      "sgp_" + "45e39798f6f200eb_9ab7dc1dc314752a77300f5b5e93b9e1fb49efa6q",
      "id_sgp_" + "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b868",
      `sgp_${"0".repeat(16)}_${"0".repeat(40)}`,
      "sgp_" + "1f0d60505baed667_a036f958f03ec5308a2d93430b522bb65fd7b86",
    ],
    reference: "Sourcegraph documentation: access tokens",
  },
];
