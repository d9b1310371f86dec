import {
	NodeConnectionTypes,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { z } from 'zod';
import { credentialFor } from '../../dev/n8n-core';
import { ROUTES } from '../../dev/simulator/api/routes';
import type { Sim } from '../simulator/jobs';
import { runNode } from './runNode';

/** How often this package checks at first, too. */
const INTERVAL_MS = 5000;
/** As many requests at once as this package sends at most. */
const AT_ONCE = 20;

const createdSchema = z.object({ data: z.object({ task_id: z.string() }) });
const answerSchema = z.custom<IDataObject>((value) => typeof value === 'object' && value !== null);
const taskSchema = z.object({ data: z.object({ status: z.string() }) });

/** Sends one request with the credential, through n8n's helper. @param body makes it a POST */
type Request = (path: string, body?: IDataObject) => Promise<unknown>;
type Work = (request: Request, items: INodeExecutionData[]) => Promise<IDataObject[]>;

/** The simplest node with the credential of this package. */
const nodeThat = ({ url }: Sim, work: Work): INodeType => ({
	description: {
		displayName: 'Simple',
		name: 'simple',
		group: ['transform'],
		version: 1,
		description: 'Sends requests',
		defaults: { name: 'Simple' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true }],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { helpers } = this;
		const request: Request = async (path, body) => {
			const how = body ? { method: 'POST' as const, body } : { method: 'GET' as const };
			const options = { ...how, url: `${url}${path}`, json: true };
			return (await helpers.httpRequestWithAuthentication.call(
				this,
				'crunApi',
				options,
			)) as unknown;
		};
		const output = await work(request, this.getInputData());
		return [output.map((json) => ({ json }))];
	},
});

async function run(sim: Sim, items: INodeExecutionData[], work: Work) {
	const credential = { type: 'crunApi', data: credentialFor(sim) };
	const about = { name: 'bench.simple', version: 1, parameters: {}, credential };
	return await runNode({ type: nodeThat(sim, work), ...about }, sim, items);
}

/**
 * A node that waits as community nodes for such services do: with a loop that sleeps, one task after the other. Only
 * the tasks are created beforehand. Otherwise, each would start when the one before it has ended.
 */
export const waitInSequence = async (
	sim: Sim,
	items: INodeExecutionData[],
	bodyOf: (photo: unknown) => IDataObject,
): Promise<INodeExecutionData[]> =>
	await run(sim, items, async (request) => {
		const ids: string[] = [];
		for (const { json } of items) {
			const created = await request(ROUTES.CreateTask.path, bodyOf(json.photo));
			ids.push(createdSchema.parse(created).data.task_id);
		}
		for (const id of ids) {
			const path = `${ROUTES.TaskInfo.path}?task_id=${id}`;
			while (taskSchema.parse(await request(path)).data.status !== 'success')
				await sleep(INTERVAL_MS);
		}
		return ids.map((id) => ({ id }));
	});

/** A node that sends one request for each item, 20 at once, and nothing else: the least that a node can do. */
export const sendWithHelper = async (
	sim: Sim,
	items: INodeExecutionData[],
	requestOf: (item: IDataObject) => Parameters<Request>,
): Promise<INodeExecutionData[]> =>
	await run(sim, items, async (request) => {
		const output: IDataObject[] = [];
		let next = 0;
		const sendOn = async () => {
			for (let index = next++; index < items.length; index = next++) {
				const response = await request(...requestOf(items[index]?.json ?? {}));
				output[index] = answerSchema.parse(response);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
		return output;
	});
