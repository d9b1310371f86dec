import {
	byteDanceTemplateSchema,
	klingTemplateSchema,
	PAGE_SIZE,
	viduTemplateSchema,
} from '../../nodes/Crun/crun/contract';
import { platforms, type CatalogueEntry, type PlatformName } from '../../nodes/Crun/crun/platforms';
import { dataOf, type Contact } from '../contact';
import type { Part, Probe } from '../probe';
import { either, ok, refused, type Expectation } from '../crun/expectation';
import { catalogueDifferences } from './catalogue';

type ListEndpoint = (typeof platforms)[PlatformName]['endpoint'];
type Page = { total?: number | null | undefined; templates: unknown[] };

const SCHEMAS = {
	bytedance: byteDanceTemplateSchema,
	vidu: viduTemplateSchema,
	kling: klingTemplateSchema,
};
const MOST_PAGES = 40; // 2,000 templates: what claims to be longer does not page
const UNKNOWN_ID = 'no_such_template_0';

const noSuchTemplate: Expectation = {
	text: 'an empty list',
	holds: ({ kind }) => kind === 'ok', // `examine` looks at the list
};

/** Reads the whole catalogue of a platform, then asks for what it cannot have. @returns its templates */
export async function checkTemplates(
	contact: Contact,
	platform: PlatformName,
): Promise<CatalogueEntry[]> {
	const { label, endpoint, byId, toEntry } = platforms[platform];
	const section = `${label} templates`;
	const partsOf = ({ templates }: Page): Part[] => [
		{ path: 'data.templates[]', schema: SCHEMAS[platform], values: templates },
	];
	const check = async (probe: Omit<Probe<ListEndpoint>, 'section' | 'endpoint'>) =>
		await contact.check({ section, endpoint, partsOf, ...probe });
	const list = (page: number, page_size = PAGE_SIZE) => ({ page, page_size });

	const pages: Page[] = [];
	for (let page = 1, more = true; more && page <= MOST_PAGES; page += 1) {
		const { outcome } = await check({
			name: `page ${page}`,
			query: list(page),
			expect: ok,
			examine: ({ total, templates }) => [
				total === null || total === undefined ? 'The catalog does not say how long it is' : null,
				templates.length === 0 ? 'The page is empty' : null,
				templates.length > PAGE_SIZE ? `The page has more than ${PAGE_SIZE} entries` : null,
			],
		});
		const data = dataOf(outcome);
		if (data) pages.push(data);
		more =
			typeof data?.total === 'number'
				? data.total > page * PAGE_SIZE
				: data?.templates.length === PAGE_SIZE;
	}
	const entries = pages
		.flatMap(({ templates }) => templates.map(toEntry))
		.filter((one) => one !== null);
	contact.add({
		section,
		name: 'all pages',
		endpoint: `GET ${endpoint.path}, every page`,
		expected: 'as many templates as the total says, each once, with the facts that the nodes show',
		seen: `${entries.length} readable templates`,
		differences: pages.length === 0 ? [] : catalogueDifferences(platform, entries, pages[0]?.total),
		unknownFields: [],
		shape: [],
	});

	await check({
		name: 'a page beyond the end',
		query: list(pages.length === 0 ? MOST_PAGES : pages.length + 1),
		expect: ok,
		examine: ({ templates }) => [
			templates.length > 0 ? `The page has ${templates.length} entries instead of none` : null,
		],
	});
	await check({
		name: `a page of ${PAGE_SIZE + 1}`,
		query: list(1, PAGE_SIZE + 1),
		expect: refused(422),
	});
	const id = entries.at(-1)?.template.id;
	if (id === undefined) {
		contact.addUnchecked({ section, name: 'one by its ID' }, 'no template is known');
	} else {
		await check({
			name: 'one by its ID',
			query: byId(id),
			expect: ok,
			examine: ({ templates }) => {
				const ids = templates.map((raw) => toEntry(raw)?.template.id);
				return [
					ids.length === 1 && ids[0] === id ? null : 'Not only the template that was asked for',
				];
			},
		});
	}
	await check({
		name: 'an unknown ID',
		query: byId(UNKNOWN_ID),
		expect: either(noSuchTemplate, refused(404)),
		examine: ({ templates }) => [
			templates.length > 0 ? `There are ${templates.length} entries instead of none` : null,
		],
	});
	return entries;
}
