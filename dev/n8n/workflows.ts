import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './http';
import { publicationSchema, workflowSchema, type SavedWorkflow } from './schemas';

const LOOK_AGAIN_MS = 100;
const PUBLISHED_WITHIN_MS = 60_000;
const anything = z.unknown();

/** A workflow as one writes it into a file. */
export interface WorkflowJson {
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
}

/** Saves, switches and runs workflows. Every method throws RestError when n8n refuses. */
export class Workflows {
	/** @param publishes n8n 2 publishes a version of a workflow; n8n 1 switches the workflow on. */
	constructor(
		private readonly session: Session,
		private readonly publishes: boolean,
	) {}

	/** Saves a new workflow, switched off. */
	async create(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const body = { settings: { executionOrder: 'v1' }, ...workflow, active: false };
		return await this.session.send('POST', '/workflows', workflowSchema, body);
	}

	/** Reads a workflow. */
	async get(id: string): Promise<SavedWorkflow> {
		return await this.session.send('GET', `/workflows/${id}`, workflowSchema);
	}

	/** Changes parts of a workflow; an active one has to be activated again to run the change. */
	async update(id: string, changes: Partial<WorkflowJson>): Promise<SavedWorkflow> {
		const { versionId } = await this.get(id);
		return await this.session.send('PATCH', `/workflows/${id}`, workflowSchema, {
			...changes,
			versionId,
		});
	}

	/**
	 * Switches a workflow on as it was last saved, and waits until its triggers listen.
	 * @throws Error with the triggers' own words when one of them refuses.
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

	/** Switches a workflow off, and waits until its triggers are silent. */
	async deactivate(id: string): Promise<void> {
		const { versionId } = await this.get(id);
		if (this.publishes) {
			await this.session.send('POST', `/workflows/${id}/deactivate`, anything, {});
			await this.untilPublished(id);
		} else {
			await this.session.send('PATCH', `/workflows/${id}`, anything, { active: false, versionId });
		}
	}

	/** Deletes a workflow and its executions. n8n wants it archived first, which also switches it off. */
	async delete(id: string): Promise<void> {
		await this.session.send('POST', `/workflows/${id}/archive`, anything, {});
		await this.session.send('DELETE', `/workflows/${id}`, anything);
	}

	/**
	 * Runs a workflow as the editor's button does, from the named trigger (a Manual Trigger; one that listens would only wait).
	 * @returns the execution's id; it is still running.
	 */
	async run(id: string, trigger: string): Promise<string> {
		// n8n 1 runs the workflow it is sent, n8n 2 the one it has stored; both take this body.
		const body = { workflowData: await this.get(id), triggerToStartFrom: { name: trigger } };
		const schema = z.object({ executionId: z.string() });
		return (await this.session.send('POST', `/workflows/${id}/run`, schema, body)).executionId;
	}

	// n8n 2 answers before it has (de)registered anything: it does that from a queue, and tells the result here.
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
			await delay(LOOK_AGAIN_MS); // only browsers are told of the end, over a socket of their own
		}
	}
}
