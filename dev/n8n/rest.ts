import type { INode } from 'n8n-workflow';
import { z } from 'zod';
import { Executions } from './executions';
import { RestError, Session } from './http';
import { credentialTestSchema, listResultsSchema, optionsSchema } from './schemas';
import type { RunningN8n } from './server';
import { Workflows } from './workflows';

/** The owner of a throw-away n8n. The password is no secret: that n8n listens on the loopback only. */
export const OWNER = {
	email: 'demo@example.com',
	password: 'Crun-demo-1',
	firstName: 'Crun',
	lastName: 'Demo',
} as const;

/** What the editor sends when a dynamic field wants its choices. */
export interface DynamicField {
	/** The node's type, `n8n-nodes-crun.crun`. */
	readonly node: string;
	readonly version?: number;
	/** The method of the node that is asked. */
	readonly method: string;
	/** The field's path in the node's parameters: `parameters.templateId`. */
	readonly path: string;
	/** The parameters as they stand in the editor. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: INode['credentials'];
	readonly workflowId?: string;
}

/**
 * A client for what the editor does over n8n's own REST interface, for n8n 1.123 and 2.x.
 * Every method throws RestError when n8n refuses.
 */
export class N8nRest {
	readonly executions: Executions;
	readonly workflows: Workflows;
	private readonly session: Session;

	constructor(n8n: Pick<RunningN8n, 'url' | 'version'>) {
		this.session = new Session(n8n.url);
		this.executions = new Executions(this.session);
		this.workflows = new Workflows(this.session, !n8n.version.startsWith('1.'));
	}

	/** Logs in as `OWNER`, who is created first where n8n is new. */
	async login(): Promise<void> {
		try {
			await this.session.send('POST', '/owner/setup', z.unknown(), OWNER);
		} catch (error) {
			if (!(error instanceof RestError && error.status === 400)) throw error; // 400: there is an owner already
			const credentials = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
			await this.session.send('POST', '/login', z.unknown(), credentials);
		}
	}

	/** Stores a credential; gives the reference a node keeps to it. */
	async createCredential(
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<{ id: string; name: string }> {
		const { id } = await this.session.send('POST', '/credentials', z.object({ id: z.string() }), {
			name,
			type,
			data,
		});
		return { id, name };
	}

	/**
	 * Runs the test of a stored credential with the given values, as the editor's "Test" does.
	 * A failed test is an answer (`status: 'Error'` and why), not an exception.
	 */
	async testCredential(credential: {
		id: string;
		name: string;
		type: string;
		data: Record<string, unknown>;
	}) {
		return await this.session.send('POST', '/credentials/test', credentialTestSchema, {
			credentials: credential,
		});
	}

	/** Runs a `listSearch` method; `paginationToken` is the one of the page before. */
	async searchList(field: DynamicField, filter?: string, paginationToken?: string) {
		const body = { ...dynamicBody(field), filter, paginationToken };
		return await this.session.send(
			'POST',
			'/dynamic-node-parameters/resource-locator-results',
			listResultsSchema,
			body,
		);
	}

	/** Gets a stored file as the output panel does to show it. @returns the content type a browser is told, and the bytes */
	async viewFile({
		id = '',
		mimeType,
	}: {
		id?: string | undefined;
		mimeType: string;
	}): Promise<{ type: string | null; bytes: Buffer }> {
		const response = await this.session.get(
			`/binary-data?${new URLSearchParams({ id, action: 'view', mimeType }).toString()}`,
		);
		return {
			type: response.headers.get('content-type'),
			bytes: Buffer.from(await response.arrayBuffer()),
		};
	}

	/** Runs a `loadOptions` method. */
	async loadOptions(field: DynamicField) {
		return await this.session.send(
			'POST',
			'/dynamic-node-parameters/options',
			optionsSchema,
			dynamicBody(field),
		);
	}
}

function dynamicBody(field: DynamicField): Record<string, unknown> {
	return {
		path: field.path,
		methodName: field.method,
		nodeTypeAndVersion: { name: field.node, version: field.version ?? 1 },
		currentNodeParameters: field.parameters,
		credentials: field.credentials,
		workflowId: field.workflowId,
	};
}
