import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { PatternCard } from "~/components/catalogue/pattern-card";
import { Fact, Facts } from "~/components/traffic/facts";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { describeCategory } from "~/detection/describe-pattern";
import { formatNoun } from "~/lib/quantity";
import { notFound } from "~/lib/not-found.server";
import { findCategory, GROUP_LABELS } from "~/rules/categories";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.category.label ?? "Category"} · Catalogue · Grepture` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const category = findCategory(params["category"] ?? "");
  if (!category) throw notFound();
  return {
    category,
    patterns: describeCategory(category.id),
    path: `/org/${organization.slug}/catalogue`,
  };
}

/** So many are read in one go; more are opened one by one. */
const MOST_OPEN = 3;

export default function CatalogueCategory() {
  const { category, patterns, path } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={category.label}
        description={category.explanation}
        back={{ to: path, label: "Catalogue" }}
      />
      <Card className="mb-6">
        <Facts>
          <Fact name="Group">{GROUP_LABELS[category.group]}</Fact>
          <Fact name="In rule files">
            <code className="font-mono text-sm">{category.id}</code>
          </Fact>
          <Fact name="Placeholder">
            <code className="rounded-sm bg-mark px-1 font-mono text-xs text-mark-ink">
              {category.placeholder}
            </code>
          </Fact>
        </Facts>
      </Card>
      <h2 className="mb-3 px-1 text-base font-semibold">{formatNoun(patterns.length, "pattern")}</h2>
      <div className="space-y-3">
        {patterns.map((pattern) => (
          <PatternCard key={pattern.id} pattern={pattern} isOpen={patterns.length <= MOST_OPEN} />
        ))}
      </div>
    </>
  );
}
