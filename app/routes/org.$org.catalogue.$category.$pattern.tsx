import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { requireMember } from "~/auth/session";
import { Confidence } from "~/components/catalogue/confidence";
import { PatternParts } from "~/components/catalogue/pattern-parts";
import { Fact, Facts } from "~/components/traffic/facts";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { findPattern } from "~/detection/describe-pattern";
import { notFound } from "~/lib/not-found.server";
import { findCategory } from "~/rules/categories";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.pattern.name ?? "Pattern"} · Catalogue · Grepture` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const category = findCategory(params["category"] ?? "");
  const found = category && findPattern(category.id, params["pattern"] ?? "");
  if (!found) throw notFound();
  return { ...found, category, path: `/org/${organization.slug}/catalogue/${category.id}` };
}

const STEP =
  "inline-flex min-h-6 items-center gap-1 rounded-sm text-sm text-ink-muted underline-offset-4 hover:text-ink hover:underline";

export default function CataloguePattern() {
  const { pattern, previous, next, category, path } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={pattern.name} back={{ to: path, label: category.label }} />
      <Card className="mb-6">
        <Facts>
          <Fact name="Pattern">
            <code className="font-mono text-sm">{pattern.id}</code>
          </Fact>
          <Fact name="Confidence">
            <Confidence value={pattern.confidence} />
          </Fact>
          <Fact name="Placeholder">
            <code className="rounded-sm bg-mark px-1 font-mono text-xs text-mark-ink">
              {category.placeholder}
            </code>
          </Fact>
        </Facts>
      </Card>
      <Card>
        <PatternParts pattern={pattern} />
      </Card>
      {(previous ?? next) && (
        <nav
          aria-label={`Patterns of ${category.label}`}
          className="mt-4 flex flex-wrap gap-x-6 gap-y-2 px-1"
        >
          {previous && (
            <Link to={`${path}/${previous.id}`} className={STEP}>
              <ChevronLeft size={15} className="shrink-0" aria-hidden />
              <span className="sr-only">Previous: </span>
              {previous.name}
            </Link>
          )}
          {next && (
            <Link to={`${path}/${next.id}`} className={`${STEP} ml-auto`}>
              <span className="sr-only">Next: </span>
              {next.name}
              <ChevronRight size={15} className="shrink-0" aria-hidden />
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
