import { z } from 'zod';
import { photoOf } from '../../support';
import type { Evidence, Try } from './scenario';

/** Says everything that went wrong in a run, in words; nothing when all promises held. The simulator's books are the witness. */
export function violations(evidence: Evidence): string[] {
	return [...paidTwice(evidence), ...lost(evidence), ...wrongOutput(evidence), ...leaked(evidence)];
}

/** A further task for an item exists only where every earlier one had failed when it was created. */
function paidTwice({ origins, sim }: Evidence): string[] {
	return sim.ledger.created.flatMap((entry) => {
		const alive = (origins.get(entry.task_id)?.earlier ?? []).filter(
			(status) => status !== 'failed',
		);
		return alive.length > 0
			? [`paid twice: ${photoOf(entry)} has another task, which was ${alive.join(', ')}`]
			: [];
	});
}

/** Every task that the node learned of is named to the user, by the try that created it and by each later one. */
function lost({ sim, tries, origins }: Evidence): string[] {
	return tries.flatMap((one, index) => {
		if (one.died) return [];
		const sentNow = (id: string) => (origins.get(id)?.sentAt ?? 0) >= one.startedAt;
		const made = sim.ledger.created
			.slice(one.from, one.to)
			.flatMap(({ task_id: id, lost: unheard }) => (unheard || !sentNow(id) ? [] : [id]));
		const known = storedIds(one).filter((id) => sim.tasks.get(id)?.status !== 'failed');
		return [...new Set([...made, ...known])]
			.filter((id) => !one.text.includes(id))
			.map((id) => `lost: try ${index} does not name task ${id}: ${one.text.slice(0, 600)}`);
	});
}

const ledgerEntry = z.object({ taskId: z.string() });

function storedIds({ stored }: Try): string[] {
	const ids: string[] = [];
	JSON.parse(stored, (_key, value: unknown) => {
		const entry = ledgerEntry.safeParse(value);
		if (entry.success) ids.push(entry.data.taskId);
		return value;
	});
	return ids;
}

/** What goes on to the next node: one item an input item, in order, each with its own task, as the simulator knows it. */
function wrongOutput({ sim, tries, items, plan }: Evidence): string[] {
	const passedOn = tries.filter(({ output }) => output !== null);
	const wrong = passedOn.length > 1 ? ['emitted twice: two tries had an output'] : [];
	for (const { output, resumed } of passedOn) {
		if (resumed > 1) wrong.push(`emitted twice: resumed ${resumed} times`);
		if (output?.length !== items.length)
			wrong.push(`${output?.length} items came out for ${items.length}`);
		const ids = (output ?? []).flatMap(({ json }) =>
			typeof json.task_id === 'string' ? [json.task_id] : [],
		);
		if (new Set(ids).size !== ids.length) wrong.push('emitted twice: one task in two items');
		output?.forEach(({ json, pairedItem }, index) => {
			const where = `item ${index} (${JSON.stringify(json)})`;
			if (JSON.stringify(pairedItem) !== JSON.stringify({ item: index }))
				wrong.push(`${where} is paired with ${JSON.stringify(pairedItem)}`);
			if (typeof json.task_id !== 'string') {
				if (!json.error || !plan.continueOnFail)
					wrong.push(`${where} is neither a task nor an error`);
				return;
			}
			const entry = sim.ledger.find(json.task_id);
			if (!entry || photoOf(entry) !== items[index]?.json.photo)
				wrong.push(`${where} is the task of another item`);
			if (json.status === 'success' && sim.tasks.get(json.task_id)?.status !== 'success')
				wrong.push(`${where} says success, the simulator does not`);
		});
	}
	return wrong;
}

function leaked({ sim, tries }: Evidence): string[] {
	const signatures = sim.ledger.created.flatMap(
		({ callback_url: url }) => new URL(url ?? 'http://none').searchParams.get('crun_sig') ?? [],
	);
	const secrets = [sim.apiKey, ...signatures];
	return tries
		.filter(({ text }) => secrets.some((secret) => text.includes(secret)))
		.map(({ text }) => `leaked a secret: ${text}`);
}
