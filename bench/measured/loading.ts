import { PackageDirectoryLoader } from 'n8n-core';
import { costOf } from '../support/cost';
import { handler, serveJobs } from '../support/job';
import { loadPackage } from './jobs';

/** A measured process: n8n-core and n8n-workflow are loaded, as in n8n, and the package is not. */
serveJobs([
	handler(loadPackage, async ({ folder }) => {
		const before = new Set(Object.keys(require.cache));
		const loader = new PackageDirectoryLoader(folder);
		const cost = await costOf(async () => await loader.loadAll());
		const files = Object.keys(require.cache).filter((file) => !before.has(file)).length;
		return { ...cost, files, nodes: Object.keys(loader.nodeTypes).length };
	}),
]);
