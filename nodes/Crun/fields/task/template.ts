import type { INodeProperties } from 'n8n-workflow';
import { sortTemplatesBy, templateId } from '../template/choice';
import { imageFields } from './images';
import { resolution } from './resolution';
import { additionalFields } from './vidu';

/** The fields that make an order from a template, for each platform. */

const shared: INodeProperties[] = [templateId, sortTemplatesBy, ...imageFields];

export const byteDanceFields: INodeProperties[] = [...shared, resolution];
export const klingFields: INodeProperties[] = shared;
export const viduFields: INodeProperties[] = [...shared, additionalFields];
