/** Why a review failed: where the reason and its code may stand in an asset. */
import { reviewFailureOf } from '../../nodes/Crun/crun/assetReason';
import type { JsonObject } from '../../nodes/Crun/crun/contract';

const failureOf = (asset: JsonObject) => reviewFailureOf(asset, 'message of the answer');

describe('The reason of a failed review', () => {
	it.each([
		'fail_reason',
		'FailedReason',
		'failureReason',
		'RejectReason',
		'reason',
		'error_message',
		'ErrorMsg',
		'error',
		'Message',
		'msg',
	])('may stand in %s', (name) => {
		expect(failureOf({ [name]: ' Public figure\n' })).toEqual({
			code: null,
			message: 'Public figure',
		});
		expect(failureOf({ [name]: { [name]: 'Public figure' } }).message).toBe('Public figure');
	});

	it('is the most specific one', () => {
		expect(failureOf({ msg: 'a', message: 'b', error: 'c', reason: 'd' }).message).toBe('d');
		expect(failureOf({ message: 'a', error: { message: 'b' } }).message).toBe('b');
		expect(failureOf({ message: 'a', error: { code: 'E1' } }).message).toBe('a');
	});

	it.each<[string, JsonObject]>([
		['nothing', {}],
		['a reason of another type', { reason: 7, error: null }],
		['reports of a success', { message: ' OK', msg: 'Success', reason: ' ' }],
		['a list of reasons', { error: ['Public figure'], reason: [{ message: 'Public figure' }] }],
		['a reason under another name', { reasons: 'Public figure', description: 'Public figure' }],
	])('is the message of the answer where the asset has %s', (_, asset) => {
		expect(failureOf(asset)).toEqual({ code: null, message: 'message of the answer' });
	});

	it('is missing where neither says anything', () => {
		expect(reviewFailureOf({ code: 7 }, 'success')).toEqual({
			code: null,
			message: 'Crun gave no reason',
		});
	});

	it.each<[string, JsonObject, string | number | null]>([
		['a text', { code: ' E1 ', message: 'x' }, 'E1'],
		['a number', { code: 7, message: 'x' }, 7],
		['zero', { Code: 0, message: 'x' }, 0],
		['error_code rather than code', { code: 'E1', error_code: 'E2', message: 'x' }, 'E2'],
		['code, where error_code is empty', { code: 'E1', ErrorCode: ' ', message: 'x' }, 'E1'],
		['that beside the reason', { code: 'E1', error: { code: 'E2', message: 'x' } }, 'E2'],
		['that around the reason', { code: 'E1', error: { message: 'x' } }, 'E1'],
		['none of another type', { code: {}, error_code: true, message: 'x' }, null],
		['none beside another reason', { error: { code: 'E1' }, message: 'x' }, null],
	])('has the code %s', (_, asset, code) => {
		expect(failureOf(asset)).toEqual({ code, message: 'x' });
	});
});
