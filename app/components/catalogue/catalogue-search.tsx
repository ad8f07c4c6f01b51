import { Form } from "@remix-run/react";
import { ChevronDown } from "lucide-react";
import { Button } from "~/components/ui/button";
import { CONTROL } from "~/components/ui/field";
import { SearchInput } from "~/components/ui/search-input";
import { CATEGORY_GROUPS, GROUP_LABELS, type CategoryGroup } from "~/rules/categories";

interface CatalogueSearchProps {
  /** The path of the catalogue. */
  path: string;
  text: string;
  group: CategoryGroup | null;
}

/** A query is in the address: it can be kept, sent, and gone back to. */
export function CatalogueSearch({ path, text, group }: CatalogueSearchProps) {
  return (
    <Form
      method="get"
      action={path}
      role="search"
      // The boxes begin anew when a link changes the query.
      key={`${group ?? ""} ${text}`}
      className="flex flex-wrap gap-2"
    >
      <SearchInput
        className="min-w-56 flex-1 max-sm:basis-full"
        name="q"
        aria-label="Search the catalogue"
        placeholder="Name, label, issuer, prefix, standard…"
        defaultValue={text}
        maxLength={100}
      />
      <div className="relative max-sm:flex-1">
        <select
          name="group"
          aria-label="Group"
          defaultValue={group ?? ""}
          className={`${CONTROL} h-9 appearance-none pr-9`}
        >
          <option value="">All groups</option>
          {CATEGORY_GROUPS.map((choice) => (
            <option key={choice} value={choice}>
              {GROUP_LABELS[choice]}
            </option>
          ))}
        </select>
        <ChevronDown
          size={15}
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-muted"
          aria-hidden
        />
      </div>
      <Button variant="secondary">Search</Button>
    </Form>
  );
}
