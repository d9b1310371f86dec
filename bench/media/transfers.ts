import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { endpoints, envelopeSchema, taskSchema } from '../../nodes/Crun/crun/contract';
import { executeNode } from '../../test/integration/support/execute';
import type { Move } from './messages';

type Sim = Move['sim'];

/** File > Upload and Task > Download, as a workflow runs them. */
export const streamed = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		await run(
			sim,
			{ resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
			{ json: {}, binary: { data: file } },
		);
	},
	download: async (sim: Sim, taskId: string): Promise<IBinaryData> => {
		const { binary } = await run(sim, {
			resource: 'task',
			operation: 'download',
			taskId,
			options: {},
		});
		if (!binary?.data) throw new Error('The node gave no file');
		return binary.data;
	},
};

async function run(
	sim: Sim,
	parameters: INodeParameters,
	item: INodeExecutionData = { json: {} },
): Promise<INodeExecutionData> {
	const { items, error } = await executeNode({ sim, parameters, items: [item] });
	if (error instanceof Error) throw error;
	return items[0] ?? { json: {} };
}

/** The same with n8n's helpers, each file in memory as a whole: what a node does that knows no streams. */
export const buffered = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		const { helpers } = await context(sim, { json: {}, binary: { data: file } });
		const body = await helpers.getBinaryDataBuffer(0, 'data');
		const { presigned_url: url } = await ask(
			sim,
			`${endpoints.uploadUrl.path}?content_type=video/mp4&ext=.mp4`,
			endpoints.uploadUrl.data,
		);
		await helpers.httpRequest({
			method: 'PUT',
			url,
			body,
			headers: { 'Content-Type': 'video/mp4' },
		});
	},
	download: async (sim: Sim, taskId: string): Promise<IBinaryData> => {
		const { helpers } = await context(sim);
		const { result } = await ask(sim, `${endpoints.taskInfo.path}?task_id=${taskId}`, taskSchema);
		const bytes: unknown = await helpers.httpRequest({
			url: result?.media_urls?.[0] ?? '',
			encoding: 'arraybuffer',
		});
		return await helpers.prepareBinaryData(
			z.instanceof(Buffer).parse(bytes),
			'video.mp4',
			'video/mp4',
		);
	},
};

async function context(sim: Sim, item: INodeExecutionData = { json: {} }) {
	const execution = await executeNode({
		sim,
		parameters: { resource: 'account', operation: 'getBalance' },
		items: [item],
	});
	return execution.context;
}

async function ask<S extends z.ZodTypeAny>(
	{ url, apiKey }: Sim,
	path: string,
	schema: S,
): Promise<z.output<S>> {
	const response = await fetch(`${url}${path}`, { headers: { 'x-api-key': apiKey } });
	const { data } = envelopeSchema.parse(await response.json());
	return z.custom<z.output<S>>().parse(schema.parse(data));
}
