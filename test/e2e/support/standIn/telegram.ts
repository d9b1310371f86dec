import { z } from 'zod';
import { MEDIA } from '../../../../dev/simulator';
import { jsonOf, partsOf, type Answer, type Received, type Service } from './service';

export const BOT_TOKEN = '123456:stand-in';

const messageSchema = z.object({
	chat_id: z.coerce.string(),
	text: z.string(),
	reply_markup: z
		.object({
			inline_keyboard: z.array(z.array(z.object({ text: z.string(), url: z.string() }))).optional(),
		})
		.optional(),
});
const webhookSchema = z.object({ url: z.string(), secret_token: z.string() });

/** A message from the bot to a chat. */
export interface BotMessage {
	readonly chat: string;
	/** The text, or the caption of a video. */
	readonly text: string;
	readonly video?: Buffer;
	/** The URLs of the buttons below the message. */
	readonly buttons: ReadonlyArray<{ text: string; url: string }>;
}

/** Stands in for Telegram's Bot API. */
export interface Telegram extends Service {
	readonly messages: readonly BotMessage[];
	/** Makes Telegram refuse videos from now on, as it does with large ones. */
	refuseVideos(): void;
	/** Makes Telegram refuse texts, or accept them again. */
	refuseTexts(refuses: boolean): void;
	/** Sends an update to the webhook that n8n has set, as Telegram does. */
	update(update: object): Promise<void>;
}

/** Every photo that is sent to the bot has these bytes. */
const PHOTO = MEDIA.png;

export function telegram(): Telegram {
	const messages: BotMessage[] = [];
	let webhook = { url: '', secret_token: '' };
	let refusesVideos = false;
	let refusesTexts = false;
	const ok = (result: unknown): Answer => ({ body: { ok: true, result } });
	const keep = (message: BotMessage): Answer => {
		messages.push(message);
		return ok({ message_id: messages.length, chat: { id: Number(message.chat) } });
	};
	const methods: Record<string, (request: Received) => Answer> = {
		getWebhookInfo: () => ok({ url: webhook.url }),
		setWebhook: (request) => {
			webhook = webhookSchema.parse(jsonOf(request));
			return ok(true);
		},
		deleteWebhook: () => ok(true),
		getFile: () => ok({ file_path: 'photos/photo.png' }),
		sendMessage: (request) => {
			if (refusesTexts) return { status: 403, body: { ok: false, description: 'Forbidden' } };
			const { chat_id: chat, text, reply_markup } = messageSchema.parse(jsonOf(request));
			return keep({ chat, text, buttons: reply_markup?.inline_keyboard?.flat() ?? [] });
		},
		sendVideo: (request) => {
			const parts = new Map(partsOf(request).map(({ name, content }) => [name, content]));
			const textOf = (name: string) => parts.get(name)?.toString('utf8') ?? '';
			if (refusesVideos)
				return { status: 413, body: { ok: false, description: 'Request Entity Too Large' } };
			const video = parts.get('video') ?? Buffer.alloc(0);
			return keep({ chat: textOf('chat_id'), text: textOf('caption'), video, buttons: [] });
		},
	};
	return {
		hosts: ['api.telegram.org'],
		messages,
		refuseVideos: () => void (refusesVideos = true),
		refuseTexts: (refuses) => void (refusesTexts = refuses),
		update: async (update) => {
			const response = await fetch(webhook.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-telegram-bot-api-secret-token': webhook.secret_token,
				},
				body: JSON.stringify(update),
			});
			if (!response.ok) throw new Error(`n8n refused Telegram's update: ${response.status}`);
		},
		answer: (request) => {
			const { pathname } = request.url;
			if (pathname === `/file/bot${BOT_TOKEN}/photos/photo.png`) return { body: PHOTO.bytes };
			return methods[pathname.replace(`/bot${BOT_TOKEN}/`, '')]?.(request);
		},
		reset: () => {
			messages.length = 0;
			refusesVideos = refusesTexts = false;
		},
	};
}
