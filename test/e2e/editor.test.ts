import {
	BATTLE_GAME,
	DISABLED_API_KEY,
	MESSAGES,
	VINTAGE_MOMENT_OF_MOM,
} from '../../dev/simulator';
import { videoParameters } from './support/videos';
import { accessTo, useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();

/** The editor's request for a field of an open Crun node. */
const field = (method: string, path: string, parameters: Record<string, unknown>) => ({
	node: 'n8n-nodes-crun.crun',
	method,
	path: `parameters.${path}`,
	parameters,
	credentials: { crunApi: { ...world.credential } },
});
const templateList = (operation = 'createByteDance') =>
	field('searchTemplates', 'templateId', { ...videoParameters(), operation });

test('the template list pages through the whole catalogue and shows names and prices', async () => {
	const first = await world.rest.searchList(templateList());
	expect(first.results[0]).toMatchObject({
		value: BATTLE_GAME.TemplateId,
		name: expect.stringMatching(/Battle Game.*166\.5/) as string,
	});
	let seen = first.results.length;
	for (let page = first; page.paginationToken; ) {
		page = await world.rest.searchList(templateList(), undefined, page.paginationToken);
		seen += page.results.length;
	}
	expect(seen).toBe(world.crun.catalogues.bytedance.length);
});

test('the template list finds names in every language of the catalogue', async () => {
	for (const words of ['battle game', '战斗']) {
		const { results, paginationToken } = await world.rest.searchList(templateList(), words);
		expect(results.map(({ value }) => value)).toContain(BATTLE_GAME.TemplateId);
		expect(results.length).toBeLessThan(world.crun.catalogues.bytedance.length);
		expect(paginationToken ?? null).toBeNull();
	}
	const { results } = await world.rest.searchList(templateList('createVidu'), 'vintage moment');
	expect(results.map(({ value }) => value)).toEqual([VINTAGE_MOMENT_OF_MOM.template]);
});

test('the resolution list offers those of the selected template, with prices, or all known ones', async () => {
	const resolutions = await world.rest.loadOptions(
		field('getResolutions', 'resolution', videoParameters()),
	);
	expect(resolutions).toEqual([
		expect.objectContaining({ value: 'cheapest' }),
		expect.objectContaining({ value: '480p', name: expect.stringContaining('166.5') as string }),
		expect.objectContaining({ value: '720p', name: expect.stringContaining('355.2') as string }),
	]);
	const noTemplate = {
		...videoParameters(),
		templateId: { __rl: true, mode: 'list', value: '' },
	};
	const known = await world.rest.loadOptions(field('getResolutions', 'resolution', noTemplate));
	expect(known.map(({ value }) => value)).toEqual(['cheapest', '480p', '720p', '1080p']);
});

test('a list that cannot be loaded shows Crun’s error message', async () => {
	const disabled = await world.rest.createCredential('Disabled', 'crunApi', {
		...accessTo(world.crun),
		apiKey: DISABLED_API_KEY,
	});
	const list = { ...templateList(), credentials: { crunApi: disabled } };
	await expect(world.rest.searchList(list)).rejects.toThrow(
		`The Crun API key is disabled. Could not list ByteDance templates. ${MESSAGES.disabledKey} (403).`,
	);
});

test('the credential test shows the balance, or why the key is refused', async () => {
	const test = async (data: Record<string, string>) =>
		await world.rest.testCredential({
			...world.credential,
			type: 'crunApi',
			data: { ...accessTo(world.crun), ...data },
		});
	expect(await test({})).toMatchObject({
		status: 'OK',
		message: expect.stringContaining('100000 credits') as string,
	});
	expect(await test({ apiKey: 'ak_wrong' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining(MESSAGES.invalidKey) as string,
	});
	expect(await test({ baseUrl: 'http://127.0.0.1:9' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('refused') as string,
	});
	world.crun.faults.add({
		endpoint: 'balance',
		kind: 'codeInOk',
		code: 401,
		message: MESSAGES.invalidKey,
		times: 1,
	});
	expect(await test({})).toMatchObject({
		status: 'Error',
		message: expect.stringContaining(MESSAGES.invalidKey) as string,
	});
});
