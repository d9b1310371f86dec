import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../../../nodes/Crun/actions';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';
import type { TerminalStatus } from '../../../nodes/Crun/crun/task';
import { resources as shownResources } from '../../../nodes/Crun/fields';
import { existingTask, openWebhook, post, useSimulator } from '../support';

/** The names of the operations in the code. */
const operationsOf = new Map(
	Object.entries(resources).map(([resource, operations]) => [resource, Object.keys(operations)]),
);

/** The operations, with the fields that they show. */
const operations = Object.entries(shownResources).flatMap(([resource, ofResource]) =>
	Object.entries(ofResource.operations).map(([name, fields]) => ({ resource, name, fields })),
);

const { properties } = new Crun().description;
const named = (name: string) => properties.filter((property) => property.name === name);
const fields = properties.filter(({ name }) => name !== 'resource' && name !== 'operation');

/** The values that a menu offers. */
const valuesOf = ({ options = [] }: INodeProperties): unknown[] =>
	options.map((option) => ('value' in option ? option.value : option));

/** The values of `resource` or `operation` for which a parameter is shown. */
const shownFor = ({ displayOptions }: INodeProperties, name: 'resource' | 'operation') =>
	(displayOptions?.show?.[name] ?? []).map(String);
const isShownFor = (property: INodeProperties, resource: string, operation: string) =>
	shownFor(property, 'resource').includes(resource) &&
	shownFor(property, 'operation').includes(operation);

describe('The menu of the Crun node', () => {
	it('offers exactly the resources that exist', () => {
		expect(named('resource').map(valuesOf)).toEqual([[...operationsOf.keys()]]);
	});

	it.each([...operationsOf])(
		'offers exactly the operations of %s that exist',
		(resource, names) => {
			const menus = named('operation').filter((menu) =>
				shownFor(menu, 'resource').includes(resource),
			);
			expect(menus.map((menu) => valuesOf(menu).sort())).toEqual([names.sort()]);
		},
	);

	it('preselects a resource, and an operation of each resource, that exist', () => {
		for (const menu of [...named('resource'), ...named('operation')])
			expect(valuesOf(menu)).toContain(menu.default);
	});

	it('has no list of operations for a resource that does not exist', () => {
		const shown = named('operation').flatMap((menu) => shownFor(menu, 'resource'));
		expect(shown.sort()).toEqual([...operationsOf.keys()].sort());
	});
});

describe('The fields of the Crun node', () => {
	it.each(operations)('are those of $resource > $name when it is chosen', (chosen) => {
		const shown = fields.filter((field) => isShownFor(field, chosen.resource, chosen.name));
		expect(shown.map(({ name }) => name)).toEqual(chosen.fields.map(({ name }) => name));
	});

	it('are shown for operations that exist only', () => {
		const known = [...operationsOf].flatMap(([resource, names]) =>
			names.map((name) => `${resource} > ${name}`),
		);
		for (const field of fields) {
			const shown = shownFor(field, 'resource').flatMap((resource) =>
				shownFor(field, 'operation').map((operation) => `${resource} > ${operation}`),
			);
			expect(shown).not.toEqual([]);
			expect(known).toEqual(expect.arrayContaining(shown));
		}
	});
});

describe('Trigger On', () => {
	const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
	const events: Record<TerminalStatus, string> = { success: 'task.success', failed: 'task.failed' };
	const statuses = ['success', 'failed'] as const;
	const menu = new CrunTrigger().description.properties.find(({ name }) => name === 'events');

	it('offers exactly the events that exist', () => {
		expect(menu && valuesOf(menu).sort()).toEqual(Object.keys(events).sort());
		expect([menu?.default].flat().sort()).toEqual(Object.keys(events).sort());
	});

	it.each(statuses)('starts the workflow for the chosen event only: %s', async (chosen) => {
		const server = await openWebhook({
			sim,
			parameters: { events: [chosen], options: { acceptUnsigned: true } },
		});
		for (const status of statuses)
			await post(server.url, sim.tasks.finish(existingTask(sim), status));
		const items = (await server.emitted()).flat();
		await server.stop();
		expect(items.map(({ json }) => json.event)).toEqual([events[chosen]]);
	});
});
