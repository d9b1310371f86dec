import type { Operation } from '../../operation';
import { checkItems, type CheckOrder } from './check';
import { createTasks } from './create';
import { dryRun } from './dryRun';
import { presentTasks } from './present';
import { priceItems } from './price';
import { openRun, readItems, type OrderReader } from './read';
import { registerFiles } from './register';
import { sampleResults } from './sample';
import { uploadFiles } from './upload';
import { waitForTasks } from './wait';

/** What one create operation adds to the stages that all of them share. */
export interface Creation<Order> extends OrderReader<Order> {
	check: CheckOrder<Order>;
}

/**
 * A create operation: eight stages, each of which takes all items and passes them on. Every item is checked,
 * and its price where there is a limit, before the first file is uploaded; all files are uploaded, and
 * registered where the user asked for it, before the first task is created.
 */
export function createOperation<Order>(creation: Creation<Order>): Operation {
	return {
		creates: true,
		async execute(context) {
			const run = await openRun(context);
			const parameters = readItems(context, run, creation);
			const plans = await checkItems(run, parameters, creation.check);
			if (run.options.dryRun) return await dryRun(run, plans);
			if (run.options.sampleResult) return await sampleResults(run, plans);
			const priced = await priceItems(run, plans);
			const orders = await uploadFiles(run, priced);
			const registered = await registerFiles(run, orders);
			const created = await createTasks(run, registered);
			const waited = await waitForTasks(run, created);
			return await presentTasks(run, waited);
		},
	};
}
