/** Keys of tools for documents, design and media. */
import { ISSUED_KEY, SIZED_KEY } from "~/detection/issued-key";
import { type Pattern } from "~/detection/pattern";

export const CONTENT_KEYS: readonly Pattern[] = [
  {
    ...SIZED_KEY,
    id: "figma_token",
    name: "Figma access token",
    source: String.raw`\bfig[dour]h?_[A-Za-z0-9_-]{38,48}`,
    examples: [
      'const client = new Client("«figd_' + '49PgkPK7_nY-JJGsEq0dO_CY_Bclfc-TUSPLUMrM»");',
      "密钥是«figd_" + "PeZoNHhYndlHh7TRzjWvAL_K9JxLQQOmAgpz4gar»。",
    ],
    nearMisses: [
      "figrh" + "_pc_IqZSNHar1-kZNe47usUxCE8hXTaUAQ-G5pthO4bIPTIb6q",
      "id_figd_" + "49PgkPK7_nY-JJGsEq0dO_CY_Bclfc-TUSPLUMrM",
      "figd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "figd_" + "49PgkPK",
    ],
    reference: "Figma REST API documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "notion_token",
    name: "Notion integration token",
    source: String.raw`\b(?:ntn_\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})`,
    examples: [
      'curl -H "Authorization: Bearer «ntn_' +
        '27917344758iGPxicT0zg2jYGNmadNSnRk0FekjhReC82p»" https://api.example.com',
      "der Schlüssel: «ntn_" + "42311575815zFk9GgGymygg703SrKB9XFQ0UiWyq3FSnLQ» 🔑",
    ],
    nearMisses: [
      "ntn_" + "87824972762O2nvHGj3LkuPhNDTEEp9rvUk00IhsrPeGSJq",
      "id_ntn_" + "27917344758iGPxicT0zg2jYGNmadNSnRk0FekjhReC82p",
      "ntn_00000000000xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "ntn_" + "27917344758iGPxicT0zg2jYGNmadNSnRk0FekjhReC82",
    ],
    reference: "Notion API documentation: integration tokens",
  },
  {
    ...SIZED_KEY,
    id: "airtable_token",
    name: "Airtable personal access token",
    source: String.raw`\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}`,
    examples: [
      "my key is «patL" +
        "XuDeSRhfLi4zr.55d4376162be9ea5d1113e0fd1907279301e1bf53319ef375af864dc2ca7e504», does it work?",
      "ключ: «patv" + "iphMns2dfqOXs.823faeaa6e7d183a4ec1c50e6c7a625936c89b357d55c7b8e9af75fd84b3c5dd»",
    ],
    nearMisses: [
      "patq" + "tHAoAe87lR6Jk.1872fe0cc06deda4a9ad257d3c28882367f1ebc0a1fc939380257e227741a445q",
      "id_patL" + "XuDeSRhfLi4zr.55d4376162be9ea5d1113e0fd1907279301e1bf53319ef375af864dc2ca7e504",
      `pat${"x".repeat(14)}.${"0".repeat(64)}`,
      "patL" + "XuDeSRhfLi4zr.55d4376162be9ea5d1113e0fd1907279301e1bf53319ef375af864dc2ca7e50",
    ],
    reference: "Airtable Web API documentation: personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "contentful_token",
    name: "Contentful management token",
    source: String.raw`\bCFPAT-[A-Za-z0-9_-]{43,64}`,
    examples: [
      'env = { CONTENTFUL_MANAGEMENT_TOKEN = "«CFPAT-' + 'hDLlV2OfgNVupaip_mScsJ6ZarDywtivSQffDTHNkYC»" }',
      "キーは「«CFPAT-" + "0eB2jO81zXg3CGsMuU9g-KXKn4JwjNFktblx_bCWcxU»」です",
    ],
    nearMisses: [
      "CFPAT-" + "Jm1I6ItaEgDhGR4s6f4D1r5CAoWEcQpnzVJrFhpnmEESFN1Qn5GVISxXVWktQSSMq",
      "id_CFPAT-" + "hDLlV2OfgNVupaip_mScsJ6ZarDywtivSQffDTHNkYC",
      "CFPAT-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "CFPAT-" + "hDLlV2OfgNVupaip_mScsJ6ZarDywtivSQffDTHNkY",
    ],
    reference: "Contentful documentation: personal access tokens",
  },
  {
    ...SIZED_KEY,
    id: "readme_api_key",
    name: "ReadMe API key",
    source: String.raw`\brdme_[a-z0-9]{70}`,
    examples: [
      "--api-key «rdme_" +
        "pyhgz81cz2u1lgw8510uddh33hchk6yuq0ti845rxgr61s3xqtxr0zrrxhf3nwkbgarfgy» --verbose",
      "🔐«rdme_" + "5yrjn0ivdkd72slufv0g94ws2cro2xp6z6fl0qhv6jrxf5ea9uvqoe8q4a9xq7lo7x8xp0»",
    ],
    nearMisses: [
      "rdme_" + "arprb445kakeomxz4dfhgvwk6mvpfln2vrtufvycjryrvv8m01vks0wo0078pw8ssnhs6aq",
      "id_rdme_" + "pyhgz81cz2u1lgw8510uddh33hchk6yuq0ti845rxgr61s3xqtxr0zrrxhf3nwkbgarfgy",
      `rdme_${"x".repeat(70)}`,
      "rdme_" + "pyhgz81cz2u1lgw8510uddh33hchk6yuq0ti845rxgr61s3xqtxr0zrrxhf3nwkbgarfg",
    ],
    reference: "ReadMe documentation: API keys",
  },
  {
    ...SIZED_KEY,
    id: "mapbox_secret_token",
    name: "Mapbox secret token",
    source: String.raw`\b[st]k\.eyJ1Ijoi[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{22}`,
    examples: [
      'export MAPBOX_SECRET_TOKEN="«sk.e' +
        'yJ1IjoieMg7TBa1lY6vY71c2JXVSEzq4RBAGQGtUitVZYqnmMIN8yBVUuRppGWcmTIwQ2M8d96Mi3nlbzSZOtzy.rCSajADvvyDDXYSD2yy7Ez»"',
      "clé d’accès : «sk.e" +
        "yJ1IjoieZfhuH2IfWhckFDV3IalUyrA42UE3EEvKPP5CPpWhGKTfPmbpKFpiMb1Y4fVEIiWvP5ELsM8SOD3uSSb.NWU0bw5QSMiJlZMsZsrz4O»",
    ],
    nearMisses: [
      "sk.e" +
        "yJ1IjoikI4R8h0Oz7QDcdidBSY05jjD0wwSHVzXkLu8RBz8At6AcogYZKpZRxpsvacR9y5iMmjaJBt2sVNXR9OA.z4Ba66FYHf4ifsRutBzmDbq",
      "id_sk.e" +
        "yJ1IjoieMg7TBa1lY6vY71c2JXVSEzq4RBAGQGtUitVZYqnmMIN8yBVUuRppGWcmTIwQ2M8d96Mi3nlbzSZOtzy.rCSajADvvyDDXYSD2yy7Ez",
      `sk.eyJ1Ijoi${"x".repeat(80)}.${"x".repeat(22)}`,
      "sk.e" +
        "yJ1IjoieMg7TBa1lY6vY71c2JXVSEzq4RBAGQGtUitVZYqnmMIN8yBVUuRppGWcmTIwQ2M8d96Mi3nlbzSZOtzy.rCSajADvvyDDXYSD2yy7E",
    ],
    reference: "Mapbox documentation: access tokens",
  },
  {
    ...SIZED_KEY,
    id: "adobe_client_secret",
    name: "Adobe OAuth client secret",
    source: String.raw`\bp8e-[A-Za-z0-9_-]{32}`,
    examples: [
      '{"ADOBE_CLIENT_SECRET": "«p8e-' + 'rUCVOCLZRtswxRKyehi8MPOG02b_XNVx»"}',
      "المفتاح «p8e-" + "yYymppdqIRJpmki-MBtY_n7AMCwr_tF4»",
    ],
    nearMisses: [
      "p8e-" + "PUyor5uG00tY_g86I43Alyh9lszsfR3Cq",
      "id_p8e-" + "rUCVOCLZRtswxRKyehi8MPOG02b_XNVx",
      "p8e-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "p8e-" + "rUCVOCLZRtswxRKyehi8MPOG02b_XNV",
    ],
    reference: "Adobe Developer Console: credentials",
  },
  {
    ...SIZED_KEY,
    id: "frameio_token",
    name: "Frame.io token",
    source: String.raw`\bfio-u-[A-Za-z0-9_=-]{64}`,
    examples: [
      "FRAMEIO_TOKEN: '«fio-" + "u-hVSkrNl1R8qKVcmmXmV6CxDsz9pmDb9y06UGpgu5Asmymrr4J0yC4W1WdsnoQNxN»'",
      "키는 «fio-" + "u-KQG5CusRJFZx2O6qqsAKhJVszd8XEi0YNzNHBrXZm9XY0uZAufvTDepSaEaOk6IW»입니다",
    ],
    nearMisses: [
      "fio-" + "u-4rW9VpfDA14Xra6X8iQJbGMh6s2dUOMhalcwKlpxCHAFzQosQbJwhNd1LIksZiFaq",
      "id_fio-" + "u-hVSkrNl1R8qKVcmmXmV6CxDsz9pmDb9y06UGpgu5Asmymrr4J0yC4W1WdsnoQNxN",
      `fio-u-${"x".repeat(64)}`,
      "fio-" + "u-hVSkrNl1R8qKVcmmXmV6CxDsz9pmDb9y06UGpgu5Asmymrr4J0yC4W1WdsnoQNx",
    ],
    reference: "Frame.io developer documentation: tokens",
  },
  {
    ...ISSUED_KEY,
    id: "dropbox_token",
    name: "Dropbox access token",
    source: String.raw`\bsl\.(?:u\.)?[A-Za-z0-9_=-]{120,}`,
    examples: [
      "https://api.example.com/v1?key=«sl.u" +
        ".GjkA4VsCY4pRoIOlPVvNjaPWzgBTFeSA9Dq3kZ8h9nuPxTkpE1gsbsNQD3MOq6qNDqapLvhwQS5OMioG2i0EYMZT8abosQ9HsUlmlHjKqYRNSqIqbXRK7ossaLLFGcCJDyLmu5I3ufZ0»&page=2",
      "密钥是«sl.u" +
        ".kLtQEIK5owoToyQ8Stcvs8Avg7tXJh5KmY3tiqce40Oo9FnhS5g5wIXr7sCtF8QtiINXaIKK7vroHS03BuFIckH3cCfX71uGpuaEOcVHhYLBTVxnrmfifZ8IPmnaAv3RHWvqBHn4BP9W»。",
    ],
    nearMisses: [
      "id_sl.u" +
        ".GjkA4VsCY4pRoIOlPVvNjaPWzgBTFeSA9Dq3kZ8h9nuPxTkpE1gsbsNQD3MOq6qNDqapLvhwQS5OMioG2i0EYMZT8abosQ9HsUlmlHjKqYRNSqIqbXRK7ossaLLFGcCJDyLmu5I3ufZ0",
      `sl.u.${"x".repeat(140)}`,
      "sl.u" + ".GjkA4Vs",
    ],
    reference: "Dropbox developer documentation: OAuth",
  },
];
