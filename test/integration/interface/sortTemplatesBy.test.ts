import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { buildWorkflow, createByteDance, locator } from '../support';

/** The value that n8n keeps of the field; it drops those of hidden fields. */
const kept = (more: INodeParameters) => {
	const { node, type } = buildWorkflow({
		parameters: createByteDance({ sortTemplatesBy: 'price', ...more }),
	});
	const { description } = type;
	const { properties } = description;
	const all = NodeHelpers.getNodeParameters(
		properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return all?.sortTemplatesBy;
};

describe('Sort Templates By', () => {
	it('is shown where the template is selected from the list', () => {
		expect(kept({ templateId: locator('104909826', 'list') })).toBe('price');
	});

	it('is hidden where the ID is entered, as an AI agent does', () => {
		expect(kept({ templateId: locator('104909826') })).toBeUndefined();
	});
});
