/** Results that stand in for real ones: their IDs, and their video. */
import { refuseSample } from '../../nodes/Crun/crun/sampleTask';
import { SAMPLE_VIDEO } from '../../nodes/Crun/crun/sampleVideo';
import { textOf } from './support/textOf';

describe('The ID of a sample result', () => {
	it('is refused before Crun is asked for the task', () => {
		expect(textOf(() => refuseSample('sample-1'))).toBe(
			'This is the ID of a sample result. No task was created for "sample-1", so Crun has nothing to return for it. The sample itself is a finished task: use its video_url or its file. For a real task, remove the option Sample Result from the node that creates it.',
		);
	});

	it.each(['d6956973-2f17-43d4-8514-af6cc3a2f55d', '1', 'a-sample-', 'Sample-1', ''])(
		'is not %j',
		(taskId) => {
			expect(() => refuseSample(taskId)).not.toThrow();
		},
	);
});

describe('The sample video', () => {
	/** The boxes that an MP4 file consists of: four bytes of length, four of type, and the content. */
	const boxes = (bytes: Buffer): Array<{ type: string; length: number }> => {
		if (bytes.length === 0) return [];
		const length = bytes.readUInt32BE(0);
		return [
			{ type: bytes.toString('latin1', 4, 8), length },
			...boxes(bytes.subarray(Math.max(8, length))),
		];
	};

	it('is a whole MP4 file: its boxes add up to its length', () => {
		const found = boxes(SAMPLE_VIDEO);
		expect(found.map(({ type }) => type)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
		expect(found.reduce((sum, { length }) => sum + length, 0)).toBe(SAMPLE_VIDEO.length);
	});

	it('takes about 3 KB', () => {
		expect(Math.round(SAMPLE_VIDEO.length / 1024)).toBe(3);
	});
});
