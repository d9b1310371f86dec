import {
	aspectRatio,
	choice,
	decimal,
	flag,
	negativePrompt,
	outputFormat,
	prompt,
	seed,
	text,
	untypedUrls,
	url,
	urls,
	whole,
} from './fields';
import type { SimulatedModel } from './model';
import { inputs, perImage } from './model';

const image = (
	model: string,
	name: string,
	operation: string,
	rest: Pick<SimulatedModel, 'credits' | 'input_schema'>,
): SimulatedModel => ({
	model,
	name,
	provider: name.split(' ')[0],
	modality: 'image',
	operation,
	description: `${name}: ${operation.replaceAll('-', ' ')}`,
	...rest,
});

const numImages = whole('Number of images', 1, 4, { default: 1 });

/** Models that create or edit images. */
export const imageModels = (): SimulatedModel[] => [
	image('google/nano-banana', 'Google Nano Banana', 'text-to-image', {
		credits: 4,
		input_schema: inputs(['prompt'], {
			prompt,
			aspect_ratio: aspectRatio,
			output_format: outputFormat,
		}),
	}),
	image('google/nano-banana-edit', 'Google Nano Banana Edit', 'image-to-image', {
		credits: 4.5,
		input_schema: inputs(['prompt', 'image_urls'], {
			prompt,
			image_urls: untypedUrls('The images to edit'),
			output_format: outputFormat,
		}),
	}),
	image('google/imagen-4', 'Google Imagen 4', 'text-to-image', {
		credits: perImage(6),
		input_schema: inputs(['prompt'], {
			prompt,
			negative_prompt: negativePrompt,
			aspect_ratio: aspectRatio,
			num_images: numImages,
			seed,
		}),
	}),
	image('black-forest-labs/flux-pro', 'FLUX Pro', 'text-to-image', {
		credits: perImage(5),
		input_schema: inputs(['prompt'], {
			prompt,
			num_images: numImages,
			guidance_scale: decimal('How closely the prompt is followed', 1.5, 20, { default: 3.5 }),
			steps: whole('Steps', 1, 50, { default: 28 }),
			safety_tolerance: choice('1 is the strictest', [1, 2, 3, 4, 5], { default: 2 }),
			seed,
		}),
	}),
	image('black-forest-labs/flux-kontext', 'FLUX Kontext', 'image-to-image', {
		credits: 5,
		input_schema: inputs(['prompt', 'input_image'], {
			prompt,
			input_image: url('The image to edit'),
			seed,
		}),
	}),
	image('bytedance/seedream-4', 'ByteDance Seedream 4', 'text-to-image', {
		credits: perImage(3.5),
		input_schema: inputs(['prompt'], {
			prompt,
			image_urls: urls('Reference images', 10, { minItems: 0 }),
			size: {
				type: 'object',
				description: 'Size in pixels',
				properties: { width: whole('Width', 512, 4096), height: whole('Height', 512, 4096) },
				required: ['width', 'height'],
			},
			num_images: numImages,
		}),
	}),
	image('openai/gpt-image-1', 'OpenAI GPT Image 1', 'text-to-image', {
		credits: ({ quality }) => (quality === 'high' ? 20 : quality === 'low' ? 2.25 : 8),
		input_schema: inputs(['prompt'], {
			prompt,
			quality: choice('Quality', ['low', 'medium', 'high'], { default: 'medium' }),
			background: {
				anyOf: [{ type: 'string', enum: ['opaque', 'transparent'] }, { type: 'null' }],
				default: null,
				title: 'Background',
			},
		}),
	}),
	image('ideogram/character', 'Ideogram Character', 'image-to-image', {
		credits: 12,
		input_schema: inputs(['prompt', 'reference_image_urls'], {
			prompt,
			reference_image_urls: {
				description: 'Several images of one person',
				items: { type: 'string' },
				maxItems: 4,
			},
			expand_prompt: flag('Let the model expand the prompt', true),
			style: text('Any style'),
		}),
	}),
	image('topaz/image-upscale', 'Topaz Image Upscale', 'upscale', {
		credits: ({ upscale_factor }) => (upscale_factor === 4 ? 10 : 5),
		input_schema: inputs(['image_url'], {
			image_url: url('The image'),
			upscale_factor: choice('Factor', [2, 4], { default: 2 }),
		}),
	}),
	image('recraft/remove-background', 'Recraft Remove Background', 'remove-background', {
		credits: 1,
		input_schema: inputs(['image'], { image: url('The image') }),
	}),
];
