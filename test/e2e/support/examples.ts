import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { INode } from 'n8n-workflow';
import { z } from 'zod';
import type { WorkflowJson } from '../../../dev/n8n/workflows';
import type { CredentialReference, World } from './world';

const FOLDER = resolve(__dirname, '..', '..', '..', 'examples');

const nodeSchema = z.object({
	id: z.string(),
	name: z.string(),
	type: z.string(),
	typeVersion: z.number(),
	parameters: z.object({}),
});
const workflowSchema = z.object({
	name: z.string().min(1),
	nodes: z.array(nodeSchema).min(1),
	connections: z.object({}),
});
const isWorkflow = (value: unknown) => workflowSchema.safeParse(value).success;

/** The paths of all workflow files in `examples/`, or in one of its folders, relative to `examples/`. */
export function exampleFiles(folder = ''): string[] {
	const path = join(FOLDER, folder);
	const names = existsSync(path) ? readdirSync(path) : [];
	return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}

/** Reads an example file, by its path relative to `examples/`. */
export async function readExample(file: string): Promise<WorkflowJson> {
	return z
		.custom<WorkflowJson>(isWorkflow, `${file} is not a workflow`)
		.parse(JSON.parse(await readFile(resolve(FOLDER, file), 'utf8')));
}

/** The values that replace placeholders, each with a pattern that matches the placeholder. */
export type OwnValues = ReadonlyArray<readonly [RegExp, string]>;

/**
 * Does what a user does after the import: selects credentials and replaces placeholders. Also assigns webhook IDs,
 * as the editor does.
 * @param others credentials of other services, by type
 */
export function fillExample(
	{ credential }: World,
	example: WorkflowJson,
	values: OwnValues,
	others: Record<string, CredentialReference> = {},
): WorkflowJson {
	const nodes = example.nodes.map((node): INode => {
		const parameters = z.custom<INode['parameters']>().parse(fill(node.parameters, values));
		const chosen = Object.keys(node.credentials ?? {}).map((type) => {
			const known = type === 'crunApi' ? credential : others[type];
			if (!known) throw new Error(`This test has no credential ${type}`);
			return [type, { ...known }] as const;
		});
		const credentials = chosen.length > 0 ? { credentials: Object.fromEntries(chosen) } : {};
		return {
			...node,
			...credentials,
			parameters,
			...(hasWebhook(node) ? { webhookId: randomUUID() } : {}),
		};
	});
	return { ...example, nodes };
}

const hasWebhook = ({ type, parameters }: INode) =>
	/trigger|webhook/i.test(type) || parameters.operation === 'sendAndWait';

function fill(value: unknown, values: OwnValues): unknown {
	if (typeof value === 'string') return fillText(value, values);
	if (Array.isArray(value)) return value.map((one) => fill(one, values));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, values)]));
}

/** Also replaces placeholders in a list that is a string: `["REPLACE ME: …", "REPLACE ME: …"]`. */
function fillText(text: string, values: OwnValues): string {
	return text.replace(/REPLACE ME[^"']*|\/home\/node\/\.n8n-files/g, (placeholder) => {
		const [, value] = values.find(([pattern]) => pattern.test(placeholder)) ?? [];
		if (value === undefined)
			throw new Error(`This test has no value for the placeholder "${placeholder}"`);
		return value;
	});
}
