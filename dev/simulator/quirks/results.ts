import { z } from 'zod';
import { ofData } from './ofData';

const resultSchema = z.object({ media_urls: z.array(z.string()) }).passthrough();

type Urls = readonly string[];

/** Another result, made of the URLs of the documented one. Only a task with files has one. */
const ofResult = (change: (urls: Urls) => unknown) =>
	ofData(['TaskInfo'], (task) => {
		const result = resultSchema.safeParse(task.result);
		return result.success ? { ...task, result: change(result.data.media_urls) } : task;
	});

const ok = (fields: object) => ({ code: 200, message: 'success', ...fields });

/** Where the files of a result may be, other than in the list `media_urls` of the result. */
export const resultQuirks = {
	urlsAsText: ofResult((urls) => ok({ media_urls: urls.join(',') })),
	urlsAsLines: ofResult((urls) => ok({ media_urls: urls.join('\n') })),
	urlsAsJson: ofResult((urls) => ok({ media_urls: JSON.stringify(urls) })),
	urlsInObjects: ofResult((urls) => ok({ media_urls: urls.map((url) => ({ url, type: 'file' })) })),
	urlsInOneObject: ofResult(([url]) => ok({ media_urls: { url } })),
	urlsByName: ofResult((urls) => ok({ media_urls: Object.fromEntries(urls.entries()) })),
	urlsWithOthers: ofResult((urls) => ok({ media_urls: [null, 7, '', ...urls, {}] })),
	urlsTwice: ofResult((urls) => ok({ media_urls: [...urls, ...urls] })),
	/** Suno's audio [doc]. */
	sunoData: ofResult((urls) =>
		ok({ suno_data: urls.map((url) => ({ id: 'a', title: 'Song', suno_audio_url: url })) }),
	),
	/** Suno's audio [doc]. */
	mediaInfo: ofResult((urls) => ok({ media_info: Object.fromEntries(urls.entries()) })),
	mediaInfoAsJson: ofResult((urls) => ok({ media_info: JSON.stringify({ files: urls }) })),
	resultIsList: ofResult((urls) => urls),
	resultIsText: ofResult((urls) => urls.join('\n')),
	resultIsJson: ofResult((urls) => JSON.stringify(ok({ media_urls: urls }))),
	urlsBesideResult: ofData(['TaskInfo'], (task) => {
		const result = resultSchema.safeParse(task.result);
		if (!result.success) return task;
		return { ...task, result: ok({}), media_urls: result.data.media_urls };
	}),
};
