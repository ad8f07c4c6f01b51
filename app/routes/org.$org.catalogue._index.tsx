import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SearchX } from "lucide-react";
import { z } from "zod";
import { requireMember } from "~/auth/session";
import { CatalogueList, countsText, type CategoryItem } from "~/components/catalogue/catalogue-list";
import { CatalogueSearch } from "~/components/catalogue/catalogue-search";
import { ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { searchCatalogue, type CategoryPatterns } from "~/detection/search-catalogue";
import { CATEGORY_GROUPS } from "~/rules/categories";

export const meta: MetaFunction = () => [{ title: "Catalogue · Grepture" }];

/** An address that was typed or cut asks for what can be read of it. */
const querySchema = z.object({
  q: z.string().max(100).catch(""),
  group: z.enum(CATEGORY_GROUPS).nullable().catch(null),
});

/** Without words everything answers: then the number of patterns tells more than hundreds of names. */
function itemsOf(found: CategoryPatterns[], isSearch: boolean): CategoryItem[] {
  return found.map(({ category, patterns }) => ({
    category,
    count: patterns.length,
    patterns: isSearch ? patterns : [],
  }));
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const { q, group } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const query = { text: q.trim(), group };
  const found = searchCatalogue(query);
  return { query, items: itemsOf(found, query.text !== ""), path: `/org/${organization.slug}/catalogue` };
}

export default function Catalogue() {
  const { query, items, path } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Catalogue"
        description="Everything that rules can find, with how each pattern recognises it. Patterns are chosen by category in a rule."
      />
      <CatalogueSearch path={path} {...query} />
      <p role="status" className="mt-3 mb-4 px-1 text-sm text-ink-muted">
        {items.length > 0 ? countsText(items) : "No pattern"}
        {query.text && ` found for “${query.text}”`}
      </p>
      {items.length > 0 ? (
        <CatalogueList items={items} path={path} />
      ) : (
        <Card>
          <EmptyState
            icon={SearchX}
            title="Nothing found"
            action={
              <ButtonLink to={path} variant="secondary">
                Show the whole catalogue
              </ButtonLink>
            }
          >
            {query.group
              ? "Search all groups, or use fewer words: a pattern has to have every one of them."
              : "Use fewer words: a pattern has to have every one of them."}
          </EmptyState>
        </Card>
      )}
    </>
  );
}
