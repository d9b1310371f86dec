/** The package as n8n loads it: what package.json declares, through n8n's own loader. Needs a build. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

const ROOT = path.resolve(__dirname, '../..');

type PackageJson = {
	name: string;
	version: string;
	main: string;
	dependencies?: unknown;
	devDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
};
type LockFile = {
	packages: Record<
		string,
		{ version?: string; resolved?: string; optionalDependencies?: Record<string, string> }
	>;
};

const readJson = <T>(file: string): T =>
	JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as T;

const packageJson = readJson<PackageJson>('package.json');

describe('the built package', () => {
	beforeAll(() => {
		if (!existsSync(path.join(ROOT, 'dist'))) {
			throw new Error('There is no dist: run `npm run build` first (`npm test` does that itself)');
		}
	});

	it.each([...packageJson.n8n.nodes, ...packageJson.n8n.credentials])(
		'contains %s, which package.json declares',
		(file) => {
			expect(existsSync(path.join(ROOT, file))).toBe(true);
		},
	);

	it('exports its classes from index.js, and nothing else', () => {
		const load = createRequire(__filename);
		const main = load(path.join(ROOT, packageJson.main)) as Record<string, { name: string }>;

		expect(Object.entries(main).map(([key, value]) => [key, value.name])).toEqual([
			['Crun', 'Crun'],
			['CrunTrigger', 'CrunTrigger'],
			['CrunApi', 'CrunApi'],
		]);
	});

	it("loads through n8n's own loader under the names that saved workflows contain", async () => {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();

		expect(loader.packageName).toBe('n8n-nodes-crun');
		expect(Object.keys(loader.known.nodes)).toEqual(['crun', 'crunTrigger']);
		expect(Object.keys(loader.known.credentials)).toEqual(['crunApi']);
		expect(loader.known.credentials['crunApi']?.supportedNodes).toEqual(['crun', 'crunTrigger']);
	});

	it('gives each node a light and a dark icon and its codex', async () => {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();

		for (const description of loader.types.nodes) {
			const { light, dark } = description.iconUrl as { light: string; dark: string };
			for (const url of [light, dark]) {
				expect(url).toMatch(/^icons\/n8n-nodes-crun\/dist\/nodes\/Crun\/.+\.svg$/);
				expect(existsSync(path.join(ROOT, url.replace('icons/n8n-nodes-crun/', '')))).toBe(true);
			}
			expect(light).not.toBe(dark);
			expect(description.codex?.categories?.length).toBeGreaterThan(0);
		}
	});
});

describe('package.json', () => {
	it('has no runtime dependencies and pins every development dependency', () => {
		expect(packageJson.dependencies).toBeUndefined();
		for (const [name, version] of Object.entries(packageJson.devDependencies)) {
			expect(`${name} ${version}`).toMatch(/ (npm:\w+@)?\d+\.\d+\.\d+$/);
		}
	});
});

describe('package-lock.json', () => {
	const { packages } = readJson<LockFile>('package-lock.json');

	it('contains no download URLs, so that any registry can be used', () => {
		expect(Object.keys(packages).filter((key) => packages[key]?.resolved !== undefined)).toEqual(
			[],
		);
	});

	it('contains the native parts of every platform, without which a clean install would fail elsewhere', () => {
		const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).filter(
				(name) =>
					!(`node_modules/${name}` in packages) && !(`${owner}/node_modules/${name}` in packages),
			),
		);
		expect(missing).toEqual([]);
	});
});
