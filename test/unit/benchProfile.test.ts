import { PART_NAMES, partsOf, partsTable } from '../../bench/support/profileParts';

/** Where the time of a CPU profile went, by the packages whose code ran. */

const frame = (url: string, functionName = 'run') => ({ functionName, url });
const MODULES = 'file:///n8n/node_modules';
const FRAMES = [
	frame('', '(root)'),
	frame(`${MODULES}/n8n-nodes-crun/dist/nodes/Crun/runtime.js`),
	frame(`${MODULES}/@n8n/backend-network/node_modules/axios/dist/node/axios.cjs`),
	frame(`${MODULES}/luxon/build/node/luxon.js`),
	frame('node:net'),
	frame('', '(garbage collector)'),
	frame('', '(idle)'),
	frame('', '(program)'),
	frame(`${MODULES}/lodash/lodash.js`),
	frame('node:internal/modules/cjs/loader'),
	frame(`${MODULES}/zod/index.js`), // while it is loaded: a child of the loader
];
const profile = {
	nodes: FRAMES.map((callFrame, id) => ({
		id,
		callFrame,
		...(id === 0 ? { children: [1, 2, 3, 4, 5, 6, 7, 8, 9] } : {}),
		...(id === 9 ? { children: [10] } : {}),
	})),
	samples: FRAMES.map((_, id) => id),
	timeDeltas: FRAMES.map((_, id) => 2 ** id * 1000), // so that each sum says what it consists of
};

it('adds up each part, without what is idle or loads modules', () => {
	expect(Object.fromEntries(partsOf(profile))).toEqual({
		'Node.js': 1 + 16,
		'This package': 2,
		'The HTTP library': 4,
		Expressions: 8,
		'Garbage collection': 32,
		'Other libraries': 256,
	});
});

it('throws for what is no profile', () => {
	expect(() => partsOf({ nodes: [] })).toThrow();
});

it('shows a line for each part and the sum, divided by the runs', () => {
	const table = partsTable([{ name: 'a node', times: partsOf(profile) }], 2);
	expect(table.split('\n')).toHaveLength(2 + PART_NAMES.length + 1);
	expect(table).toContain('| Part | a node |\n| --- | ---: |\n| This package | 1 |');
	expect(table).toMatch(/\n\| All \| 160 \|$/);
});
