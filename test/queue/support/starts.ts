import type { QueueWorld } from './world';

/** The name of the node after the trigger. */
export const PUBLISH = 'Publish';

/**
 * How often each task started a workflow: in how many executions the node after the trigger ran with it. Read from
 * n8n's database, because the REST API returns 100 executions at most.
 */
export async function startsPerTask(
	{ cluster }: QueueWorld,
	workflowId: string,
	taskIds: readonly string[],
): Promise<number[]> {
	// The stored data names a node in this way only once it has run.
	const ran = `d.data LIKE '%"${PUBLISH}":%'`;
	const rows = await cluster.postgres.query(
		`SELECT d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${workflowId}' AND ${ran}`,
	);
	return taskIds.map((taskId) => rows.filter(([data]) => data?.includes(taskId)).length);
}
