import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { z } from 'zod';
import { settle } from '../../../nodes/Crun/crun/settle';
import { Session } from '../../../dev/n8n/http';
import { OWNER } from '../../../dev/n8n/rest';
import { PACKAGE_NAME } from './place';
import type { World } from './world';

const isDescription = (value: unknown) =>
	z.object({ name: z.string(), properties: z.array(z.object({})) }).safeParse(value).success;
const descriptionsSchema = z.array(z.custom<INodeTypeDescription>(isDescription));

/**
 * What the editor would complain about in these nodes, a line each: a type n8n does not know, a parameter that is
 * missing or wrong, one that the node does not have or does not show as it is set.
 */
export async function complaintsAbout({ n8n }: World, nodes: INode[]): Promise<string[]> {
	const session = new Session(n8n.url);
	await session.send('POST', '/login', z.unknown(), {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
	const complaints = await Promise.all(
		nodes.map(async (node) => {
			const nodeInfos = [{ name: typeBehind(node), version: node.typeVersion }];
			const answer = await settle(
				async () => await session.send('POST', '/node-types', descriptionsSchema, { nodeInfos }),
			);
			const [description] = 'value' in answer ? answer.value : [];
			const isThere = description && [description.version].flat().includes(node.typeVersion); // n8n may give another version
			return isThere
				? complaintsAboutNode(withoutToolFields(node), description)
				: [`n8n does not know ${node.type} ${node.typeVersion}`];
		}),
	);
	return nodes.flatMap(({ name }, index) =>
		(complaints[index] ?? []).map((complaint) => `${name}: ${complaint}`),
	);
}

/** n8n makes the tools of AI agents out of ordinary nodes, and tells only of those here. */
const isOwnTool = ({ type }: INode) => type.startsWith(`${PACKAGE_NAME}.`) && type.endsWith('Tool');
const typeBehind = (node: INode) =>
	isOwnTool(node) ? node.type.slice(0, -'Tool'.length) : node.type;

/** Without the two parameters that n8n itself adds to a tool. */
function withoutToolFields(node: INode): INode {
	if (!isOwnTool(node)) return node;
	const own = Object.entries(node.parameters).filter(
		([name]) => !['descriptionType', 'toolDescription'].includes(name),
	);
	return { ...node, parameters: Object.fromEntries(own) };
}

function complaintsAboutNode(node: INode, description: INodeTypeDescription): string[] {
	const known =
		NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		) ?? {};
	const issues =
		NodeHelpers.getNodeParametersIssues(
			description.properties,
			{ ...node, parameters: known },
			description,
		)?.parameters ?? {};
	return [
		...Object.values(issues).flat(),
		...strangers(node.parameters, known).map(
			(path) => `the parameter ${path} does not exist or is not shown`,
		),
	];
}

/** The paths that are in `given` but not in what the node makes of it. */
function strangers(given: unknown, known: unknown, path = ''): string[] {
	if (typeof given !== 'object' || given === null || '__rl' in given) return [];
	const kept = new Map<string, unknown>(
		Object.entries(typeof known === 'object' && known !== null ? known : {}),
	);
	return Object.entries(given).flatMap(([name, value]) => {
		const here = path ? `${path}.${name}` : name;
		return kept.has(name) ? strangers(value, kept.get(name), here) : [here];
	});
}
