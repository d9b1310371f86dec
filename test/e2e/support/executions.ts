import { z } from 'zod';
import { hasEnded } from '../../../dev/n8n/executions';
import {
	failureOf,
	joinTexts,
	itemsOf,
	type Execution,
	type ExecutionWithData,
} from '../../../dev/n8n/schemas';
import { eventually } from './eventually';
import { NODES, type VideoWorkflow } from './videos';
import type { World } from './world';

const WITHIN_MS = 20_000;

/** Starts a workflow as the editor's button does. @returns the execution's ID */
export async function startManually({ rest }: World, { id }: VideoWorkflow): Promise<string> {
	return await rest.workflows.run(id, NODES.start);
}

/** Activates a workflow and calls its webhook. @returns the ID of the execution that was started */
export async function startInProduction(
	{ rest }: World,
	{ id, callUrl }: VideoWorkflow,
): Promise<string> {
	await rest.workflows.activate(id);
	const before = new Set((await rest.executions.list(id)).map((execution) => execution.id));
	const response = await fetch(callUrl, { method: 'POST' });
	if (!response.ok)
		throw new Error(`The webhook answered with ${response.status}: ${await response.text()}`);
	const isNew = (execution: Execution) => !before.has(execution.id);
	const started = await eventually('the webhook starts an execution', async () =>
		(await rest.executions.list(id)).find(isNew),
	);
	return started.id;
}

/** Waits until an execution is suspended. @throws Error with the reason if it ends instead */
export async function untilWaiting({ rest }: World, id: string): Promise<void> {
	const execution = await rest.executions.waitFor(
		id,
		(one) => one.status === 'waiting' || hasEnded(one),
		WITHIN_MS,
	);
	if (execution.status !== 'waiting')
		throw new Error(
			`Execution ${id} was not suspended: it is "${execution.status}" (${failureOf(execution)})`,
		);
}

/** Waits until an execution has succeeded. @throws Error with the reason if it did not */
export async function untilSuccess(
	{ rest }: World,
	id: string,
	timeoutMs = WITHIN_MS,
): Promise<ExecutionWithData> {
	const execution = await rest.executions.waitFor(id, hasEnded, timeoutMs);
	if (execution.status !== 'success')
		throw new Error(`Execution ${id} ended as "${execution.status}" (${failureOf(execution)})`);
	// n8n 1 saves the status first and the data afterwards.
	return await eventually(`the data of execution ${id} is saved`, async () => {
		const latest = await rest.executions.get(id);
		return isFinal(latest) ? latest : undefined;
	});
}

/** True for the final data of an execution, as opposed to the data saved when it started or was suspended. */
function isFinal({ data }: ExecutionWithData): boolean {
	const runs = Object.values(data.resultData.runData).flat();
	return runs.length > 0 && runs.every(({ executionStatus }) => executionStatus !== 'waiting');
}

/**
 * Waits until an execution has failed. @returns the error that n8n shows, as one text. @throws Error if it
 * succeeded
 */
export async function untilFailure(
	{ rest }: World,
	id: string,
	timeoutMs = WITHIN_MS,
): Promise<string> {
	const execution = await rest.executions.waitFor(id, hasEnded, timeoutMs);
	if (execution.status !== 'error')
		throw new Error(`Execution ${id} ended as "${execution.status}" instead of failing`);
	const { error } = execution.data.resultData;
	return error ? joinTexts(error) : '(no error was saved)';
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

/** The items of the last node, each with the photo that its pairedItem leads back to. */
export function publishedItems(execution: ExecutionWithData): Published[] {
	return itemsOf(execution, NODES.publish).map(({ json }) => publishedSchema.parse(json));
}

/** The number of times a node ran in this execution. */
export function runsOf(execution: ExecutionWithData, name: string): number {
	return execution.data.resultData.runData[name]?.length ?? 0;
}
