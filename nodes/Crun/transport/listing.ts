import { PAGE_SIZE } from '../crun/contract';
import type { CatalogueEntry } from '../crun/platforms';
import { checkCount, checkReadable, tooLong } from '../crun/listProblems';

export interface CataloguePage {
	entries: CatalogueEntry[];
	/** The entries that cannot be read, as JSON. */
	unread: string[];
	/** How many entries the whole list has; null when Crun does not say, or says what cannot be right. */
	total: number | null;
}

/** Fetches one page; pages are numbered from 1. */
export type GetPage = (page: number) => Promise<CataloguePage>;

/** A list with more pages is not read as a whole: that would take minutes, and it may never end. */
const MOST_PAGES = 2000;

/** The number of entries on a page, readable or not. */
export const sizeOf = ({ entries, unread }: CataloguePage): number =>
	entries.length + unread.length;

/** The pages of one list so far. A page that only repeats earlier ones counts as the end of the list. */
class Listing {
	private readonly read = new Map<string, CatalogueEntry>();
	private readonly unread = new Set<string>();
	private total: number | null = null;
	private rows = 0;
	private firstSize = 0;
	isComplete = false;

	constructor(private readonly what: string) {}

	get entries(): CatalogueEntry[] {
		return [...this.read.values()];
	}

	add(page: CataloguePage): void {
		const size = sizeOf(page);
		const known = this.read.size + this.unread.size;
		if (known === 0) {
			this.total = credible(page.total);
			this.firstSize = size;
		}
		for (const entry of page.entries) this.read.set(entry.template.id, entry);
		for (const one of page.unread) this.unread.add(one);
		const now = this.read.size + this.unread.size;
		const isNew = now > known;
		if (isNew) this.rows += size;
		this.isComplete = !isNew || (this.total === null ? size < this.firstSize : now >= this.total);
	}

	/** @throws Problem for a list that ends before it has what Crun announced, or of which nothing can be read */
	check(): void {
		if (this.read.size === 0) checkReadable(this.what, 0, this.rows);
		checkCount(this.what, 'templates', this.total, this.rows);
	}
}

/** Of a long list, so many pages are fetched side by side: after the first one, and then. */
const BATCHES = { first: 5, next: 20 };

/** Fetches the whole list: the first page says how many there are, the others are fetched side by side. */
export async function fetchAll(getPage: GetPage, what: string): Promise<CatalogueEntry[]> {
	return (await fetchUntil(getPage, what, null)).entries;
}

/**
 * Fetches a list until there is enough of it: the first page, which says how many there are, then some at once.
 * @param isEnough whether these entries are enough; asked after each batch. Null: only the whole list is
 * @param skip how many pages are known already; their entries are not returned
 * @returns the entries, and how many pages they and those before have; null for `pages` at the end of the list
 */
export async function fetchUntil(
	getPage: GetPage,
	what: string,
	isEnough: ((entries: CatalogueEntry[]) => boolean) | null,
	skip = 0,
): Promise<{ entries: CatalogueEntry[]; pages: number | null }> {
	const listing = new Listing(what);
	let pages = 0;
	const read = async (count: number) => {
		const numbers = Array.from({ length: count }, (_, index) => pages + index + 1);
		const fetched = await Promise.all(numbers.map(getPage));
		for (const page of fetched) listing.add(page);
		pages += count;
		return fetched;
	};
	const [first] = await read(Math.max(1, skip));
	const total = first?.total ?? null;
	const last = countPages(total, first ? sizeOf(first) : 0, what);
	const known = skip > 0 ? listing.entries.length : 0;
	for (let size = isEnough ? BATCHES.first : Infinity; !listing.isComplete; size = BATCHES.next) {
		const entries = listing.entries.slice(known);
		if (isEnough?.(entries)) return { entries, pages };
		if (pages >= MOST_PAGES) throw tooLong(what, total, MOST_PAGES);
		await read(Math.max(1, Math.min(size, last - pages)));
	}
	listing.check();
	return { entries: listing.entries.slice(known), pages: null };
}

/** How many pages a list has. A server may return shorter pages than requested, and numbers them by their length. */
function countPages(total: number | null, size: number, what: string): number {
	const count = total === null || size === 0 ? 1 : Math.ceil(total / size);
	if (count > MOST_PAGES) throw tooLong(what, total, MOST_PAGES);
	return count;
}

/** Fetches the first entries only, with as few pages as hold them. */
export async function fetchSome(
	getPage: GetPage,
	limit: number,
	what: string,
): Promise<CatalogueEntry[]> {
	const listing = new Listing(what);
	let entries: CatalogueEntry[] = [];
	for (let number = 1; entries.length < limit && !listing.isComplete; number += 1) {
		if (number > MOST_PAGES) throw tooLong(what, null, MOST_PAGES);
		listing.add(await getPage(number));
		entries = listing.entries;
	}
	if (entries.length < limit) listing.check();
	return entries.slice(0, limit);
}

/** A total that nobody could read is no reason to expect that many. */
function credible(total: number | null): number | null {
	return total !== null && total <= MOST_PAGES * PAGE_SIZE ? total : null;
}
