import { z } from 'zod';
import { hasEnded } from '../../../dev/n8n/executions';
import {
	failureOf,
	itemsOf,
	type Execution,
	type ExecutionWithData,
} from '../../../dev/n8n/schemas';
import { eventually } from './eventually';
import { NODES, type VideoWorkflow } from './videos';
import type { World } from './world';

const WITHIN_MS = 20_000;

/** Starts a workflow as the editor's button does. @returns the execution's id. */
export async function startManually({ rest }: World, { id }: VideoWorkflow): Promise<string> {
	return await rest.workflows.run(id, NODES.start);
}

/** Activates a workflow and calls its webhook. @returns the id of the execution that this started. */
export async function startInProduction(
	{ rest }: World,
	{ id, callUrl }: VideoWorkflow,
): Promise<string> {
	await rest.workflows.activate(id);
	const before = new Set((await rest.executions.list(id)).map((execution) => execution.id));
	const response = await fetch(callUrl, { method: 'POST' });
	if (!response.ok)
		throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
	const isNew = (execution: Execution) => !before.has(execution.id);
	const started = await eventually('the webhook starts an execution', async () =>
		(await rest.executions.list(id)).find(isNew),
	);
	return started.id;
}

/** Waits until an execution is parked. @throws Error with the reason when it ends instead. */
export async function untilParked({ rest }: World, id: string): Promise<void> {
	const execution = await rest.executions.waitFor(
		id,
		(one) => one.status === 'waiting' || hasEnded(one),
		WITHIN_MS,
	);
	if (execution.status !== 'waiting')
		throw new Error(
			`Execution ${id} was not parked: it is "${execution.status}" (${failureOf(execution)})`,
		);
}

/** Waits until an execution has ended well. @throws Error with the reason when it ended otherwise. */
export async function untilSuccess(
	{ rest }: World,
	id: string,
	timeoutMs = WITHIN_MS,
): Promise<ExecutionWithData> {
	const execution = await rest.executions.waitFor(id, hasEnded, timeoutMs);
	if (execution.status !== 'success')
		throw new Error(`Execution ${id} ended as "${execution.status}" (${failureOf(execution)})`);
	// n8n 1 stores the status first and the data after it.
	return await eventually(`the data of execution ${id} is stored`, async () => {
		const latest = await rest.executions.get(id);
		return isOfItsEnd(latest) ? latest : undefined;
	});
}

/** Is this the data of the end, not what was stored when the execution was parked or began? */
function isOfItsEnd({ data }: ExecutionWithData): boolean {
	const runs = Object.values(data.resultData.runData).flat();
	return runs.length > 0 && runs.every(({ executionStatus }) => executionStatus !== 'waiting');
}

/** Waits until an execution has failed. @returns the words n8n shows. @throws Error when it ended well. */
export async function untilFailure(
	{ rest }: World,
	id: string,
	timeoutMs = WITHIN_MS,
): Promise<string> {
	const execution = await rest.executions.waitFor(id, hasEnded, timeoutMs);
	if (execution.status !== 'error')
		throw new Error(`Execution ${id} ended as "${execution.status}", not as a failure`);
	return execution.data.resultData.error?.message ?? '(no error was stored)';
}

const publishedSchema = z.object({
	photo: z.string(),
	task_id: z.string(),
	status: z.string(),
	credits: z.number().nullable(),
	video: z.string().nullable(),
	timed_out: z.boolean(),
	error: z.unknown(),
});
export type Published = z.infer<typeof publishedSchema>;

/** What reached the last node, each item with the photo its pairedItem links lead back to. */
export function published(execution: ExecutionWithData): Published[] {
	return itemsOf(execution, NODES.publish).map(({ json }) => publishedSchema.parse(json));
}

/** How often a node ran in this execution. */
export function runsOf(execution: ExecutionWithData, name: string): number {
	return execution.data.resultData.runData[name]?.length ?? 0;
}
