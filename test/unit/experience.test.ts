import { taskSchema } from '../../nodes/Crun/crun/contract';
import { expectedFor, learnFrom } from '../../nodes/Crun/wait/experience';

const FOREVER = Infinity;
let kinds = 0;
/** A model that no other test uses: what was learned stays in the process. */
const newModel = () => `provider/model-${(kinds += 1)}`;

const taskOf = (model: string | null, more: object = {}) =>
	taskSchema.parse({ task_id: 't1', status: 'success', param: { model, input: {} }, ...more });
const took = (seconds: number) => ({
	create_at: 1_768_900_000,
	complete_at: 1_768_900_000 + seconds,
});

it('nothing is expected of a task as long as none of its model has finished', () => {
	expect(expectedFor(taskOf(newModel()))).toBeNull();
	expect(expectedFor(taskOf(null))).toBeNull();
	expect(expectedFor(undefined)).toBeNull();
});

it('a task is expected to take as long as the last ones of its model', () => {
	const model = newModel();
	for (const seconds of [90, 100, 95]) learnFrom(taskOf(model, took(seconds)), FOREVER);
	const { from = 0, to = 0 } = expectedFor(taskOf(model)) ?? {};
	expect([from, to].map(Math.round)).toEqual([85_500, 105_000]);
	expect(expectedFor(taskOf(newModel()))).toBeNull();
});

it('only the last ten count', () => {
	const model = newModel();
	for (const seconds of [900, ...Array<number>(10).fill(100)])
		learnFrom(taskOf(model, took(seconds)), FOREVER);
	expect(expectedFor(taskOf(model))?.to).toBeCloseTo(105_000);
});

it('templates of one model are different work', () => {
	const model = newModel();
	const of = (input: object) => taskOf(model, { param: { model, input }, ...took(60) });
	learnFrom(of({ template_id: 'a' }), FOREVER);
	expect(expectedFor(of({ template_id: 'a' }))).not.toBeNull();
	expect(expectedFor(of({ template: 'a' }))).not.toBeNull();
	expect(expectedFor(of({ template_id: 'b' }))).toBeNull();
});

it('where Crun returns no times, its duration counts', () => {
	const model = newModel();
	learnFrom(taskOf(model, { duration_s: 60 }), FOREVER);
	expect(expectedFor(taskOf(model))?.from).toBeCloseTo(54_000);
});

it.each([
	['no times', {}, FOREVER],
	['an end before the beginning', took(-5), FOREVER],
	['a time that has not passed since', took(3600), 60_000],
])('nothing is learned from a task with %s', (_, times, mostMs) => {
	const model = newModel();
	learnFrom(taskOf(model, times), mostMs);
	expect(expectedFor(taskOf(model))).toBeNull();
});

it('of more than a thousand kinds, the one that was not seen for the longest time is forgotten', () => {
	const [first, second] = [newModel(), newModel()];
	for (const model of [first, second, first]) learnFrom(taskOf(model, took(60)), FOREVER);
	for (let count = 0; count < 999; count += 1) learnFrom(taskOf(newModel(), took(60)), FOREVER);
	expect(expectedFor(taskOf(first))).not.toBeNull();
	expect(expectedFor(taskOf(second))).toBeNull();
});
