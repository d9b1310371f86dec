/** The orders that a list of templates can have. */
import { platforms, type CatalogueEntry } from '../../nodes/Crun/crun/platforms';
import { sortTemplates, TEMPLATE_ORDERS } from '../../nodes/Crun/crun/sortTemplates';

const entriesOf = (platform: keyof typeof platforms, raws: unknown[]): CatalogueEntry[] =>
	raws.flatMap((raw) => platforms[platform].toEntry(raw) ?? []);
const ids = (entries: CatalogueEntry[]) => entries.map(({ template }) => template.id).join(' ');

const vidu = entriesOf('vidu', [
	{ template: 'a', name: 'Zebra', credits: 9, is_hot: false, is_new: true },
	{ template: 'b', name: 'ant', is_hot: true },
	{ template: 'c', name: 'Écho', credits: 0, is_hot: null, is_new: false },
	{ template: 'd', name: 'Bee', credits: 2.5, is_hot: true, is_new: true },
	{ template: 'e', name: 'Bee', credits: 10, is_new: null },
]);
const byteDance = entriesOf('bytedance', [
	{ TemplateId: '1', Title: '战斗', ReleaseOnlineTime: 100 },
	{ TemplateId: '2', Title_en: 'Dance' },
	{ TemplateId: '3', Title_en: 'Boxing', ReleaseOnlineTime: '300' },
	{ TemplateId: '4', Title_en: 'Cat', ReleaseOnlineTime: 200 },
]);

describe('sortTemplates', () => {
	it.each([
		['catalog', vidu, 'a b c d e'],
		['price', vidu, 'c d a e b'],
		['name', vidu, 'b d e c a'],
		['hot', vidu, 'b d a c e'],
		['new', vidu, 'a d b c e'],
		['name', byteDance, '3 4 2 1'],
		['new', byteDance, '3 4 1 2'],
		['hot', byteDance, '1 2 3 4'],
		['price', byteDance, '1 2 3 4'],
	] as const)(
		'sorts by %s, and keeps the order of the catalogue among equals and at the end for what it does not state',
		(order, entries, sorted) => {
			expect(ids(sortTemplates(entries, order))).toBe(sorted);
		},
	);

	it('sorts by the release only among those that are new, and those that are not', () => {
		const entries = byteDance.map((entry, index) => ({
			...entry,
			template: { ...entry.template, is_new: index < 2 },
		}));
		expect(ids(sortTemplates(entries, 'new'))).toBe('1 2 3 4');
	});

	it.each(TEMPLATE_ORDERS)('sorts an empty list and leaves its input as it is (%s)', (order) => {
		const before = ids(vidu);
		expect(sortTemplates([], order)).toEqual([]);
		sortTemplates(vidu, order);
		expect(ids(vidu)).toBe(before);
	});
});
