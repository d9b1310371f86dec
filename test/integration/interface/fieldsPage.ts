import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';

/** `docs/fields.md`: every field of the nodes, from their own descriptions. */

const INTRODUCTION = `# Fields

Written by \`npm run docs\` from the descriptions of the nodes. *Name* is what a workflow stores, and what an expression or
a script uses. [Operations](operations.md) explains what the operations do.`;

interface Row {
	/** "Options > Dry Run" */
	label: string;
	name: string;
	values: string;
	description: string;
	/** Where it is shown: operations, for example. */
	places: string[];
}

const isProperty = (
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodeProperties => 'type' in option;

/** The fields of a collection, and those of a list of groups. */
function innerFields({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options.filter(isProperty);
	if (type !== 'fixedCollection') return [];
	return options.flatMap((option) => ('values' in option ? option.values : []));
}

function valuesOf({ type, options = [], default: fallback }: INodeProperties): string {
	if (type === 'options' || type === 'multiOptions') {
		const values = options.flatMap((one) => ('value' in one ? [String(one.value)] : []));
		if (values.length > 0)
			return values.map((value) => (value === fallback ? `**${value}**` : value)).join(', ');
	}
	const isShown = typeof fallback === 'number' || typeof fallback === 'boolean';
	const text = typeof fallback === 'string' || isShown ? String(fallback) : '';
	return text === '' ? '' : `**${text}**`;
}

/** For a cell of a table: HTML links become Markdown links. */
function cell(text: string): string {
	const linked = text.replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '[$2]($1)');
	return linked
		.replace(/<[^>]*>/g, '')
		.replace(/\|/g, '\\|')
		.replace(/\s+/g, ' ')
		.trim();
}

function rowsOf(field: INodeProperties, place: string, parents: string[] = []): Row[] {
	if (field.type === 'notice') return [];
	const path = [...parents, field.displayName];
	const isTool = field.displayOptions?.show?.['@tool'] !== undefined;
	const row: Row = {
		label: path.join(' > '),
		name: field.name,
		values: valuesOf(field),
		description: cell(field.description ?? field.hint ?? ''),
		places: [isTool ? `${place} (AI agent's tool)` : place],
	};
	return [row, ...innerFields(field).flatMap((inner) => rowsOf(inner, place, path))];
}

/** Equal rows become one, with all places. */
function merge(rows: Row[]): Row[] {
	const merged = new Map<string, Row>();
	for (const row of rows) {
		const key = JSON.stringify([row.label, row.name, row.values, row.description]);
		const known = merged.get(key);
		if (known) known.places.push(...row.places.filter((place) => !known.places.includes(place)));
		else merged.set(key, { ...row, places: [...row.places] });
	}
	return [...merged.values()];
}

function table(rows: Row[]): string {
	const lines = merge(rows).map(
		({ label, name, values, description, places }) =>
			`| ${label} | \`${name}\` | ${values} | ${description} | ${places.join(', ')} |`,
	);
	return [
		'| Field | Name | Values (**default**) | Description | Shown for |',
		'| --- | --- | --- | --- | --- |',
		...lines,
	].join('\n');
}

/** The operations of a resource, by value: the names in the menu. */
function operationNames(properties: INodeProperties[], resource: string): Map<string, string> {
	const menus = properties.filter(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	);
	return new Map(
		menus.flatMap(({ options = [] }) =>
			options.flatMap((one) => ('value' in one ? [[String(one.value), one.name] as const] : [])),
		),
	);
}

function resourceSections(properties: INodeProperties[]): string[] {
	const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
	return resources.flatMap((one) => {
		if (!('value' in one)) return [];
		const resource = String(one.value);
		const names = operationNames(properties, resource);
		const fields = properties.filter(
			({ name, displayOptions }) =>
				name !== 'operation' && displayOptions?.show?.resource?.includes(resource),
		);
		const rows = fields.flatMap((field) =>
			[...names]
				.filter(([operation]) => field.displayOptions?.show?.operation?.includes(operation))
				.flatMap(([, name]) => rowsOf(field, name)),
		);
		return rows.length > 0 ? [`## ${one.name}`, table(rows)] : [];
	});
}

/** The whole page, as Markdown. */
export function fieldsPage(): string {
	const trigger = new CrunTrigger().description.properties.flatMap((field) =>
		rowsOf(field, 'Crun Trigger'),
	);
	const sections = [...resourceSections(new Crun().description.properties)];
	return `${[INTRODUCTION, ...sections, '## Crun Trigger', table(trigger)].join('\n\n')}\n`;
}
