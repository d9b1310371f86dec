/** What is loaded when: n8n starts with what the nodes show, and what they do follows. Needs a build. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'crun-loading-'));

beforeAll(() => {
	for (const part of ['index.js', 'dist'])
		cpSync(join(ROOT, part), join(folder, part), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs code in a new process in the folder of a copy of the package: jest loads modules in its own way. */
const evaluate = (code: string): unknown =>
	JSON.parse(execFileSync(process.execPath, ['-e', code], { cwd: folder, encoding: 'utf8' }));

it('loads what the nodes do when n8n first calls one of them, and not before', () => {
	const loaded = evaluate(`
		const { Crun, CrunTrigger, CrunApi } = require('.');
		const [node] = [new Crun(), new CrunTrigger(), new CrunApi()];
		const loaded = () => require('fs').readdirSync('dist/nodes/Crun').filter((file) =>
			require.cache[require('path').resolve('dist/nodes/Crun', file)]);
		const before = loaded();
		const failed = node.execute.call({}); // without a context
		failed.catch(() => console.log(JSON.stringify({ before, after: loaded() })));
	`);
	const before = ['Crun.node.js', 'CrunTrigger.node.js', 'nodes.js', 'shared.js'];
	expect(loaded).toEqual({ before, after: [...before, 'runtime.js'].sort() });
});

it.each(['nodes.js', 'shared.js'])(
	'builds no schemas in what n8n loads when it starts: %s',
	(file) => {
		const code = readFileSync(join(folder, 'dist/nodes/Crun', file), 'utf8');
		const required = [...code.matchAll(/require\("([^"]*)"\)/g)].map(([, name]) => name);
		expect(['./runtime.js', './shared.js', 'n8n-workflow']).toEqual(
			expect.arrayContaining([...new Set(required)]),
		);
	},
);

it.each(['Crun', 'CrunTrigger'])(
	'lets Crun send a callback again if the node %s could not load what it does, and then processes it',
	(name) => {
		const answers = evaluate(`
			const { renameSync } = require('fs');
			const node = new (require('.').${name})();
			/** Its context knows nothing, so it fails in any case. */
			const answer = async () => {
				const given = {};
				await node.webhook.call({
					getResponseObject: () => ({ status: (status) => ({ json: () => (given.status = status) }) }),
					logger: { warn: (reason) => (given.isMissing = reason.includes("Cannot find module './runtime.js'")) },
				});
				return given;
			};
			const answers = async () => {
				renameSync('dist/nodes/Crun/runtime.js', 'runtime.js');
				const first = await answer();
				renameSync('runtime.js', 'dist/nodes/Crun/runtime.js');
				return [first, await answer()];
			};
			answers().then((all) => console.log(JSON.stringify(all)));
		`);
		expect(answers).toEqual([
			{ status: 503, isMissing: true },
			{ status: 503, isMissing: false },
		]);
	},
);
