import { MEDIA } from '../../../../dev/simulator';
import { madeFrom, photoUrl } from '../videos';
import type { Gallery, Installed } from './useGallery';

const FILE = 'gallery/post-product-videos-to-facebook.json';
const CAPTION = 'A chair to sit on.';

async function install(gallery: Gallery, max_credits = 500): Promise<Installed> {
	gallery.model.follow(() => ({ says: CAPTION }));
	const settings = {
		feed_url: gallery.standIn.shop.feedUrl,
		facebook_page: 'my-page',
		telegram_chat: '42',
		max_credits,
	};
	return await gallery.install(FILE, settings, false);
}

const product = ({ world }: Gallery, id: string) => ({
	id,
	title: `Product ${id}`,
	photo: photoUrl(world, id),
});

export function productVideos(gallery: Gallery): void {
	it('posts a video of each new product once, with a caption', async () => {
		const { standIn, world } = gallery;
		const workflow = await install(gallery);
		standIn.shop.offer([product(gallery, 'chair')]);
		await workflow.run('Every Hour');
		standIn.shop.offer([product(gallery, 'table'), product(gallery, 'chair')]);
		await workflow.run('Every Hour');
		await workflow.run('Every Hour');
		expect(standIn.facebook.videos).toHaveLength(2);
		for (const video of standIn.facebook.videos) {
			expect(video).toMatchObject({ page: 'my-page', description: CAPTION });
			expect(video.content.equals(MEDIA.mp4.bytes)).toBe(true);
		}
		const { created } = world.crun.ledger;
		expect(created.map(({ model }) => model)).toEqual(
			Array(2).fill('bytedance/seedance-pro-image'),
		);
		expect(created.filter(madeFrom('table'))).toHaveLength(1);
		expect(standIn.telegram.messages).toEqual([]);
	});

	it('reports the product and the URL of a video that Facebook refuses', async () => {
		const { standIn, world } = gallery;
		standIn.facebook.refuseVideos();
		standIn.shop.offer([product(gallery, 'chair')]);
		await (await install(gallery)).run('Every Hour');
		const [{ text } = { text: '' }, ...others] = standIn.telegram.messages;
		expect(others).toEqual([]);
		expect(text).toContain('https://shop.example.com/chair');
		expect(text).toContain(`/media/${world.crun.ledger.created[0]?.task_id}.mp4`);
	});

	it('creates nothing and reports the product while the limit is 0', async () => {
		gallery.standIn.shop.offer([product(gallery, 'chair')]);
		await (await install(gallery, 0)).run('Every Hour');
		expect(gallery.world.crun.ledger.created).toEqual([]);
		expect(gallery.standIn.telegram.messages[0]?.text).toMatch(
			/shop.example.com\/chair[^]*credits/,
		);
	});
}
