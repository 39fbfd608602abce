import { HtmlValidate, type ConfigData } from 'html-validate';

/** Public pages against the HTML standard. What is switched off is a matter of taste, not of validity; each with its reason. */
const CONFIG: ConfigData = {
  root: true, extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'void-style': 'off', // <br/>: both spellings are valid; the server's JSX writes this one
    'attribute-boolean-style': 'off', // itemscope="": the same
    'attribute-empty-style': 'off',
    'long-title': 'off', // an article is called what it is called; search engines cut it themselves
    'no-redundant-role': 'error',
    'tel-non-breaking': 'off', // we keep numbers together in the style sheet
    'no-implicit-button-type': 'error', 'no-inline-style': 'error', 'no-dup-id': 'error', 'heading-level': 'error', 'wcag/h30': 'error', 'wcag/h32': 'error', 'wcag/h36': 'error', 'wcag/h37': 'error', 'wcag/h67': 'error', 'wcag/h71': 'error',
    'svg-focusable': 'off', // for browsers of 2013
  },
};
let validator: HtmlValidate | undefined;

/** Each fault with its line; none: valid. */
export function htmlFaults(html: string): string[] {
  validator ??= new HtmlValidate(CONFIG);
  return validator.validateStringSync(html).results.flatMap((result) => result.messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
}
