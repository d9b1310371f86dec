import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { OWNER } from '../../../dev/n8n/rest';
import type { WorkflowJson } from '../../../dev/n8n/workflows';
import {
	accessTo,
	CURRENT,
	useWorld,
	type CredentialReference,
	type World,
} from '../../e2e/support/world';
import { startChromium } from './chromium';

/** The URL that the editor shows in webhooks, as if n8n were public. */
export const PUBLIC_URL = 'https://n8n.example.com';
const FAILURES = resolve(__dirname, '..', '..', '..', 'reports', 'editor-failures');
const SIZE = { width: 1440, height: 900 };
const WITHIN_MS = 20_000; // for everything that a test waits for in the page

/** An n8n with the package, a simulated Crun, and a browser that is logged in to the editor. */
export interface Editor {
	readonly world: World;
	/** The credential for the simulated Crun, named as n8n names the first one. */
	readonly credential: CredentialReference;
	/** Saves a workflow. @returns its ID */
	save(workflow: WorkflowJson): Promise<string>;
	/** The URL of a workflow, or of a node's open panel. */
	urlOf(workflowId: string, nodeName?: string): string;
	/** Makes a test of what it does in a new page. If it fails, a picture of the page is saved. */
	inPage(body: (page: Page) => Promise<void>): () => Promise<void>;
}

/** Provides an editor to the tests of a file. */
export function useEditor(): Editor {
	const world = useWorld(CURRENT, { WEBHOOK_URL: `${PUBLIC_URL}/` });
	let browser: Browser | undefined;
	let context: BrowserContext | undefined;
	let credential: CredentialReference = { id: '', name: '' };
	beforeAll(async () => {
		browser = await startChromium();
		context = await browser.newContext({
			baseURL: world.n8n.url,
			viewport: SIZE,
			deviceScaleFactor: 1.5,
			reducedMotion: 'reduce',
		});
		const { email, password } = OWNER;
		await context.request.post('/rest/login', { data: { emailOrLdapLoginId: email, password } });
		credential = await world.rest.createCredential('Crun account', 'crunApi', accessTo(world.crun));
	});
	afterAll(async () => await browser?.close());
	return {
		world,
		get credential() {
			return credential;
		},
		save: async (workflow) => (await world.rest.workflows.create(workflow)).id,
		urlOf: (id, node) =>
			`/workflow/${id}${node === undefined ? '' : `/${encodeURIComponent(node)}`}`,
		inPage: (body) => async () => {
			if (!context) throw new Error('The browser has not been started');
			const page = await context.newPage();
			page.setDefaultTimeout(WITHIN_MS);
			try {
				await body(page);
			} catch (error) {
				await mkdir(FAILURES, { recursive: true });
				const name = (expect.getState().currentTestName ?? 'test').replace(/\W+/g, '-');
				await page.screenshot({ path: join(FAILURES, `${name}.png`) });
				throw error;
			} finally {
				await page.close();
			}
		},
	};
}
