import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FOLDER = join(__dirname, '../../examples/gallery');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const nodeSchema = z.object({
	name: z.string(),
	type: z.string(),
	parameters: z.record(z.unknown()),
	credentials: z.record(z.object({ id: z.null(), name: z.string() })).optional(),
	webhookId: z.undefined(),
});
const workflowSchema = z.object({
	name: z.string(),
	nodes: z.array(nodeSchema),
	connections: z.record(z.record(z.array(z.array(z.object({ node: z.string() }))))),
	pinData: z.undefined(),
	meta: z.undefined(),
});
const noteSchema = z.object({ content: z.string(), color: z.number().optional() });
const settingsSchema = z.object({
	assignments: z.object({
		assignments: z.array(z.object({ name: z.string(), value: z.unknown() })),
	}),
});
const optionsSchema = z.record(z.unknown()).default({});

const workflowIn = (file: string) =>
	workflowSchema.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;
const isNote = ({ type }: { type: string }) => type === 'n8n-nodes-base.stickyNote';
const creates = ({ type, parameters }: z.infer<typeof nodeSchema>) =>
	type.startsWith('n8n-nodes-crun.crun') && String(parameters.operation).startsWith('create');

/** The names that n8n gives to new nodes, such as "HTTP Request1", and "Crun" with its number. */
const UNNAMED =
	/^(HTTP Request|Edit Fields|Set|If|Switch|Filter|Code|Crun|Telegram|Send Email|Form)?\d*$/;

describe.each(files)('examples/gallery/%s', (file) => {
	const { name, nodes, connections } = workflowIn(file);
	const notes = nodes.filter(isNote).map(({ parameters }) => noteSchema.parse(parameters));

	it('has one yellow note of 100 to 300 words with "How it works" and "Setup"', () => {
		const [yellow, ...others] = notes.filter(({ color = 1 }) => color === 1);
		expect(others).toEqual([]);
		const { content = '' } = yellow ?? {};
		expect(content.startsWith(`## ${name}\n`)).toBe(true);
		expect(content).toMatch(/^### How it works$[^]*^### Setup$/m);
		expect(wordsIn(content)).toBeGreaterThanOrEqual(100);
		expect(wordsIn(content)).toBeLessThanOrEqual(300);
	});

	it('has white notes for its sections, and no other notes', () => {
		const sections = notes.filter(({ color }) => color === 7);
		expect(sections.length).toBeGreaterThanOrEqual(2);
		expect(sections.length).toBe(notes.length - 1);
	});

	it('has one node with all settings, and no placeholders elsewhere', () => {
		const settings = nodes.filter((node) => node.name === 'Settings');
		expect(settings).toHaveLength(1);
		const others = nodes.filter((node) => node.name !== 'Settings');
		expect(JSON.stringify(others)).not.toContain('REPLACE ME');
		expect(JSON.stringify(settings)).toContain('REPLACE ME: ');
	});

	it('creates nothing until the user has set a limit', () => {
		const creating = nodes.filter(creates);
		if (creating.length === 0) return;
		const settings = settingsSchema.parse(
			nodes.find((node) => node.name === 'Settings')?.parameters,
		);
		expect(settings.assignments.assignments).toContainEqual(
			expect.objectContaining({ name: 'max_credits', value: 0 }),
		);
		for (const { parameters } of creating) {
			const { dryRun, maxCredits, maxCreditsPerRun } = optionsSchema.parse(parameters.options);
			if (dryRun !== true) expect(String(maxCredits ?? maxCreditsPerRun)).toContain('max_credits');
		}
	});

	it('gives every node a name of its own', () => {
		const names = nodes.filter((node) => !isNote(node)).map((node) => node.name);
		expect(names.filter((one) => UNNAMED.test(one))).toEqual([]);
		expect(new Set(names).size).toBe(names.length);
	});

	it('connects every node except its notes, and only existing ones', () => {
		const names = new Set(nodes.map((node) => node.name));
		const targets = Object.values(connections).flatMap((outputs) =>
			Object.values(outputs).flatMap((lists) => lists.flat().map(({ node }) => node)),
		);
		const connected = new Set([...Object.keys(connections), ...targets]);
		expect([...connected].filter((one) => !names.has(one))).toEqual([]);
		expect(
			nodes.filter((node) => !isNote(node) && !connected.has(node.name)).map((node) => node.name),
		).toEqual([]);
	});
});
