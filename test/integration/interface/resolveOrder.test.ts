import type { INodeProperties } from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';

/**
 * n8n 1 resolves the fields of one level in the order of their conditions. A condition on something that is not a field
 * of this level is never resolved, unless it begins with a slash or an at sign: then no execution can start.
 */

function* levelsOf(properties: INodeProperties[]): Generator<INodeProperties[]> {
	yield properties;
	for (const { type, options = [] } of properties) {
		if (type === 'collection')
			yield* levelsOf(options.flatMap((one) => ('type' in one ? [one] : [])));
		if (type === 'fixedCollection')
			for (const one of options) if ('values' in one) yield* levelsOf(one.values);
	}
}

it.each([new Crun(), new CrunTrigger()])(
	'the conditions of $description.name name fields of the same level',
	({ description }) => {
		for (const level of levelsOf(description.properties)) {
			const names = level.map(({ name }) => name);
			for (const { displayOptions: { show, hide } = {} } of level) {
				const conditions = [...Object.keys(show ?? {}), ...Object.keys(hide ?? {})];
				const local = conditions.filter((condition) => !/^[/@]/.test(condition));
				expect(names).toEqual(expect.arrayContaining(local));
			}
		}
	},
);
