import type { CatalogueEntry } from './platforms';

/** `catalog` is Crun's own order. */
export const TEMPLATE_ORDERS = ['catalog', 'price', 'name', 'hot', 'new'] as const;
export type TemplateOrder = (typeof TEMPLATE_ORDERS)[number];

/** Negative where the left entry comes first. */
type Compare = (left: CatalogueEntry, right: CatalogueEntry) => number;

/** A fixed language, so that a list has the same order on every server. */
const byText = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const COMPARE: Record<TemplateOrder, Compare> = {
	catalog: () => 0,
	/** By the lowest price; templates without one come last. */
	price: ascending(({ template }) => template.credits_from ?? Infinity),
	name: (left, right) => byText.compare(left.template.name, right.template.name),
	hot: ascending(({ template }) => (template.is_hot ? 0 : 1)),
	/** Those that the catalogue calls new, then by the time of release where it states one, the latest first. */
	new: ascending(
		({ template }) => (template.is_new ? 0 : 1),
		({ releasedAt }) => -(releasedAt ?? -Infinity),
	),
};

/** @returns the entries in this order; equal ones stay in the order of the catalogue */
export function sortTemplates(entries: CatalogueEntry[], order: TemplateOrder): CatalogueEntry[] {
	return [...entries].sort(COMPARE[order]);
}

function ascending(...keys: Array<(entry: CatalogueEntry) => number>): Compare {
	return (left, right) => {
		for (const key of keys) {
			const [first, second] = [key(left), key(right)];
			if (first < second) return -1;
			if (first > second) return 1;
		}
		return 0;
	};
}
