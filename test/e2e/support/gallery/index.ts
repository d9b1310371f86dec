import type { N8nVersion } from '../../../../dev/n8n/versions';
import { exampleFiles, readExample } from '../examples';
import { nodeIssues } from '../nodeIssues';
import { announcements } from './announcements';
import { approvedVideos } from './approvedVideos';
import { birthdays } from './birthdays';
import { formByEmail } from './formByEmail';
import { productVideos } from './productVideos';
import { telegramVideos } from './telegramVideos';
import { toS3 } from './toS3';
import { useGallery, type Gallery } from './useGallery';

/** What each workflow of the gallery must do, by its file. */
const JOBS: Record<string, (gallery: Gallery) => void> = {
	'announce-crun-tasks-on-telegram.json': announcements,
	'let-an-agent-make-approved-videos.json': approvedVideos,
	'make-birthday-videos-from-google-sheets.json': birthdays,
	'post-product-videos-to-facebook.json': productVideos,
	'save-finished-videos-to-s3.json': toS3,
	'send-form-videos-by-email.json': formByEmail,
	'turn-telegram-photos-into-videos.json': telegramVideos,
};

/** The tests of the gallery on one n8n. */
export function describeGallery(version: N8nVersion): void {
	jest.setTimeout(60_000);
	const gallery = useGallery(version);

	it('has a test for every file', () => {
		const files = exampleFiles('gallery').map((file) => file.replace('gallery/', ''));
		expect(Object.keys(JOBS).sort()).toEqual(files.sort());
	});

	it.each(exampleFiles('gallery'))('%s can be imported without issues', async (file) => {
		const { nodes } = await readExample(file);
		expect(await nodeIssues(gallery.world, nodes)).toEqual([]);
	});

	describe.each(Object.entries(JOBS))('%s', (_file, job) => job(gallery));
}
