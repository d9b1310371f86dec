import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './http';
import { publicationSchema, workflowSchema, type SavedWorkflow } from './schemas';

const CHECK_INTERVAL_MS = 100;
const PUBLISHED_WITHIN_MS = 60_000;
const anything = z.unknown();

/** A workflow as in an exported file. */
export interface WorkflowJson {
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
}

/** Saves, activates and runs workflows. Every method throws RestError if n8n refuses. */
export class Workflows {
	/** @param publishes true for n8n 2, which publishes a version of a workflow; n8n 1 activates the workflow itself */
	constructor(
		private readonly session: Session,
		private readonly publishes: boolean,
	) {}

	/** Saves a new workflow, which is not active. */
	async create(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const body = { settings: { executionOrder: 'v1' }, pinData: {}, ...workflow, active: false };
		return await this.session.send('POST', '/workflows', workflowSchema, body);
	}

	/** Reads a workflow. */
	async get(id: string): Promise<SavedWorkflow> {
		return await this.session.send('GET', `/workflows/${id}`, workflowSchema);
	}

	/** Changes parts of a workflow. An active one must be activated again for the changes to take effect. */
	async update(id: string, changes: Partial<WorkflowJson>): Promise<SavedWorkflow> {
		const { versionId } = await this.get(id);
		return await this.session.send('PATCH', `/workflows/${id}`, workflowSchema, {
			...changes,
			versionId,
		});
	}

	/**
	 * Activates the last saved version of a workflow and waits until its triggers are ready.
	 * @throws Error with the triggers' messages if one of them fails
	 */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.get(id);
		if (this.publishes) {
			await this.session.send('POST', `/workflows/${id}/activate`, anything, { versionId });
			await this.untilPublished(id);
		} else {
			await this.session.send('PATCH', `/workflows/${id}`, anything, { active: true, versionId });
		}
	}

	/** Deactivates a workflow and waits until its triggers have stopped. */
	async deactivate(id: string): Promise<void> {
		const { versionId } = await this.get(id);
		if (this.publishes) {
			await this.session.send('POST', `/workflows/${id}/deactivate`, anything, {});
			await this.untilPublished(id);
		} else {
			await this.session.send('PATCH', `/workflows/${id}`, anything, { active: false, versionId });
		}
	}

	/** Deletes a workflow and its executions. n8n requires it to be archived first, which also deactivates it. */
	async delete(id: string): Promise<void> {
		await this.session.send('POST', `/workflows/${id}/archive`, anything, {});
		await this.session.send('DELETE', `/workflows/${id}`, anything);
	}

	/**
	 * Runs a workflow as the editor's button does.
	 * @param trigger the name of a Manual Trigger; any other trigger would wait for its event
	 * @returns the ID of the execution, which is still running
	 */
	async run(id: string, trigger: string): Promise<string> {
		// n8n 1 runs the workflow in the request, n8n 2 the saved one; both accept this body.
		const body = { workflowData: await this.get(id), triggerToStartFrom: { name: trigger } };
		const schema = z.object({ executionId: z.string() });
		return (await this.session.send('POST', `/workflows/${id}/run`, schema, body)).executionId;
	}

	/**
	 * Executes one step as the editor's button on a node does, with the output of the nodes before it.
	 * @param runData of an earlier execution
	 * @returns the ID of the execution, which is still running
	 */
	async runStep(id: string, nodeName: string, runData: Record<string, unknown>): Promise<string> {
		const destinationNode = { nodeName, mode: 'inclusive' };
		const body = {
			workflowData: await this.get(id),
			runData,
			destinationNode,
			dirtyNodeNames: [],
		};
		const schema = z.object({ executionId: z.string() });
		return (await this.session.send('POST', `/workflows/${id}/run`, schema, body)).executionId;
	}

	// n8n 2 answers before it has registered or removed the triggers, which it does from a queue. The result is here.
	private async untilPublished(id: string): Promise<void> {
		const deadline = Date.now() + PUBLISHED_WITHIN_MS;
		for (;;) {
			const { status, triggers } = await this.session.send(
				'GET',
				`/workflows/${id}/publication-status`,
				publicationSchema,
			);
			if (status === 'published' || status === 'not_published') return;
			const refusals = triggers.flatMap((trigger) => trigger.errorMessage ?? []);
			if (status !== 'in_progress')
				throw new Error(`n8n did not activate workflow ${id}: ${refusals.join('; ') || status}`);
			if (Date.now() >= deadline)
				throw new Error(
					`n8n is still activating workflow ${id} after ${PUBLISHED_WITHIN_MS / 1000} s`,
				);
			await delay(CHECK_INTERVAL_MS); // n8n reports the end only to browsers, over a push connection
		}
	}
}
