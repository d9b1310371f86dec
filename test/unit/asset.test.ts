import {
	describeReview,
	presentAsset,
	reviewResult,
	simplifyAsset,
	type AssetReading,
} from '../../nodes/Crun/crun/asset';
import { assetSchema, endpoints, type JsonObject } from '../../nodes/Crun/crun/contract';

const ASSET: JsonObject = {
	AssetId: 'asset-1',
	Name: 'Ann',
	AssetType: 'Image',
	Status: 'Active',
	CreateTime: '2026-01-20T09:12:58Z',
	UpdateTime: 1768900502,
};
const reading = (more: JsonObject = {}, message = 'success'): AssetReading => {
	const raw = { ...ASSET, ...more };
	return { asset: assetSchema.parse(raw), raw, message };
};

describe('an asset', () => {
	it('is simplified, with ISO times whichever form Crun uses', () => {
		expect(simplifyAsset(reading())).toEqual({
			asset_id: 'asset-1',
			asset_url: 'asset://asset-1',
			name: 'Ann',
			asset_type: 'image',
			status: 'active',
			created_at: '2026-01-20T09:12:58.000Z',
			updated_at: '2026-01-20T09:15:02.000Z',
			error: null,
		});
	});

	it('is null where Crun reports nothing', () => {
		const raw = { AssetId: 'a', Status: 'Active', CreateTime: 0, Name: 7, AssetType: null };
		const asset = assetSchema.parse(raw);
		expect(simplifyAsset({ asset, raw, message: '' })).toMatchObject({
			name: null,
			asset_type: null,
			created_at: null,
			updated_at: null,
		});
	});

	it('is an object of its own with Simplify on, with the reason of a failed review', () => {
		const failed = reading({ Status: 'Failed', Code: 7, Reason: 'No' });
		expect(presentAsset(failed, true)).toEqual({
			...simplifyAsset(failed),
			status: 'failed',
			error: { code: 7, message: 'No' },
		});
		expect(presentAsset(reading(), true)).toEqual(simplifyAsset(reading()));
	});

	it('is returned whole with Simplify off', () => {
		expect(presentAsset(reading({ More: [1] }), false)).toEqual({ ...ASSET, More: [1] });
	});

	it('has a number as its ID where Crun sends one', () => {
		expect(endpoints.assetUpload.data.parse({ AssetId: 7 })).toEqual({ AssetId: '7' });
	});

	it.each(['', ' ', 'a b', 'a/b', 'a\nb', 'x'.repeat(201), 1.5, -1, 2 ** 60, null, undefined, {}])(
		'is not read with the ID %j',
		(AssetId) => {
			expect(endpoints.assetUpload.data.safeParse({ AssetId }).success).toBe(false);
		},
	);
});

describe('the status of an asset', () => {
	it.each(['Active', 'ACTIVE', ' active\n'])('%j is active', (Status) => {
		expect(reviewResult(reading({ Status }).asset)).toBe('active');
	});

	it.each(['Failed', 'FAILED', ' failed '])('%j is failed', (Status) => {
		expect(reviewResult(reading({ Status }).asset)).toBe('failed');
	});

	it.each(['Processing', 'Actived', 'Inactive', 'act ive', 'Fail', 'failed!', 'Queued'])(
		'%j is neither',
		(Status) => {
			expect(reviewResult(reading({ Status }).asset)).toBeNull();
		},
	);

	it('is named where it is unknown', () => {
		expect(describeReview(reading({ Status: 'Queued' }).asset)).toBe(
			'Its status is "queued", which this node does not know, so it counts as processing.',
		);
		expect(describeReview(reading({ Status: 'PROCESSING' }).asset)).toBe(
			'Its status is processing.',
		);
		for (const status of ['active', 'failed'])
			expect(describeReview(reading({ Status: status }).asset)).toBe(`Its status is ${status}.`);
		for (const nothing of [null, undefined])
			expect(describeReview(nothing)).toBe('Its status is processing.');
		expect(describeReview(reading({ Status: 'https://x.example?a=1' }).asset)).toContain(
			'"https://x.example?***"',
		);
	});

	it.each([null, '', 7])('makes an answer unreadable where it is %j', (Status) => {
		expect(assetSchema.safeParse({ ...ASSET, Status }).success).toBe(false);
	});
});

describe('the reason of a failed review', () => {
	const reasonOf = (more: JsonObject, message?: string) =>
		simplifyAsset(reading({ Status: 'Failed', ...more }, message)).error;

	it.each<[JsonObject]>([
		[{ Reason: 'Public figure' }],
		[{ reason: 'Public figure' }],
		[{ FailReason: 'Public figure', Message: 'Failed' }],
		[{ fail_reason: 'Public figure' }],
		[{ FailureReason: 'Public figure' }],
		[{ ErrorMessage: ' Public figure ' }],
		[{ Error: 'Public figure' }],
		[{ Error: { Message: 'Public figure' } }],
		[{ Error: {}, Message: 'Public figure' }],
		[{ message: 'Public figure' }],
		[{ Message: 'success', Msg: 'Public figure' }],
	])('is found in %j', (more) => {
		expect(reasonOf(more)).toEqual({ code: null, message: 'Public figure' });
	});

	it.each<[JsonObject]>([
		[{ Error: { Code: 'E1', Message: 'Public figure' } }],
		[{ ErrorCode: 'E1', Reason: 'Public figure' }],
		[{ Code: 'E1', Error: { message: 'Public figure' } }],
	])('has a code in %j', (more) => {
		expect(reasonOf(more)).toEqual({ code: 'E1', message: 'Public figure' });
	});

	it('is the message of the answer where the asset has none', () => {
		expect(reasonOf({}, 'Public figure')).toEqual({ code: null, message: 'Public figure' });
	});

	it.each<[JsonObject]>([
		[{}],
		[{ Reason: '' }],
		[{ Reason: 7 }],
		[{ Reason: null, Message: 'OK' }],
		[{ Error: ['Public figure'] }],
		[{ Reasonable: 'Public figure' }],
		[{ Description: 'Public figure' }],
		[{ Name: 'Public figure' }],
	])('is not invented for %j', (more) => {
		expect(reasonOf(more)).toEqual({ code: null, message: 'Crun gave no reason' });
	});

	it('does not show the query of a URL', () => {
		expect(reasonOf({ Reason: 'Cannot read https://x.example/a.png?token=1' })?.message).toBe(
			'Cannot read https://x.example/a.png?***',
		);
	});

	it('is not read from an asset that is active', () => {
		expect(simplifyAsset(reading({ Reason: 'Public figure' })).error).toBeNull();
	});
});
