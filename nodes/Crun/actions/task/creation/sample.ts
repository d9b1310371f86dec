import type { IBinaryKeyData } from 'n8n-workflow';
import { recordSchema, taskSchema, type JsonObject } from '../../../crun/contract';
import { SAMPLE_TASK_ID } from '../../../crun/sampleTask';
import { SAMPLE_VIDEO } from '../../../crun/sampleVideo';
import { presentTask } from '../../../crun/task';
import type { ItemResult, OperationResult } from '../../operation';
import type { Plan } from './check';
import { forEachReady, type Item } from './item';
import type { Run } from './read';

const HINT =
	'This is a sample result: no task was created, and nothing was charged. Remove the option Sample Result to create videos.';

/**
 * Takes the place of all later stages: a finished task for each item, with a short video, so that the rest of a
 * workflow can be built before the first credit is spent. It has the shape of a real one, is marked `sample: true`, and
 * its ID is not an ID of Crun's.
 */
export async function sampleResults(run: Run, items: Array<Item<Plan>>): Promise<OperationResult> {
	const sampled = await forEachReady(items, async (plan, itemIndex) => ({
		json: {
			...sampleTask(plan, itemIndex),
			...(plan.reference === undefined ? {} : { reference: plan.reference }),
			sample: true,
		},
		binary: await sampleFile(run),
	}));
	run.hint(HINT);
	const results = sampled.map((item): ItemResult[] => {
		const { kind, itemIndex } = item;
		if (kind === 'skipped') return [];
		if (kind === 'failed') return [{ kind: 'error', itemIndex, error: item.error }];
		return [{ kind: 'output', itemIndex, output: [item.value] }];
	});
	return { kind: 'done', items: results.flat() };
}

function sampleTask(
	{ model, previewInput, previewUrl, simplify }: Plan,
	itemIndex: number,
): JsonObject {
	const now = Math.floor(Date.now() / 1000);
	const raw = {
		task_id: `${SAMPLE_TASK_ID}${itemIndex + 1}`,
		status: 'success',
		param: { model, input: previewInput() },
		create_at: now,
		complete_at: now,
		duration_s: 0,
		credits: 0,
		result: { media_urls: [previewUrl ?? DATA_URL] },
	};
	return presentTask({ task: taskSchema.parse(raw), raw: recordSchema.parse(raw) }, simplify);
}

async function sampleFile({ files, options }: Run): Promise<IBinaryKeyData> {
	const field = options.download?.field ?? 'data';
	const file = await files.helpers.prepareBinaryData(SAMPLE_VIDEO, 'sample.mp4', 'video/mp4');
	return { [field]: file };
}

const DATA_URL = `data:video/mp4;base64,${SAMPLE_VIDEO.toString('base64')}`;
