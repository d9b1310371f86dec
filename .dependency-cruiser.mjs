/**
 * Where the rooms of nodes/Crun stand: each may import those below it, and nothing imports in a circle.
 * `npm run lint` checks it.
 */
const ROOMS = [
	'crun', // the domain
	'fields',
	'n8n',
	'transport',
	'ledger',
	'files',
	'wait',
	'callbacks',
	'actions',
	'trigger',
	'methods',
];

/** A room imports none of the rooms above it. */
const layers = ROOMS.map((room, index) => ({
	name: `${room}-imports-nothing-above-it`,
	severity: 'error',
	from: { path: `^nodes/Crun/${room}/` },
	to: {
		path: [...ROOMS.slice(index + 1).map((above) => `^nodes/Crun/${above}/`), '\\.node\\.ts$'],
	},
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		...layers,
		{
			name: 'nodes-without-runtime',
			comment:
				'What n8n loads when it starts leads to the runtime only through import(), so that it loads fast.',
			severity: 'error',
			from: { path: '^nodes/Crun/([^/]+\\.ts$|fields/)', pathNot: '/runtime\\.ts$' },
			to: {
				path: '^nodes/Crun/',
				pathNot: [
					'^nodes/Crun/(loadRuntime\\.ts$|fields/|crun/)',
					'^nodes/Crun/callbacks/answerWebhook\\.ts$',
				],
				dependencyTypesNot: ['dynamic-import', 'type-only', 'type-import'],
			},
		},
		{
			name: 'domain-without-n8n',
			comment: 'crun/ knows Crun, and nothing of n8n.',
			severity: 'error',
			from: { path: '^nodes/Crun/crun/' },
			to: { pathNot: ['^nodes/Crun/crun/', '/zod/', '^(node:)?crypto$'] },
		},
		{
			name: 'simulator-without-nodes',
			comment: 'A wrong field name must not pass on both sides.',
			severity: 'error',
			from: { path: '^dev/simulator/' },
			to: { path: '^(nodes|credentials)/' },
		},
		{
			name: 'nothing-from-tests',
			comment: 'What tests, demo, bench and contact share is in dev/.',
			severity: 'error',
			from: { path: '^(nodes|credentials|dev|demo|bench|contact)/' },
			to: { path: '^test/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true, // type imports count too
		tsConfig: { fileName: 'tsconfig.json' },
	},
};
