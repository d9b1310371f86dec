import type { INodeExecutionData } from 'n8n-workflow';
import type { LedgerEntry, MediaFile, Simulator } from '../../../dev/simulator';
import { PHOTO_URL } from './items';
import { BATTLE_ID, BATTLE_PRICE } from './parameters';

/** Creates a task in the simulator without the node. */
export function existingTask(
	sim: Simulator,
	{
		model = 'bytedance/template',
		callbackUrl = null,
	}: { model?: string; callbackUrl?: string | null } = {},
): string {
	const input = { template_id: BATTLE_ID, img_urls: [PHOTO_URL], resolution: '720p' };
	return sim.tasks.create({ model, input, callback_url: callbackUrl, credits: BATTLE_PRICE })
		.task_id;
}

/** Creates a task that has finished with these files. */
export function finishedTask(sim: Simulator, files?: MediaFile | MediaFile[]): string {
	const id = existingTask(sim);
	if (files !== undefined) sim.media.set(id, files);
	sim.tasks.finish(id, 'success');
	return id;
}

/** The photo that a task was created from. */
export const photoOf = ({ input }: LedgerEntry): string =>
	String(input.img_urls instanceof Array ? input.img_urls[0] : undefined);

/** The URLs of the images that the n-th task was created from. */
export const imageUrlsOf = (sim: Simulator, task = 0): unknown => {
	const { input } = sim.ledger.created[task] ?? {};
	return input?.images ?? input?.img_urls;
};

/** The IDs of all tasks, in the order they were created in. */
export const taskIds = (sim: Simulator) => sim.ledger.created.map(({ task_id: id }) => id);

/** The IDs of the tasks created from the items' photos, in the order of the items. */
export const taskIdsInOrder = (sim: Simulator, items: INodeExecutionData[]) =>
	items.map(
		({ json }) => sim.ledger.created.find((entry) => photoOf(entry) === json.photo)?.task_id,
	);

/** Waits until this many tasks exist. */
export const waitUntilCreated = async (sim: Simulator, count = 1) =>
	await sim.waitFor('created', undefined, { count, timeoutMs: 5000 });

/** Makes the only task fail between its first and its second status check. */
export function failAtSecondCheck(sim: Simulator): void {
	let checks = 0;
	const when = () => {
		checks += 1;
		if (checks === 2) sim.tasks.finish(sim.ledger.created[0]?.task_id ?? '', 'failed');
		return false;
	};
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 1, when });
}

/** The number of requests for a price: to the newer endpoint, to the older one. */
export const estimateRequests = (sim: Simulator) => [
	sim.requestsTo('EstimateTask').length,
	sim.requestsTo('estimate-credits').length,
];

/** No task was created, and no request to create one was sent. */
export function expectNothingCreated(sim: Simulator): void {
	expect(sim.requestsTo('CreateTask')).toEqual([]);
	expect(sim.ledger.created).toEqual([]);
}

/** No file was uploaded, and no request to create a task was sent. */
export function expectNothingSent(sim: Simulator): void {
	expect(sim.requestsTo('upload-url')).toHaveLength(0);
	expect(sim.requestsTo('storage-put')).toHaveLength(0);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
}
