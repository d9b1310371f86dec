import { choice, decimal, flag, text, url } from './fields';
import type { SimulatedModel } from './model';
import { inputs } from './model';

const VOICES = ['Rachel', 'Aria', 'Roger', 'Sarah', 'Laura', 'Charlie', 'George'];
const perCharacter = ({ text: spoken }: Record<string, unknown>) =>
	typeof spoken === 'string' ? Math.max(1, Math.ceil(spoken.length / 100)) : 1;

/** Models that create audio or 3D objects, and models with unusable schemas. */
export const otherModels = (): SimulatedModel[] => [
	{
		model: 'elevenlabs/text-to-speech',
		name: 'ElevenLabs Text to Speech',
		provider: 'ElevenLabs',
		modality: 'audio',
		operation: 'text-to-speech',
		description: 'Reads a text aloud',
		credits: perCharacter,
		input_schema: {
			type: 'object',
			properties: {
				text: text('The text to speak', { maxLength: 5000 }),
				voice: choice('Voice', VOICES, { default: 'Rachel' }),
				speed: decimal('Speed', 0.7, 1.2, { default: 1 }),
				dialogue: {
					type: 'array',
					items: inputs(['voice', 'line'], {
						voice: choice('Voice', VOICES),
						line: text('The text to speak'),
					}),
					maxItems: 20,
				},
			},
		},
		required_input_fields: ['text'], // missing in the schema
	},
	{
		model: 'suno/v5',
		name: 'Suno V5',
		provider: 'Suno',
		modality: 'audio',
		operation: 'text-to-music',
		description: null,
		credits: 12,
		input_schema: inputs(['prompt'], {
			prompt: text('Style or lyrics', { maxLength: 3000 }),
			instrumental: flag('Without vocals', false),
			title: text('Title'),
		}),
		required_input_fields: ['prompt'],
	},
	{
		model: 'elevenlabs/sound-effect',
		modality: 'audio',
		operation: 'text-to-audio',
		credits: 2.4,
		input_schema: inputs(['text'], {
			text: text('A description of the sound'),
			duration_seconds: decimal('Length in seconds', 0.5, 22),
			loop: flag('Repeat seamlessly', false),
		}),
	},
	{
		model: 'tripo/image-to-3d',
		modality: '3d',
		operation: 'image-to-3d',
		description: 'Creates a model in three dimensions',
		credits: 30,
		input_schema: inputs(['image_url'], {
			image_url: url('The image'),
			texture: flag('Add a texture', true),
		}),
	},
	{
		model: 'labs/prose-schema',
		modality: 'video',
		operation: 'image-to-video',
		description: 'Its schema is prose',
		credits: 3,
		input_schema: 'See the documentation.',
	},
	{
		model: 'labs/broken-schema',
		credits: 3,
		input_schema: { type: 'object', properties: ['prompt', 'image_url'], required: 'prompt' },
	},
	{ model: 'labs/no-schema', modality: null, operation: null, credits: 3, input_schema: null },
];
