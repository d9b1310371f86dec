import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type {
	IDataObject,
	IExecuteContextData,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { LedgerEntry, Simulator } from '../../../dev/simulator';
import { battle, type Execution } from '../support';

export { setTimeout as sleep } from 'node:timers/promises';

/** One item a photo; the photo's name tells later which item a task belongs to. */
export const photos = (...names: string[]): INodeExecutionData[] =>
	names.map((name) => ({ json: { photo: photoUrl(name) } }));
export const photoUrl = (name: string) => `https://example.com/${name}.png`;
export const manyPhotos = (count: number) =>
	photos(...Array.from({ length: count }, (_, index) => `photo-${index}`));

/** Task > Create From ByteDance Template, with the item's own photo; looks as often as the limits allow. */
export const battles = (
	waitMode: 'none' | 'poll' | 'suspend',
	options: IDataObject = {},
	more: INodeParameters = {},
): INodeParameters =>
	battle({
		imageUrls: '={{ $json.photo }}',
		waitMode,
		options: { pollIntervalSeconds: 0.2, ...options } as INodeParameters,
		...more,
	});

/** Which photo a task was made from. */
export const photoOf = ({ input }: LedgerEntry): string =>
	String(input.img_urls instanceof Array ? input.img_urls[0] : undefined);

export const taskIds = (sim: Simulator) => sim.ledger.created.map(({ task_id: id }) => id);

/** The ids of the created tasks in the order of their items' photos, whatever order they were created in. */
export const idsInOrder = (sim: Simulator, items: INodeExecutionData[]) =>
	items.map(
		({ json }) => sim.ledger.created.find((entry) => photoOf(entry) === json.photo)?.task_id,
	);

/** Waits until that many tasks exist. */
export const created = async (sim: Simulator, count = 1) =>
	await sim.waitFor('created', undefined, { count, timeoutMs: 5000 });

/** Fails loudly instead of hanging for minutes. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const timer = new AbortController();
	const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
		throw new Error(`Not done within ${ms} ms`);
	});
	late.catch(() => undefined);
	try {
		return await Promise.race([work, late]);
	} finally {
		timer.abort();
	}
}

/** The longest time the event loop was blocked while the work ran, in milliseconds. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
	let last = performance.now();
	let longest = 0;
	const timer = setInterval(() => {
		longest = Math.max(longest, performance.now() - last - 10);
		last = performance.now();
	}, 10);
	await work();
	await sleep(20);
	clearInterval(timer);
	return longest;
}

/** What a user sees of an error. */
export const told = (error: unknown): string =>
	error instanceof Error
		? `${error.message}\n${'description' in error ? String(error.description) : ''}`
		: String(error);

/** What a parked execution would give out at the deadline. */
export const storedItems = ({ executeData }: Execution): INodeExecutionData[] =>
	executeData.data.main?.[0] ?? [];

/** Context data as the database has it. */
export const parseContext = (json: string): IExecuteContextData =>
	z.record(z.custom<IDataObject>((value) => typeof value === 'object')).parse(JSON.parse(json));

/** The message of an error item. */
export const errorOf = (item: INodeExecutionData | undefined): string =>
	typeof item?.json.error === 'string' ? item.json.error : '';
