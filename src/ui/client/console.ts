import '@hotwired/turbo';
import { Application } from '@hotwired/stimulus';
import { AutosaveController } from './autosave-controller.ts';
import { ChecksController } from './checks-controller.ts';
import { CopyController } from './copy-controller.ts';
import { DateController } from './date-controller.ts';
import { FileController } from './file-controller.ts';
import { FocusController } from './focus-controller.ts';
import { FormController } from './form-controller.ts';
import { MentionController } from './mention-controller.ts';
import { PhotosController } from './photos-controller.ts';
import { PreviewController } from './preview-controller.ts';
import { RichTextController } from './rich-text-controller.ts';
import { SpansController } from './spans-controller.ts';

/** Comfort on top of pages that work without it: never the only way to anything. */
const application = Application.start();
application.register('autosave', AutosaveController);
application.register('checks', ChecksController);
application.register('copy', CopyController);
application.register('date', DateController);
application.register('file', FileController);
application.register('focus', FocusController);
application.register('form', FormController);
application.register('mention', MentionController);
application.register('photos', PhotosController);
application.register('preview', PreviewController);
application.register('rich-text', RichTextController);
application.register('spans', SpansController);
