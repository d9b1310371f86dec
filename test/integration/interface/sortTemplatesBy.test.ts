import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { createByteDance, locator } from '../support';

/** The value that n8n keeps of the field; it drops those of hidden fields. */
const { description } = new Crun();
const kept = (more: INodeParameters) => {
	const given = createByteDance({ sortTemplatesBy: 'price', ...more });
	const version = { typeVersion: 1 };
	return NodeHelpers.getNodeParameters(
		description.properties,
		given,
		true,
		false,
		version,
		description,
	)?.sortTemplatesBy;
};

describe('Sort Templates By', () => {
	it('is shown where the template is selected from the list', () => {
		expect(kept({ templateId: locator('104909826', 'list') })).toBe('price');
	});

	it('is hidden where the ID is entered, as an AI agent does', () => {
		expect(kept({ templateId: locator('104909826') })).toBeUndefined();
	});
});
