import type { INode } from 'n8n-workflow';
import { z } from 'zod';
import { Executions } from './executions';
import { RestError, Session } from './http';
import { credentialTestSchema, listResultsSchema, optionsSchema } from './schemas';
import type { RunningN8n } from './server';
import { Workflows } from './workflows';

/** The owner of a temporary n8n. The password is not a secret: that n8n listens only on the loopback interface. */
export const OWNER = {
	email: 'demo@example.com',
	password: 'Crun-demo-1',
	firstName: 'Crun',
	lastName: 'Demo',
} as const;

/** What the editor sends to load the choices of a dynamic field. */
export interface DynamicField {
	/** The node's type, such as `n8n-nodes-crun.crun`. */
	readonly node: string;
	readonly version?: number;
	/** The node's method to call. */
	readonly method: string;
	/** The path of the field, such as `parameters.templateId`. */
	readonly path: string;
	/** The current parameters in the editor. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: INode['credentials'];
	readonly workflowId?: string;
}

/**
 * A client for n8n's internal REST API, which the editor uses. Works with n8n 1.123 and 2.x.
 * Every method throws RestError if n8n refuses.
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

	/** Logs in as `OWNER`. Creates the owner first if this n8n is new. */
	async login(): Promise<void> {
		try {
			await this.session.send('POST', '/owner/setup', z.unknown(), OWNER);
		} catch (error) {
			if (!(error instanceof RestError && error.status === 400)) throw error; // 400: the owner exists already
			const credentials = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
			await this.session.send('POST', '/login', z.unknown(), credentials);
		}
	}

	/** Saves a credential. @returns the reference that nodes use */
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

	/** Replaces the data of a saved credential. */
	async updateCredential(
		credential: { readonly id: string; readonly name: string },
		type: string,
		data: Record<string, unknown>,
	): Promise<void> {
		const body = { name: credential.name, type, data };
		await this.session.send('PATCH', `/credentials/${credential.id}`, z.unknown(), body);
	}

	/**
	 * Tests a saved credential with these values, as the editor does. A failed test does not throw: the result has the
	 * status `Error` and the reason.
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

	/** Runs a `listSearch` method. @param paginationToken from the previous page */
	async searchList(field: DynamicField, filter?: string, paginationToken?: string) {
		const body = { ...dynamicBody(field), filter, paginationToken };
		return await this.session.send(
			'POST',
			'/dynamic-node-parameters/resource-locator-results',
			listResultsSchema,
			body,
		);
	}

	/** Downloads a file as the output panel does to show it. @returns the content type and the bytes */
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
