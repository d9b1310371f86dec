import type { INode } from 'n8n-workflow';
import { z } from 'zod';
import type { WorkflowJson } from '../../../../dev/n8n/workflows';

/** Returns the production URL of a node. */
export type UrlOf = (node: string) => string;

/** Values of the node "Settings", by name. A function gets the URLs of the workflow's own nodes. */
export type Settings = Readonly<Record<string, string | number | ((urlOf: UrlOf) => string)>>;

const assignmentsSchema = z.object({
	assignments: z.object({
		assignments: z.array(z.object({ name: z.string(), value: z.unknown() }).passthrough()),
	}),
});

/** Fills in the node "Settings". @throws Error if it does not have exactly these settings */
export function withSettings(
	workflow: WorkflowJson,
	settings: Settings,
	urlOf: UrlOf,
): WorkflowJson {
	const fill = (node: INode): INode => {
		if (node.name !== 'Settings') return node;
		const { assignments } = assignmentsSchema.parse(node.parameters).assignments;
		const filled = assignments.map((one) => {
			const own = settings[one.name];
			const value = typeof own === 'function' ? own(urlOf) : own;
			return { ...one, value: value ?? one.value };
		});
		const unknown = Object.keys(settings).filter((name) =>
			assignments.every((one) => one.name !== name),
		);
		if (unknown.length > 0) throw new Error(`There is no setting ${unknown.join(', ')}`);
		const parameters = z
			.custom<INode['parameters']>()
			.parse({ ...node.parameters, assignments: { assignments: filled } });
		return { ...node, parameters };
	};
	return { ...workflow, nodes: workflow.nodes.map(fill) };
}

/** Checks tasks more often than a user needs, so that the tests do not wait. */
export function inAHurry(workflow: WorkflowJson): WorkflowJson {
	const nodes = workflow.nodes.map((node): INode => {
		const { waitMode, operation, options } = node.parameters;
		if (waitMode !== 'poll' && operation !== 'wait') return node;
		const faster = z
			.custom<INode['parameters']>()
			.parse({ ...Object(options), pollIntervalSeconds: 0.2 });
		return { ...node, parameters: { ...node.parameters, options: faster } };
	});
	return { ...workflow, nodes };
}
