import { z } from 'zod';
import { ROUTES } from '../../dev/simulator/api/routes';
import type { Sim } from '../simulator/jobs';
import { costOf, type Cost } from '../support/cost';
import { runCrun } from './crun';
import { sendRequests } from './httpRequest';
import type { Side } from './jobs';
import { get } from './undici';

const { path } = ROUTES['bytedance-templates'];
const PAGE = { page: '1', page_size: '50' };
const pathOf = (page: number) => `${path}?page=${page}&page_size=${PAGE.page_size}`;

/** The same question for all items. Only this package reads more than the first page. */
export async function list(by: Side, sim: Sim, count: number): Promise<Cost> {
	const items = Array.from({ length: count }, () => ({ json: {} }));
	const parameters = {
		resource: 'template',
		operation: 'getMany',
		platform: 'bytedance',
		returnAll: true,
		filters: { search: 'Battle Game' },
	};
	return await costOf(async () => {
		if (by === 'crun') {
			const { items: found } = await runCrun(sim, parameters, items);
			if (found.length < count) throw new Error(`${found.length} templates for ${count} items`);
		} else if (by === 'httpRequest') {
			await sendRequests(sim, items, { method: 'GET', path, query: PAGE });
		} else {
			await get(
				sim,
				items.map(() => pathOf(1)),
			);
		}
	});
}

const totalSchema = z.object({ data: z.object({ total: z.number() }) });

/** With undici: the first page, and for the whole list all others at once. */
export async function listPages(sim: Sim, isWhole: boolean): Promise<Cost> {
	return await costOf(async () => {
		const [first] = await get(sim, [pathOf(1)]);
		if (!isWhole) return;
		const pages = Math.ceil(totalSchema.parse(first).data.total / Number(PAGE.page_size));
		await get(
			sim,
			Array.from({ length: pages - 1 }, (_, index) => pathOf(index + 2)),
		);
	});
}
