import {
	NodeConnectionTypes,
	sleep,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { z } from 'zod';
import { ROUTES } from '../../dev/simulator/api/routes';

/** How often this package checks at first, too. */
const INTERVAL_MS = 5000;

const createdSchema = z.object({ data: z.object({ task_id: z.string() }) });
const taskSchema = z.object({ data: z.object({ status: z.string() }) });

/**
 * A node that waits as community nodes for such services do: with a loop that sleeps, one task after the other. Only
 * the tasks are created beforehand. Otherwise, each would start when the one before it has ended.
 */
export const sequentialNode = (url: string, bodyOf: (photo: unknown) => object): INodeType => ({
	description: {
		displayName: 'Sequential',
		name: 'sequential',
		group: ['transform'],
		version: 1,
		description: 'Waits for one task after the other',
		defaults: { name: 'Sequential' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true }],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const request = async (method: 'GET' | 'POST', path: string, body?: object) => {
			const options = { method, url: `${url}${path}`, json: true, ...(body ? { body } : {}) };
			const response: unknown = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'crunApi',
				options,
			);
			return response;
		};
		const ids: string[] = [];
		for (const { json } of this.getInputData()) {
			const created = await request('POST', ROUTES.CreateTask.path, bodyOf(json.photo));
			ids.push(createdSchema.parse(created).data.task_id);
		}
		for (const id of ids) {
			const path = `${ROUTES.TaskInfo.path}?task_id=${id}`;
			while (taskSchema.parse(await request('GET', path)).data.status !== 'success')
				await sleep(INTERVAL_MS);
		}
		return [ids.map((id) => ({ json: { id } }))];
	},
});
