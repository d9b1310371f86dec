import {
	byteDanceTemplateSchema,
	endpoints,
	envelopeSchema,
	klingTemplateSchema,
	modelEndpoint,
	readModels,
	taskSchema,
	viduTemplateSchema,
} from '../../nodes/Crun/crun/contract';
import { DISABLED_API_KEY, MEDIA } from '../../dev/simulator';
import { asObject, expectReadable, useContractCalls } from './support/contractCalls';
import { documented } from './support/documented';

/** The node's contract must read what Crun documents, and the simulator must answer as Crun documents. */
const calls = useContractCalls();

/** Beside the result, `message` is known from Crun's own client only, and files are not known at all. */
const documentedTask = taskSchema.omit({
	message: true,
	media_urls: true,
	suno_data: true,
	media_info: true,
});

describe('the documented answers', () => {
	it('are read by the node with every field intact', () => {
		expect(envelopeSchema.parse(documented.taskInfo())).toEqual(documented.taskInfo());
		expect(taskSchema.parse(documented.task())).toEqual(documented.task());
		for (const [schema, entry] of [
			[byteDanceTemplateSchema, documented.byteDanceTemplate()],
			[viduTemplateSchema, documented.viduTemplate()],
		] as const)
			expect(schema.parse(entry)).toEqual(entry);
	});

	it('name every field that the node reads, except those that the example leaves out', () => {
		expect(Object.keys(documented.task())).toEqual(
			expect.arrayContaining(
				Object.keys(documentedTask.shape).filter((name) => name !== 'credits'),
			),
		);
		for (const [schema, entry] of [
			[byteDanceTemplateSchema, documented.byteDanceTemplate()],
			[viduTemplateSchema, documented.viduTemplate()],
		] as const)
			expect(Object.keys(entry)).toEqual(expect.arrayContaining(Object.keys(schema.shape)));
	});

	it.each([
		['bytedance-templates', 'template_id', '104909826', documented.byteDanceTemplate()],
		['vidu-templates', 'template', 'Vintage_Moment_of_Mom', documented.viduTemplate()],
	])('of %s are served by the simulator word for word', async (list, parameter, id, entry) => {
		const { data } = await calls.send(`/api/v1/client/job/${list}?${parameter}=${id}`);
		expect(data).toEqual({ total: 1, templates: [entry] });
	});

	it('of TaskInfo have the same fields and types as those of the simulator', async () => {
		const expected = documented.task();
		const model = 'google/nano-banana';
		const input = { ...asObject(asObject(expected.param).input), prompt: 'A cat' };
		const { data } = await calls.create({ model, input });
		const { task_id } = endpoints.createTask.data.parse(data);
		calls.sim.tasks.setStatus(task_id, 'running');
		const answer = await calls.send(`${endpoints.taskInfo.path}?task_id=${task_id}`);
		expect(answer).toEqual({
			...documented.taskInfo(),
			status: 200,
			data: {
				...expected,
				task_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
				provider: expect.any(String) as string,
				param: { model, callback_url: null, input },
				create_at: expect.any(Number) as number,
				credits: expect.any(Number) as number,
			},
		});
	});
});

describe('the answers of the simulator', () => {
	const request = documented.byteDanceRequest();
	const all = async (path: string) => {
		const pages = await Promise.all(
			[1, 2, 3, 4, 5, 6].map(async (page) => await calls.send(`${path}?page=${page}&page_size=50`)),
		);
		return pages.flatMap(({ data }) => endpoints.byteDanceTemplates.data.parse(data).templates);
	};

	it.each([
		['bytedance-templates', endpoints.byteDanceTemplates.path, byteDanceTemplateSchema, 280],
		['vidu-templates', endpoints.viduTemplates.path, viduTemplateSchema, 120],
		['kling-templates', endpoints.klingTemplates.path, klingTemplateSchema, 30],
	])('to %s are read by the node, entry by entry', async (_name, path, schema, count) => {
		const entries = await all(path);
		expect(entries).toHaveLength(count);
		expectReadable(schema, entries);
	});

	it('to CreateTask and TaskInfo are read by the node in every state of a task', async () => {
		const states: object[] = [];
		for (const end of ['success', 'failed'] as const) {
			const { data } = await calls.create(request);
			const { task_id } = endpoints.createTask.data.parse(data);
			const read = async () =>
				states.push(
					asObject((await calls.send(`${endpoints.taskInfo.path}?task_id=${task_id}`)).data),
				);
			await read();
			calls.sim.tasks.setStatus(task_id, 'running');
			await read();
			calls.sim.tasks.finish(task_id, end);
			await read();
		}
		expectReadable(documentedTask, states);
		expect(states.map((state) => taskSchema.parse(state))).toEqual(states);
		expect(states.map((state) => taskSchema.parse(state))).toMatchObject([
			{ status: 'pending', complete_at: null, result: null },
			{ status: 'running', param: request },
			{
				status: 'success',
				complete_at: expect.any(Number) as number,
				duration_s: expect.any(Number) as number,
				result: {
					code: 200,
					message: 'success',
					media_urls: [expect.stringMatching(/\.mp4$/) as string],
				},
			},
			{ status: 'pending' },
			{ status: 'running' },
			{
				status: 'failed',
				credits: 0,
				result: { code: 501, message: expect.any(String) as string },
			},
		]);
	});

	it('to both estimates and to balance are read by the node', async () => {
		const newer = (await calls.send(endpoints.estimateTask.path, request)).data;
		const older = (await calls.send(endpoints.estimateCredits.path, request)).data;
		const balance = (await calls.send(endpoints.balance.path)).data;
		expectReadable(endpoints.estimateTask.data, [newer]);
		expectReadable(endpoints.estimateCredits.data, [older]);
		expectReadable(endpoints.balance.data, [balance]);
		expect([newer, older, balance]).toEqual([
			{ estimated_credits: 355.2, balance: 100_000, affordable: true },
			{ credits: 355.2, estimated: true },
			{ balance: 100_000 },
		]);
	});

	it('to Models are read by the node, and so is each single model', async () => {
		const { data } = await calls.send(endpoints.models.path);
		expectReadable(endpoints.models.data, [data]);
		const models = readModels(endpoints.models.data.parse(data));
		expect(models).toHaveLength(calls.sim.models.length);
		const details = await Promise.all(
			models.map(async ({ model }) => asObject((await calls.send(modelEndpoint(model).path)).data)),
		);
		const readable = details.filter(({ model }) => !String(model).startsWith('labs/')); // odd on purpose
		expectReadable(modelEndpoint('any').data, readable);
		expect(details.map((detail) => modelEndpoint('any').data.parse(detail).model)).toEqual(
			models.map(({ model }) => model),
		);
	});

	it('to upload-url are read by the node, and its URL accepts the file', async () => {
		const query = new URLSearchParams({ content_type: 'image/png', ext: '.png' });
		const { data } = await calls.send(`${endpoints.uploadUrl.path}?${query.toString()}`);
		expectReadable(endpoints.uploadUrl.data, [data]);
		const { presigned_url } = endpoints.uploadUrl.data.parse(data);
		const upload = await fetch(presigned_url, {
			method: 'PUT',
			body: new Uint8Array(MEDIA.png.bytes),
			headers: { 'content-type': 'image/png' },
		});
		expect(upload.status).toBe(200);
	});

	it('that are errors are read by the node with their code, message and errors', async () => {
		const wrongKey = await calls.send(endpoints.balance.path, undefined, 'ak_wrong');
		const disabledKey = await calls.send(endpoints.balance.path, undefined, DISABLED_API_KEY);
		const noTask = await calls.send(`${endpoints.taskInfo.path}?task_id=none`);
		const noModel = await calls.send(modelEndpoint('no/model').path);
		const noEndpoint = await calls.send('/api/v1/client/job/Nothing');
		const invalid = await calls.create({ ...request, input: {} });
		calls.sim.settings.balance = 0;
		const noCredits = await calls.create(request);
		for (const [answer, code] of [
			[wrongKey, 401],
			[disabledKey, 403],
			[noTask, 404],
			[noModel, 404],
			[noEndpoint, 404],
			[invalid, 422],
			[noCredits, 402],
		] as const)
			expect(answer).toMatchObject({
				status: code,
				code,
				message: expect.any(String) as string,
				data: null,
			});
		expect(invalid.errors).toEqual(['input.template_id: Required', 'input.img_urls: Required']);
	});
});
