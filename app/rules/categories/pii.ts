import { type CategoryText } from "~/rules/categories/category-text";

export const PII_CATEGORIES = [
  {
    id: "email",
    label: "E-mail address",
    explanation: "Addresses with a domain, plus tags and accented or Cyrillic letters included.",
    example: "jane.doe@example.com",
  },
  {
    id: "phone",
    label: "Phone number",
    explanation:
      "North American numbers with separators, international numbers that fit their country's plan, and any number that a word such as “phone” announces.",
    example: "+1 (415) 555-0132",
  },
  {
    id: "ssn",
    label: "US Social Security number",
    explanation: "Numbers in an issued range, written 3-2-4 or announced by “SSN”.",
    example: "536-22-8145",
  },
  {
    id: "tax_id",
    label: "Tax number",
    explanation:
      "US ITIN and EIN, German tax id, Indian PAN, Australian TFN and company tax numbers, check digits verified.",
    example: "ITIN 912-70-1234",
  },
  {
    id: "national_id",
    label: "National identity number",
    explanation:
      "Identity numbers of the UK, France, Spain, Italy, the Netherlands, Poland, Sweden, India, Brazil, Canada, Singapore, South Korea and China, check digits verified.",
    example: "DNI 12345678Z",
  },
  {
    id: "health_id",
    label: "Health number",
    explanation: "NHS and Medicare numbers, and medical record numbers that are announced as such.",
    example: "NHS number 943 476 5919",
  },
  {
    id: "date_of_birth",
    label: "Date of birth",
    explanation: "A date that words such as “born” or “date of birth” announce.",
    example: "born on 12 March 1985",
  },
  {
    id: "address",
    label: "Street address",
    explanation:
      "House number and street in US, UK, German and French forms, with what follows of the address.",
    example: "742 Evergreen Terrace Drive",
  },
  {
    id: "postal_code",
    label: "Postal code",
    explanation: "ZIP codes and postcodes beside a word or a place that says what they are.",
    example: "ZIP code 94107",
  },
  {
    id: "passport",
    label: "Passport number",
    explanation: "Numbers in the form of a country's passport near the word, and machine-readable lines.",
    example: "passport no. 533380006",
  },
  {
    id: "drivers_license",
    label: "Driver's licence number",
    explanation: "Licence numbers of US states and European countries near the words for it.",
    example: "driver's license D1234567",
  },
  {
    id: "license_plate",
    label: "Licence plate",
    explanation: "Registration marks near a word such as “plate” or “Kennzeichen”.",
    example: "license plate 7ABC123",
  },
  {
    id: "gps_coordinates",
    label: "GPS coordinates",
    explanation: "Latitude and longitude, in decimals or in degrees, precise enough to find a house.",
    example: "37.774929, -122.419416",
  },
] as const satisfies readonly CategoryText[];
