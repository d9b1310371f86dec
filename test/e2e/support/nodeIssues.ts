import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { z } from 'zod';
import { Session } from '../../../dev/n8n/http';
import { OWNER } from '../../../dev/n8n/rest';
import { PACKAGE_NAME } from './runFolder';
import type { World } from './world';

const isDescription = (value: unknown) =>
	z.object({ name: z.string(), properties: z.array(z.object({})) }).safeParse(value).success;
const descriptionsSchema = z.array(z.custom<INodeTypeDescription>(isDescription));

/**
 * The issues that the editor would report in these nodes, one per line: an unknown node type, a missing or invalid
 * parameter, or one that the node does not have or currently hides.
 */
export async function nodeIssues({ n8n }: World, nodes: INode[]): Promise<string[]> {
	const session = new Session(n8n.url);
	await session.send('POST', '/login', z.unknown(), {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
	const descriptions = new Map<string, Promise<INodeTypeDescription | undefined>>();
	const describe = async (node: INode) => {
		const key = `${typeBehind(node)} ${node.typeVersion}`;
		const known = descriptions.get(key) ?? descriptionOf(session, node);
		descriptions.set(key, known);
		return await known;
	};
	const issues = await Promise.all(
		nodes.map(async (node) => {
			const description = await describe(node);
			return description
				? parameterIssues(withoutToolFields(node), description)
				: [`n8n does not know ${node.type} ${node.typeVersion}`];
		}),
	);
	return nodes.flatMap(({ name }, index) =>
		(issues[index] ?? []).map((issue) => `${name}: ${issue}`),
	);
}

/** The description of a node's type, or undefined if n8n does not have the type in this version. */
async function descriptionOf(
	session: Session,
	node: INode,
): Promise<INodeTypeDescription | undefined> {
	const nodeInfos = [{ name: typeBehind(node), version: node.typeVersion }];
	const [description] = await session
		.send('POST', '/node-types', descriptionsSchema, { nodeInfos })
		.catch(() => []);
	const versions = [description?.version].flat();
	return versions.includes(node.typeVersion) ? description : undefined; // n8n may return another version
}

/** n8n derives AI agent tools from ordinary nodes, and describes only the ordinary ones. */
const isOwnTool = ({ type }: INode) => type.startsWith(`${PACKAGE_NAME}.`) && type.endsWith('Tool');
const typeBehind = (node: INode) =>
	isOwnTool(node) ? node.type.slice(0, -'Tool'.length) : node.type;

/** The node without the two parameters that n8n adds to tools. */
function withoutToolFields(node: INode): INode {
	if (!isOwnTool(node)) return node;
	const own = Object.entries(node.parameters).filter(
		([name]) => !['descriptionType', 'toolDescription'].includes(name),
	);
	return { ...node, parameters: Object.fromEntries(own) };
}

function parameterIssues(node: INode, description: INodeTypeDescription): string[] {
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
		...unknownPaths(node.parameters, known).map(
			(path) => `the parameter ${path} does not exist or is not shown`,
		),
	];
}

/** The paths that are in `given` but not in `known`. */
function unknownPaths(given: unknown, known: unknown, path = ''): string[] {
	if (typeof given !== 'object' || given === null || '__rl' in given) return [];
	const kept = new Map<string, unknown>(
		Object.entries(typeof known === 'object' && known !== null ? known : {}),
	);
	return Object.entries(given).flatMap(([name, value]) => {
		const here = path ? `${path}.${name}` : name;
		return kept.has(name) ? unknownPaths(value, kept.get(name), here) : [here];
	});
}
