import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../../../dev/simulator';
import { battle, template } from '../support';
import { make } from '../models/form';

/** A model whose price depends on its input: 10 credits a second, so only an estimate can tell. */
export const sora = (options: INodeParameters, more: INodeParameters = {}): INodeParameters =>
	make(
		'openai/sora-2',
		{ prompt: '={{ $json.prompt ?? "A cat" }}', duration: '={{ $json.duration ?? 5 }}' },
		{ options, ...more },
	);
export const SORA_PRICE = 50;

/** A template whose catalogue is exact: 166.5 credits in 480p, 355.2 in 720p. */
export const battleFor = (options: INodeParameters, more: INodeParameters = {}): INodeParameters =>
	battle({ resolution: '={{ $json.resolution ?? "720p" }}', options, ...more });

/** A template with one price and nothing to choose. */
export const easterFor = (options: INodeParameters): INodeParameters => ({
	resource: 'task',
	operation: 'createVidu',
	templateId: template('Easter_cute_pets'),
	imageUrls: 'https://example.com/photo.png',
	options,
});
export const EASTER_PRICE = 6;

/** An item each; its task takes this many seconds, at 10 credits. */
export const lasting = (...seconds: number[]): INodeExecutionData[] =>
	seconds.map((duration) => ({ json: { duration } }));

/** How often each estimate was asked: the newer, the older. */
export const asked = (sim: Simulator) => [
	sim.requestsTo('EstimateTask').length,
	sim.requestsTo('estimate-credits').length,
];

/** Nothing exists, and nothing was even tried. */
export function expectNothingCreated(sim: Simulator): void {
	expect(sim.requestsTo('CreateTask')).toEqual([]);
	expect(sim.ledger.created).toEqual([]);
}

/** Lets the only task fail between the first look at it and the second. */
export function failAtSecondLook(sim: Simulator): void {
	let looks = 0;
	const when = () => {
		looks += 1;
		if (looks === 2) sim.tasks.finish(sim.ledger.created[0]?.task_id ?? '', 'failed');
		return false;
	};
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 1, when });
}
