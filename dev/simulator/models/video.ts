import {
	aspectRatio,
	choice,
	decimal,
	flag,
	negativePrompt,
	prompt,
	seconds,
	seed,
	text,
	untypedUrls,
	url,
	urls,
	whole,
} from './fields';
import type { FieldSchema } from './fields';
import type { SimulatedModel } from './model';
import { inputs, perSecond } from './model';

const video = (
	model: string,
	operation: string,
	credits: SimulatedModel['credits'],
	required: string[],
	properties: Record<string, FieldSchema>,
): SimulatedModel => ({
	model,
	name: model.replace(/.*\//, ''),
	provider: model.replace(/\/.*/, ''),
	modality: 'video',
	operation,
	description: `Creates a video: ${operation.replaceAll('-', ' ')}`,
	credits,
	input_schema: inputs(required, properties),
});

const resolution = choice('Resolution', ['480p', '720p', '1080p'], { default: '720p' });
const imageUrl = url('The first frame');
const TEXT = ['prompt'];
const IMAGE = ['prompt', 'image_url'];

/** A nested object. */
const camera: FieldSchema = {
	type: 'object',
	description: 'How the camera moves',
	properties: {
		type: choice('Movement', ['simple', 'down_back', 'forward_up']),
		config: {
			type: 'object',
			properties: {
				horizontal: decimal('Left and right', -10, 10),
				zoom: decimal('Zoom', -10, 10),
			},
		},
	},
	required: ['type'],
};

/** Models that create videos. */
export const videoModels = (): SimulatedModel[] => [
	video('openai/sora-2', 'text-to-video', perSecond(10), TEXT, {
		prompt,
		aspect_ratio: aspectRatio,
		duration: whole('Length in seconds', 4, 12, { default: 5 }),
	}),
	video('openai/sora-2-image', 'image-to-video', perSecond(10), IMAGE, {
		prompt,
		image_url: imageUrl,
		duration: whole('Length in seconds', 4, 12, { default: 5 }),
	}),
	video('google/veo-3', 'text-to-video', 160, TEXT, {
		prompt,
		aspect_ratio: aspectRatio,
		generate_audio: flag('Generate audio', true),
		seed,
	}),
	video('google/veo-3-fast', 'text-to-video', 60, TEXT, {
		prompt,
		aspect_ratio: aspectRatio,
		generate_audio: flag('Generate audio', true),
	}),
	video('google/veo-3-image', 'image-to-video', 160, IMAGE, {
		prompt,
		image_urls: urls('The first and the last frame', 2),
		enhance_prompt: flag('Improve the prompt', false),
		image_url: imageUrl,
	}),
	video('kling/v2-master', 'text-to-video', perSecond(28), TEXT, {
		prompt,
		negative_prompt: negativePrompt,
		duration: seconds,
		cfg_scale: decimal('Guidance', 0, 1, { default: 0.5 }),
		camera_control: camera,
	}),
	video('kling/v2-master-image', 'image-to-video', perSecond(28), IMAGE, {
		prompt,
		image_url: imageUrl,
		tail_image_url: url('The last frame'),
		duration: seconds,
	}),
	video('kling/elements', 'reference-to-video', perSecond(20), ['prompt', 'input_image_urls'], {
		prompt,
		input_image_urls: untypedUrls('Up to four images'),
		duration: seconds,
	}),
	video('bytedance/seedance-pro', 'text-to-video', perSecond(7.5), TEXT, {
		prompt,
		resolution,
		duration: whole('Length in seconds', 3, 12, { default: 5 }),
		camera_fixed: flag('Keep the camera still', false),
		seed,
	}),
	video('bytedance/seedance-pro-image', 'image-to-video', perSecond(7.5), IMAGE, {
		prompt,
		image_url: imageUrl,
		end_image_url: url('The last frame'),
		resolution,
		seed: { type: ['integer', 'null'], default: null },
	}),
	video('minimax/hailuo-02', 'image-to-video', 35, ['image_url'], {
		prompt,
		image_url: imageUrl,
		prompt_optimizer: flag('Improve the prompt', true),
		duration: choice('Length in seconds', [6, 10], { default: 6 }),
	}),
	video('runway/aleph', 'video-to-video', 110, ['prompt', 'video_url'], {
		prompt,
		video_url: url('The video to edit'),
		reference_image: url('A reference image'),
	}),
	video('wan/v2-5', 'text-to-video', perSecond(8), TEXT, {
		prompt,
		resolution,
		duration: seconds,
		audio_url: url('Background audio'),
	}),
	video('topaz/video-upscale', 'upscale', 40, ['video_url'], {
		video_url: url('The video'),
		upscale_factor: decimal('Factor', 1, 4, { default: 2 }),
	}),
	video('sync/lipsync-2', 'lip-sync', 25, ['video_url', 'audio_url'], {
		video_url: url('The video'),
		audio_url: url('The voice'),
		sync_mode: text('What to do if the audio is longer than the video', { default: 'cut_off' }),
	}),
];
