import { publishedItems, runsOf, untilSuccess } from './executions';
import { withParameter, type SuspendedExecution } from './suspended';
import { NODES, PHOTOS, taskOf } from './videos';
import type { World } from './world';

/** Forged fields of a callback body. Nothing of them may appear in the output. */
export const FORGED = {
	credits: 0,
	result: { code: 200, media_urls: ['https://example.com/forged.mp4'] },
};

/** Expects that an execution succeeds, returns the video of every photo in order, and does nothing twice. */
export async function expectAllVideos(
	world: World,
	{ id, workflow }: Pick<SuspendedExecution, 'id' | 'workflow'>,
): Promise<void> {
	const execution = await untilSuccess(world, id);
	expect(publishedItems(execution)).toEqual(
		PHOTOS.map((photo) => {
			const task_id = taskOf(world, photo);
			return {
				photo,
				task_id,
				video: `${world.crun.url}/media/${task_id}.mp4`,
				status: 'success',
				credits: 166.5,
				timed_out: false,
				error: null,
			};
		}),
	);
	expect(runsOf(execution, NODES.publish)).toBe(1);
	expect(await world.rest.executions.list(workflow.id)).toHaveLength(1);
	expect(world.crun.ledger.created).toHaveLength(PHOTOS.length);
}

/** Guessed and manipulated versions of a callback URL. */
export function forgeriesOf(url: string): string[] {
	const signature = new URL(url).searchParams.get('crun_sig') ?? '';
	return [
		url.split('?', 1).join(),
		withParameter(url, 'crun_sig', null),
		withParameter(url, 'crun_sig', 'A'.repeat(signature.length)),
		withParameter(url, 'crun_sig', `${signature}A`),
		withParameter(url, 'crun_ts', '1800000000'),
	];
}
