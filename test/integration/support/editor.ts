import { CredentialTestContext, HookContext, LoadOptionsContext } from 'n8n-core';
import type {
	INodeCredentialTestResult,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from '../../../dev/n8n-core/additionalData';
import { credentialFor } from '../../../dev/n8n-core/credentials';
import { buildWorkflow, type NodeOptions } from '../../../dev/n8n-core/workflow';

export interface EditorOptions extends NodeOptions, AccountOptions {}

function editorContext(options: EditorOptions) {
	const { workflow, node, type } = buildWorkflow(options);
	const additionalData = buildAdditionalData(options, { currentNodeParameters: node.parameters });
	return { type, context: new LoadOptionsContext(workflow, node, additionalData, 'parameters') };
}

/** What the editor requests when the list of a resource locator is opened, searched or scrolled. */
export async function listSearch(
	method: string,
	options: EditorOptions & { filter?: string; paginationToken?: string },
): Promise<INodeListSearchResult> {
	const { type, context } = editorContext(options);
	const search = type.methods?.listSearch?.[method];
	if (!search) throw new Error(`No listSearch method ${method}`);
	return await search.call(context, options.filter, options.paginationToken);
}

/** What the editor requests to fill a dropdown. */
export async function loadOptions(
	method: string,
	options: EditorOptions,
): Promise<INodePropertyOptions[]> {
	const { type, context } = editorContext(options);
	const load = type.methods?.loadOptions?.[method];
	if (!load) throw new Error(`No loadOptions method ${method}`);
	return await load.call(context);
}

/**
 * Activates a workflow with a Crun Trigger: calls `webhookMethods.default.create` after `checkExists`, as n8n
 * does.
 */
export async function activate(options: EditorOptions): Promise<boolean> {
	const { workflow, node, type } = buildWorkflow({ node: 'crunTrigger', ...options });
	const methods = type.webhookMethods?.default;
	const context = new HookContext(
		workflow,
		node,
		buildAdditionalData(options),
		'trigger',
		'activate',
	);
	if (await methods?.checkExists?.call(context)) return true;
	if (!methods?.create) throw new Error('The node has no webhookMethods.default.create');
	return await methods.create.call(context);
}

/** Runs the test of the credential. */
export async function testCredential(options: EditorOptions): Promise<INodeCredentialTestResult> {
	const { type } = buildWorkflow(options);
	const name = type.description.credentials?.find((one) => one.name === 'crunApi')?.testedBy;
	const test = typeof name === 'string' ? type.methods?.credentialTest?.[name] : undefined;
	if (!test) throw new Error('The node tests no credential');
	const data = { ...credentialFor(options.sim), ...options.credential };
	return await test.call(new CredentialTestContext(buildAdditionalData(options)), {
		id: 'c1',
		name: 'Crun account',
		type: 'crunApi',
		data,
	});
}
