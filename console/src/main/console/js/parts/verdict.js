// The verdict in the language of the reader: the rule is named by the API, the sentences are ours.
import { named, isChinese, t } from '../core/words.js';
import { operation } from './parts.js';

/** Method and route where the API says an operation id. */
function subjectName(subject) {
  if (!subject) return '';
  const known = operation(subject);
  return known.method ? known.method + ' ' + known.route : subject;
}

/**
 * Title and text of a verdict.
 *
 * @param {{rule: string, title: string, text: string, subject: string | null}} verdict
 * @returns {{title: string, text: string}}
 */
export function verdictWords(verdict) {
  const subject = subjectName(verdict.subject);
  const english = verdict.subject ? (s) => s.split(/** @type {string} */ (verdict.subject)).join(subject) : (s) => s;
  if (!isChinese()) return { title: english(verdict.title), text: english(verdict.text) };
  const title = named('verdict.', verdict.rule);
  const numbers = verdict.text.match(/<?\d+(?:\.\d+)?(?: ?%)?/g) || [];
  return { title: title === verdict.rule ? english(verdict.title) : (subject ? subject + '：' : '') + title, text: sentence(verdict, numbers) };
}

// The API's sentences have their numbers in a fixed order; without them the sentence of the rule stands alone.
function sentence(verdict, numbers) {
  const values = { a: numbers[0] ?? '', b: numbers[1] ?? '', c: numbers[2] ?? '', d: numbers[3] ?? '' };
  if (verdict.rule === 'all_well') return numbers.length > 1 ? t('verdict.text.well', values) : t('verdict.text.idle', values);
  if ((verdict.rule === 'endpoint_failing' || verdict.rule === 'some_failing') && numbers.length > 2) return t('verdict.text.failing', values);
  if (verdict.rule === 'endpoint_slow' && numbers.length > 1) return t('verdict.text.slow', values);
  const text = named('verdict.text.', verdict.rule);
  return text === verdict.rule ? verdict.text : text;
}
