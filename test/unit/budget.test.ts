import { openBudget } from '../../nodes/Crun/ledger/budget';
import { taskSchema } from '../../nodes/Crun/crun/contract';

const entry = (fingerprint: string, taskId: string | null, credits: number) => ({
	fingerprint,
	taskId,
	credits,
	executionId: '77',
	callbackPath: null,
});
const task = (task_id: string, status: string, credits?: number) =>
	taskSchema.parse({ task_id, status, ...(credits === undefined ? {} : { credits }) });

describe('The budget', () => {
	it('counts each order of the ledger once, and those of a ledger without prices as nothing', () => {
		const { fingerprint, taskId, executionId, callbackPath } = entry('old', 't0', 0);
		const stored = {
			'crun tool a': entry('a', 't1', 10),
			'crun tool b': entry('b', null, 20.1),
			'crun tool old': { fingerprint, taskId, executionId, callbackPath },
			'crun tool file x': 'https://example.com/x',
		};
		expect(openBudget(stored).totalWith([])).toBe(30.1);
		expect(openBudget(stored).totalWith([{ order: 'c', credits: 0.2 }])).toBe(30.3);
	});

	it('counts the highest price of an order whose price has changed', () => {
		const stored = { 'crun tool a': entry('a', 't1', 10) };
		const budget = openBudget(stored);
		expect(budget.totalWith([{ order: 'a', credits: 5 }])).toBe(10);
		expect(budget.totalWith([{ order: 'a', credits: 15 }])).toBe(15);
		expect(
			budget.totalWith([
				{ order: 'a', credits: 15 },
				{ order: 'a', credits: 5 },
			]),
		).toBe(15);
	});

	it('holds what is approved until every call that approved it has released it', () => {
		const stored = {};
		const [first, second] = [openBudget(stored), openBudget(stored)];
		first.approve([{ order: 'a', credits: 10 }]);
		second.approve([{ order: 'a', credits: 10 }]);
		expect(second.totalWith([])).toBe(10);
		first.release();
		first.release();
		expect(first.totalWith([])).toBe(10);
		second.release();
		expect(first.totalWith([])).toBe(0);
		expect(stored).toEqual({}); // nothing is left behind if n8n dies
	});

	it('counts a failed task with its charge, however often it is settled, and is never below 0', () => {
		const stored = { 'crun tool a': entry('a', 't1', 10), 'crun tool b': entry('b', 't2', 20) };
		const budget = openBudget(stored);
		for (const reading of [task('t1', 'running', 10), task('t1', 'success', 1), task('t1', 'odd')])
			budget.settle(reading);
		expect(budget.totalWith([])).toBe(30);
		budget.settle(task('t1', 'failed', 3));
		budget.settle(task('t1', 'failed', 3));
		expect(openBudget(stored).totalWith([])).toBe(23);
		budget.settle(task('t2', 'failed', -5));
		expect(budget.totalWith([])).toBe(3);
		expect(budget.totalWith([{ order: 'a', credits: 10 }])).toBe(13); // its replacement
	});
});
