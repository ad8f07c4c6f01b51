import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { PatternList } from "~/components/catalogue/pattern-list";
import { Fact, Facts } from "~/components/traffic/facts";
import { Card, Section } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { summariseCategory } from "~/detection/describe-pattern";
import { notFound } from "~/lib/not-found.server";
import { formatNoun } from "~/lib/quantity";
import { findCategory, GROUP_LABELS } from "~/rules/categories";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.category.label ?? "Category"} · Catalogue · Grepture` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const category = findCategory(params["category"] ?? "");
  if (!category) throw notFound();
  const path = `/org/${organization.slug}/catalogue`;
  return { category, patterns: summariseCategory(category.id), path };
}

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
      <Section id="patterns" title={formatNoun(patterns.length, "pattern")}>
        <PatternList patterns={patterns} path={`${path}/${category.id}`} />
      </Section>
    </>
  );
}
