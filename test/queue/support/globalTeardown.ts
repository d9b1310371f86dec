import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import removeFiles from '../../e2e/support/globalTeardown';
import { CURRENT, LAST_OF_1 } from '../../e2e/support/world';
import { recordedInThisRun } from './promises';
import { renderReport } from './report';

/** Writes the report that `RELIABILITY_REPORT` names, if both versions of n8n were tested. */
export default async function globalTeardown(): Promise<void> {
	const path = process.env.RELIABILITY_REPORT;
	const { played, measured } = recordedInThisRun();
	const isWhole = [CURRENT, LAST_OF_1].every((version) =>
		played.some((one) => one.version === version),
	);
	if (path !== undefined && isWhole) {
		const machine = `${cpus().length} CPU cores and ${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
		const date = new Date().toISOString().slice(0, 10);
		writeFileSync(path, renderReport(played, measured, { date, machine }));
	}
	await removeFiles();
}
