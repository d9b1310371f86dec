import { describeGallery } from './support/gallery';
import { CURRENT } from './support/world';

describeGallery(CURRENT);
