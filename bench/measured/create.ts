import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { ROUTES } from '../../dev/simulator/api/routes';
import type { Sim } from '../simulator/jobs';
import { costOf, type Cost } from '../support/cost';
import { clearTable, runCrun } from './crun';
import { sendRequests } from './httpRequest';
import type { Side } from './jobs';
import { sendWithHelper } from './simpleNode';
import { post } from './undici';

/** The template that Crun documents. */
const TEMPLATE = '104909826';
const RESOLUTION = '720p';

/** One item for each photo. */
export const photos = (count: number, name = 'photo'): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({
		json: { photo: `https://example.com/${name}-${index}.png` },
	}));

/** Task > Create From ByteDance Template, with the photo of each item, and n8n's defaults for the rest. */
export const createFromPhotos = (waitMode: 'none' | 'poll' | 'suspend'): INodeParameters => ({
	resource: 'task',
	operation: 'createByteDance',
	templateId: { __rl: true, mode: 'list', value: TEMPLATE },
	imageUrls: '={{ $json.photo }}',
	resolution: RESOLUTION,
	waitMode,
});

/** The body of CreateTask. */
export const bodyOf = (photo: unknown): IDataObject => ({
	model: 'bytedance/template',
	input: { template_id: TEMPLATE, img_urls: [String(photo)], resolution: RESOLUTION },
});

/** Each creates the tasks of all items and returns one item for each. */
const creators: Record<Side, (sim: Sim, items: INodeExecutionData[]) => Promise<unknown[]>> = {
	crun: async (sim, items) => (await runCrun(sim, createFromPhotos('none'), items)).items,
	httpRequest: async (sim, items) => {
		const jsonBody = `=${JSON.stringify(bodyOf('{{ $json.photo }}'), null, 2)}`;
		return await sendRequests(sim, items, { ...ROUTES.CreateTask, jsonBody });
	},
	helper: async (sim, items) =>
		await sendWithHelper(sim, items, ({ photo }) => [ROUTES.CreateTask.path, bodyOf(photo)]),
	undici: async (sim, items) => {
		const bodies = items.map(({ json }) => bodyOf(json.photo));
		return await post(sim, ROUTES.CreateTask.path, bodies);
	},
};

const withTask = z.object({ task_id: z.string() });
const createdSchema = z.union([
	z.object({ json: withTask }),
	z.object({ json: z.object({ data: withTask }) }),
	z.object({ data: withTask }),
]);

/**
 * Runs executions one after the other; where there are several, after one that does not count.
 * @throws Error unless each item got its task
 */
export async function create(
	by: Side,
	sim: Sim,
	{ items: count, executions }: { items: number; executions: number },
): Promise<Cost> {
	await clearTable();
	const items = photos(count);
	if (executions > 1) await creators[by](sim, items);
	const outputs: unknown[][] = [];
	const cost = await costOf(async () => {
		for (let done = 0; done < executions; done += 1) outputs.push(await creators[by](sim, items));
	});
	for (const output of outputs) {
		if (z.array(createdSchema).parse(output).length !== count)
			throw new Error(`${by}: ${output.length} tasks for ${count} items`);
	}
	return cost;
}
