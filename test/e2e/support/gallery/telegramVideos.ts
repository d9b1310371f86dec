import { MEDIA } from '../../../../dev/simulator';
import { eventually } from '../eventually';
import { untilRuns, type Gallery, type Installed } from './useGallery';

const FILE = 'gallery/turn-telegram-photos-into-videos.json';
const CHAT = '4711';

const install = async (gallery: Gallery, max_credits = 500): Promise<Installed> =>
	await gallery.install(FILE, {
		trigger_url: (urlOf) => urlOf('Crun Trigger'),
		allowed_chats: `17, ${CHAT}`,
		max_credits,
	});

const photo = [90, 320, 800].map((size) => ({ file_id: `photo-${size}`, width: size }));
let updates = 0;
const message = (chat: string, content: object = { photo }) => ({
	update_id: ++updates,
	message: { message_id: 1, chat: { id: Number(chat) }, from: { id: 1 }, ...content },
});

/** Waits until the bot has sent this number of messages. */
const untilSent = async ({ standIn }: Gallery, count: number) =>
	await eventually(`the bot has sent ${count} messages`, async () => {
		const { messages } = standIn.telegram;
		return await Promise.resolve(messages.length >= count ? messages : undefined);
	});

export function telegramVideos(gallery: Gallery): void {
	it('says that it has started, and returns the video to the same chat', async () => {
		const { telegram } = gallery.standIn;
		gallery.world.crun.settings.taskTimings = 'manual';
		const workflow = await install(gallery);
		const update = message(CHAT);
		await telegram.update(update);
		const [started] = await untilSent(gallery, 1);
		await telegram.update(update); // Telegram repeats an update if the answer is late
		await untilRuns(gallery, workflow, 2);
		expect(started).toMatchObject({
			chat: CHAT,
			text: expect.stringContaining('working') as string,
		});
		const [task] = gallery.world.crun.ledger.created;
		gallery.world.crun.tasks.finish(task?.task_id ?? '', 'success');
		const [, returned] = await untilSent(gallery, 2);
		expect(returned?.chat).toBe(CHAT);
		expect(returned?.video?.equals(MEDIA.mp4.bytes)).toBe(true);
		expect(telegram.messages).toHaveLength(2);
		expect(gallery.world.crun.ledger.created).toHaveLength(1);
	});

	it('returns the reason if the task fails, and a link if Telegram refuses the video', async () => {
		const { standIn, world } = gallery;
		world.crun.settings.taskTimings = 'manual';
		await install(gallery);
		await standIn.telegram.update(message(CHAT));
		await untilSent(gallery, 1);
		world.crun.tasks.finish(world.crun.ledger.created[0]?.task_id ?? '', 'failed');
		const [, reason] = await untilSent(gallery, 2);
		expect(reason).toMatchObject({
			chat: CHAT,
			text: expect.stringContaining('could not') as string,
		});

		standIn.telegram.refuseVideos();
		await standIn.telegram.update(message(CHAT));
		await untilSent(gallery, 3);
		const id = world.crun.ledger.created[1]?.task_id ?? '';
		world.crun.tasks.finish(id, 'success');
		const link = (await untilSent(gallery, 4)).at(-1);
		expect(link?.text).toContain(`${world.crun.url}/media/${id}.mp4`);
	});

	it('creates nothing for other chats, for a text, and while the limit is 0', async () => {
		const { telegram } = gallery.standIn;
		await install(gallery, 0);
		await telegram.update(message('99'));
		expect((await untilSent(gallery, 1))[0]?.text).toContain('99');
		await telegram.update(message(CHAT, { text: 'Hello' }));
		expect((await untilSent(gallery, 2))[1]?.text).toContain('send a photo');
		await telegram.update(message(CHAT));
		expect((await untilSent(gallery, 3))[2]?.text).toMatch(/cannot make.*credits/);
		expect(gallery.world.crun.ledger.created).toEqual([]);
	});
}
