import { LoadOptionsContext } from 'n8n-core';
import { buildAdditionalData } from '../../dev/n8n-core';
import { buildWorkflow } from '../../dev/n8n-core/workflow';
import type { Sim } from '../simulator/jobs';
import { costOf } from '../support/cost';
import { createFromPhotos } from './create';

/** What the editor requests while a template is chosen. */
export async function search(sim: Sim, filter: string, token?: string) {
	const { workflow, node, type } = buildWorkflow({ parameters: createFromPhotos('none') });
	const additionalData = buildAdditionalData({ sim }, { currentNodeParameters: node.parameters });
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters');
	const method = type.methods?.listSearch?.searchTemplates;
	if (!method) throw new Error('The node has no template list');
	let results = 0;
	let next: string | undefined;
	const cost = await costOf(async () => {
		const found = await method.call(context, filter, token);
		results = found.results.length;
		next = typeof found.paginationToken === 'string' ? found.paginationToken : undefined;
	});
	return { ...cost, results, ...(next === undefined ? {} : { token: next }) };
}
