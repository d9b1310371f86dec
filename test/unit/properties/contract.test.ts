/** Properties of every schema of the API's contract, with each zod that n8n may bring. */
import fc from 'fast-check';
import type { z } from 'zod';
import type * as contractModule from '../../../nodes/Crun/crun/contract';
import type { Json } from '../../../nodes/Crun/crun/contract';
import { documented, finishedTask } from '../support/documented';
import { loadWith, ZOD_VERSIONS } from '../support/zodVersions';
import { holds } from './support/holds';
import { anyJson, anyText, mutated } from './support/json';
import { check, expectPlain, quick } from './support/outcomes';

type Contract = typeof contractModule;

/** Answers, each with the schema that reads it and the fields without which it cannot be read. */
const ANSWERS: Array<{
	answer: Json;
	schemaOf: (contract: Contract) => z.ZodTypeAny;
	required: string[];
}> = [
	{
		answer: documented.taskInfo(),
		schemaOf: ({ envelopeSchema }) => envelopeSchema,
		required: ['code'],
	},
	{
		answer: documented.task(),
		schemaOf: ({ taskSchema }) => taskSchema,
		required: ['task_id', 'status'],
	},
	{
		answer: finishedTask(),
		schemaOf: ({ endpoints }) => endpoints.taskInfo.data,
		required: ['task_id', 'status'],
	},
	{
		answer: documented.byteDanceTemplate(),
		schemaOf: ({ byteDanceTemplateSchema }) => byteDanceTemplateSchema,
		required: ['TemplateId'],
	},
	{
		answer: documented.viduTemplate(),
		schemaOf: ({ viduTemplateSchema }) => viduTemplateSchema,
		required: ['template'],
	},
	{
		answer: { key: 'a', cover_url: 'https://x.example/a.png', info: 'One image', credit: 7 },
		schemaOf: ({ klingTemplateSchema }) => klingTemplateSchema,
		required: ['key'],
	},
	{
		answer: { total: 280, templates: [documented.byteDanceTemplate()] },
		schemaOf: ({ endpoints }) => endpoints.byteDanceTemplates.data,
		required: ['templates'],
	},
	{
		answer: { total: 1, models: [{ model: 'a/b', modality: 'video', operation: 'x' }] },
		schemaOf: ({ endpoints }) => endpoints.models.data,
		required: ['models'],
	},
	{
		answer: {
			model: 'a/b',
			input_schema: { properties: { prompt: { type: 'string' } } },
			required_input_fields: ['prompt'],
		},
		schemaOf: ({ modelEndpoint }) => modelEndpoint('a/b').data,
		required: [],
	},
	{
		answer: { presigned_url: 'https://x.example/put', file_url: 'https://x.example/get' },
		schemaOf: ({ endpoints }) => endpoints.uploadUrl.data,
		required: ['presigned_url', 'file_url'],
	},
	{
		answer: { estimated_credits: 3, balance: 5, affordable: true },
		schemaOf: ({ endpoints }) => endpoints.estimateTask.data,
		required: ['estimated_credits'],
	},
	{
		answer: { credits: 3, estimated: true },
		schemaOf: ({ endpoints }) => endpoints.estimateCredits.data,
		required: ['credits'],
	},
	{
		answer: { balance: 3 },
		schemaOf: ({ endpoints }) => endpoints.balance.data,
		required: ['balance'],
	},
	{
		answer: { task_id: 'a', queue: 3 },
		schemaOf: ({ endpoints }) => endpoints.createTask.data,
		required: ['task_id'],
	},
];

const SCHEMAS = 36; // about as many as there are
const SCHEMAS_PER_VALUE = 5;

describe.each(ZOD_VERSIONS)('The contract on %s', (version) => {
	let contract: Contract;
	beforeAll(() => {
		const load = (): Contract => jest.requireActual('../../../nodes/Crun/crun/contract');
		contract = loadWith<Contract>(version, load).module;
	});

	/** Whether the schema reads the value; what it returns is plain JSON that it reads again. */
	function reads(schema: z.ZodTypeAny, value: unknown): boolean {
		const parsed = quick(() => schema.safeParse(value));
		if (!parsed.success) return false;
		expectPlain(parsed.data);
		check(schema.safeParse(parsed.data).success, 'the result cannot be read again');
		return true;
	}

	holds(
		'reads or refuses any JSON with any schema',
		fc.tuple(anyJson, fc.nat(SCHEMAS - 1)),
		([value, first]) => {
			const schemas = allSchemas(contract);
			for (let at = first; at < first + SCHEMAS_PER_VALUE; at += 1) {
				const schema = schemas[at % schemas.length];
				if (schema) reads(schema, value);
			}
		},
	);

	holds(
		'reads an answer in which one value has changed, unless that field is required',
		fc
			.constantFrom(...ANSWERS)
			.chain((one) => mutated(one.answer).map((change) => ({ ...one, change }))),
		({ schemaOf, required, change: { value, path } }) => {
			const isRead = reads(schemaOf(contract), value);
			const [field] = path;
			if (field === undefined || required.includes(field)) return;
			check(isRead, `a change at ${path.join('.')} makes the answer unreadable`);
		},
	);

	holds('builds the path of a model from any name', anyText, (model) => {
		fc.pre(isWellFormed(model));
		const { path } = quick(() => contract.modelEndpoint(model));
		const names = path.slice(`${contract.endpoints.models.path}/`.length).split('/');
		expect(names.map(decodeURIComponent).join('/')).toBe(model);
	});
});

function allSchemas(contract: Contract): z.ZodTypeAny[] {
	const { endpoints, byteDanceInputSchema, viduInputSchema, klingInputSchema } = contract;
	return [
		...ANSWERS.map(({ schemaOf }) => schemaOf(contract)),
		...[byteDanceInputSchema, viduInputSchema, klingInputSchema],
		...Object.values(endpoints).flatMap(({ query, body }): z.ZodTypeAny[] => [query, body]),
	];
}

/** Without lone surrogates. */
const isWellFormed = (text: string) => Buffer.from(text).toString() === text;
